"""The scoreboard's numbers for this library are true now, its page is made of the file, and its rules say what they say."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest
from attrs import evolve

from scoreboard.fidelity.__main__ import DOCS, RAW, differing, main, text_of
from scoreboard.fidelity.asking import WorkerDied, outcomes
from scoreboard.fidelity.board import Board, boards, cell
from scoreboard.fidelity.counting import Tally, tally
from scoreboard.fidelity.judging import judged
from scoreboard.fidelity.page import page, pictures
from scoreboard.fidelity.peers import PEERS
from scoreboard.fidelity.trials import ROWS, Trial, trials
from scoreboard.workers import worker
from scoreboard.workers.protocol import NotOffered
from tests.oracles.environments import Environment

FILE: dict[str, Any] = json.loads(RAW.read_text(encoding="utf-8"))
OURS = PEERS[0]
REASON = ("choices", 0, "finish_reason")
CALL = ("arguments",)


def trial(row: str, given: Any = None, expected: Any = None, path: tuple[str | int, ...] = ()) -> Trial:
    return Trial("opper", row, "a case", "back", given, expected, path)


def verdict(asked: Trial, answer: dict[str, Any], back: dict[str, Any] | None = None) -> Any:
    return judged(asked, answer, back or {})


def seen(**said: Any) -> dict[str, Any]:
    return {"seen": {"texts": [], "finish_reasons": [], "arguments": [], "beside": None} | said}


def reason(word: str) -> dict[str, Any]:
    return {"choices": [{"finish_reason": word}]}


# The file and the page


def test_what_the_file_says_of_this_library_is_true_now() -> None:
    assert outcomes(OURS, trials()) == {name.name: FILE["outcomes"][OURS.name].get(name.name) for name in trials()}


def test_the_page_and_its_pictures_are_made_of_the_file() -> None:
    assert page(FILE) == (DOCS / "fidelity.md").read_text(encoding="utf-8"), "run `just scoreboard --page`"
    for name, picture in pictures(FILE).items():
        assert picture == (DOCS / name).read_text(encoding="utf-8"), "run `just scoreboard --page`"


def test_the_file_is_about_the_trials_and_versions_that_there_are() -> None:
    assert FILE["versions"] == {peer.name: peer.version for peer in PEERS}, "run `just scoreboard`"
    assert set().union(*FILE["outcomes"].values()) == {asked.name for asked in trials()}, "run `just scoreboard`"
    assert RAW.read_text(encoding="utf-8") == text_of(FILE)


@pytest.mark.parametrize("board", boards(FILE), ids=lambda board: board.vendor)
def test_this_library_is_without_fault_in_every_row_or_the_row_says_why(board: Board) -> None:
    for row in board.rows:
        assert board.cells[row.name, OURS.name].tone == "good" or row.explained, row.name


def test_what_this_library_loses_without_its_report_it_gives_back_with_it() -> None:
    told = FILE["outcomes"][OURS.name]

    for asked in trials():
        if asked.row == "with_report":
            assert told[asked.name]["lost"] == told[asked.name]["changed"] == told[asked.name]["invented"] == 0
    assert any(told[f"opper/across/{case}"]["lost"] for case in ("full", "tool-calls"))


def test_an_outcome_that_is_another_than_in_the_file_is_named() -> None:
    name = "orq/back/text"
    other = FILE | {"outcomes": FILE["outcomes"] | {OURS.name: FILE["outcomes"][OURS.name] | {name: {"refused": "X"}}}}

    assert differing(FILE, FILE) == []
    assert differing(FILE, other) == [f"{OURS.name}: {name}"]


def test_a_check_ends_well_where_everybody_answers_as_before_and_names_what_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = sys.modules[main.__module__]
    monkeypatch.setattr(program, "PEERS", PEERS[:1])
    with pytest.raises(SystemExit) as well:
        main(["--check"])
    ours = {"outcomes": {OURS.name: FILE["outcomes"][OURS.name] | {"orq/back/text": {"refused": "X"}}}}
    monkeypatch.setattr(program, "RAW", tmp_path / "raw.json")
    (tmp_path / "raw.json").write_text(json.dumps(FILE | ours), encoding="utf-8")
    with pytest.raises(SystemExit) as named:
        main(["--check"])

    assert (well.value.code, named.value.code) == (None, f"{OURS.name}: orq/back/text")


def test_an_argument_that_is_not_known_is_answered_with_the_usage() -> None:
    with pytest.raises(SystemExit, match="--check"):
        main(["--everything"])


# The trials


def test_no_two_trials_have_one_name_and_every_row_is_asked() -> None:
    names = [asked.name for asked in trials()]

    assert len(names) == len(set(names))
    assert {asked.row for asked in trials()} == set(ROWS)


def test_a_trial_is_a_request_that_survives_json() -> None:
    for asked in trials():
        assert json.loads(json.dumps(asked.request("ours"))) == asked.request("ours")


# Counting


def test_leaves_are_counted_by_place_value_and_kind() -> None:
    before: Any = {"a": 1, "b": None, "c": {}, "d": [1, "x"], "e": 0.0}
    after: Any = {"a": 1.0, "c": None, "d": ["x", 1], "e": -0.0, "f": [[]], "g": False}

    assert tally(before, after) == Tally(leaves=6, lost=1, changed=5, invented=2, equal=1)
    assert tally(before, before).is_exact


def test_an_object_where_there_was_an_empty_one_is_lost_and_invented() -> None:
    assert tally({"a": {}}, {"a": {"b": 1}}) == Tally(leaves=1, lost=1, changed=0, invented=1, equal=0)


# Judging


def test_what_is_not_offered_is_no_outcome_and_what_is_refused_names_the_exception() -> None:
    assert verdict(trial("back"), {"not_offered": True}) is None
    assert verdict(trial("back"), {"refused": "ValueError"}) == {"refused": "ValueError"}
    assert verdict(trial("back"), seen()) is None


def test_an_edit_shows_if_it_is_there_and_nothing_else_moved() -> None:
    edit = trial("edit output_tokens", expected=987, path=("usage",))
    back = {"payload": {"usage": 5, "total": 9}}

    assert verdict(edit, {"payload": {"usage": 987.0, "total": 9}}, back) == {"word": "shows", "moved": 0}
    assert verdict(edit, {"payload": {"usage": 987, "total": 991, "x": 1}}, back) == {"word": "moves more", "moved": 2}
    assert verdict(edit, {"payload": {"usage": 5, "total": 9}}, back) == {"word": "ignored"}
    assert verdict(evolve(edit, expected=1), {"payload": {"usage": True}}, back) == {"word": "ignored"}


def test_an_error_body_is_an_answer_unless_it_is_handed_on_untouched() -> None:
    error = trial("error", {"error": "x"})

    assert verdict(error, {"payload": {"error": "x"}}) == {"word": "passed on"}
    assert verdict(error, {"payload": {"error": "x", "choices": []}}) == {"word": "an answer"}
    assert verdict(error, seen(texts=[""])) == {"word": "an answer"}


def test_a_finish_reason_is_kept_kept_elsewhere_renamed_or_lost() -> None:
    asked = trial("reason", reason("eos"), "eos", REASON)

    assert verdict(asked, {"payload": reason("eos")}) == {"word": "kept"}
    assert verdict(asked, {"payload": reason("stop") | {"raw": "eos"}}) == {"word": "kept elsewhere"}
    assert verdict(asked, {"payload": reason("stop")}) == {"word": "renamed", "as": "stop"}
    assert verdict(asked, {"payload": {"choices": [{}]}}) == {"word": "lost"}
    assert verdict(asked, seen(finish_reasons=[None, "eos"])) == {"word": "kept"}
    assert verdict(asked, seen(finish_reasons=["stop"], beside=reason("eos"))) == {"word": "kept elsewhere"}
    assert verdict(asked, seen(finish_reasons=[None, "stop"])) == {"word": "renamed", "as": "stop"}


def test_arguments_are_kept_wrapped_or_replaced() -> None:
    asked = trial("arguments", {}, '{"a": "b', CALL)
    wrapped = json.dumps({"raw": '{"a": "b'})

    assert verdict(asked, {"payload": {"arguments": '{"a": "b'}}) == {"word": "kept"}
    assert verdict(asked, {"payload": {"arguments": wrapped}}) == {"word": "wrapped"}
    assert verdict(asked, {"payload": {"arguments": {"raw": '{"a": "b'}}}) == {"word": "wrapped"}
    assert verdict(asked, {"payload": {"arguments": "{}"}}) == {"word": "replaced", "as": '"{}"'}
    assert verdict(asked, {"payload": {}}) == {"word": "replaced", "as": "null"}
    assert verdict(asked, seen(arguments=['{"a": "b'])) == {"word": "kept"}
    assert verdict(asked, seen(arguments=[{}], beside={"arguments": '{"a": "b'})) == {"word": "kept elsewhere"}
    assert verdict(asked, seen()) == {"word": "replaced", "as": "null"}
    assert verdict(trial("arguments", {}, "", CALL), {"payload": {"arguments": '{"a": "'}})["word"] == "replaced"


def test_null_and_absence_are_two_things() -> None:
    null, absent = trial("null", path=("a", "b")), trial("absent", path=("a", "b"))

    assert verdict(null, {"payload": {"a": {"b": None}}}) == {"word": "kept"}
    assert verdict(null, {"payload": {"a": {}}}) == {"word": "lost"}
    assert verdict(absent, {"payload": {"a": None}}) == {"word": "kept"}
    assert verdict(absent, {"payload": {"a": {"b": None}}}) == {"word": "invented"}


def test_choices_have_each_their_own_text() -> None:
    whole = {"choices": [{"text": "one"}, {"message": {"content": "two"}}, {"message": {"content": None}}]}
    asked = trial("choices", expected=whole)

    assert verdict(asked, {"payload": whole}) == {"word": "kept"}
    assert verdict(asked, seen(texts=["one", "two", ""])) == {"word": "kept"}
    assert verdict(asked, {"payload": {"choices": [{"text": "otwneo"}]}}) == {"word": "mixed"}
    assert verdict(asked, {"payload": {"choices": [{"text": "one"}]}}) == {"word": "some missing"}
    assert verdict(asked, {"payload": {"choices": None}}) == {"word": "some missing"}


# The board


@pytest.mark.parametrize(
    ("row", "given", "text", "tone"),
    [
        ("back", [Tally(10, 0, 0, 0, 0)], "0/0/0", "good"),
        ("back", [Tally(10, 0, 0, 3, 0)], "0/0/3", "fair"),
        ("back", [Tally(100, 1, 2, 0, 0), Tally(100, 1, 0, 0, 0)], "2/2/0", "mixed"),
        ("back", [Tally(10, 1, 0, 0, 0), "ValueError"], "1/0/0, 1\u00a0ref.", "poor"),
        ("back", [Tally(10, 0, 0, 0, 0), "ValueError"], "0/0/0, 1\u00a0ref.", "fair"),
        ("back", [Tally(10, 2, 0, 0, 0)], "2/0/0", "bad"),
        ("back", ["ValueError", "ValueError"], "refuses", "poor"),
        ("back", [None, None], "\u2013", "none"),
        ("back", [None, "ValueError"], "\u2013", "none"),
    ],
)
def test_counts_are_summed_and_refusals_told_apart(row: str, given: list[Any], text: str, tone: str) -> None:
    shown = cell(ROWS[row], [_outcome(one) for one in given])

    assert (shown.text, shown.tone) == (text, tone)


@pytest.mark.parametrize(
    ("row", "words", "text", "tone"),
    [
        ("reason", ["kept", "kept"], "2/2", "good"),
        ("reason", ["kept", "renamed"], "1/2 renamed", "poor"),
        ("reason", ["renamed", "renamed"], "0/2 renamed", "bad"),
        ("reason", ["kept", "kept elsewhere"], "1/2 kept elsewhere", "fair"),
        ("reason", ["kept elsewhere"], "0/1 kept elsewhere", "mixed"),
        ("error", ["passed on"], "0/1 passed on", "mixed"),
        ("edit text", ["shows", "ignored", "ignored"], "1/3 ignored", "poor"),
    ],
)
def test_words_are_counted_and_the_commonest_fault_named(row: str, words: list[str], text: str, tone: str) -> None:
    shown = cell(ROWS[row], [{"word": word} for word in words])

    assert (shown.text, shown.tone) == (text, tone)


def test_a_refusal_is_right_of_an_error_body_and_of_nothing_else() -> None:
    assert cell(ROWS["error"], [{"refused": "X"}]).text == "1/1"
    assert cell(ROWS["reason"], [{"refused": "X"}]).text == "0/1 refused"


def test_a_cell_tells_what_words_became_and_how_much_moved() -> None:
    renamed = cell(ROWS["reason"], [{"word": "renamed", "as": "stop"}, {"word": "renamed", "as": "end"}])
    moved = cell(ROWS["edit text"], [{"word": "moves more", "moved": 3}])

    assert renamed.title == "2 renamed; as end, stop"
    assert moved.title == "1 moves more; 3 other leaves moved"


def _outcome(given: Any) -> Any:
    if isinstance(given, Tally):
        return {
            "leaves": given.leaves,
            "lost": given.lost,
            "changed": given.changed,
            "invented": given.invented,
            "equal": 0,
        }
    return {"refused": given} if given else None


# The workers


def peer(**functions: Any) -> ModuleType:
    return cast("ModuleType", SimpleNamespace(**functions))


def asked(verb: str) -> dict[str, Any]:
    return {"verb": verb, "vendor": "orq", "payload": 1, "stream": "s", "field": "text", "value": 2}


def _refuse(*_: Any) -> Any:
    raise KeyError("no such thing")


def _not_offer(*_: Any) -> Any:
    raise NotOffered


def test_a_worker_answers_with_what_its_peer_writes_or_shows() -> None:
    def read(_vendor: str, payload: int) -> int:
        return payload + 10

    def write(_vendor: str, response: int) -> dict[str, int]:
        return {"written": response}

    def look(_vendor: str, response: int) -> int:
        return response

    def edit(_vendor: str, response: int, _field: str, value: int) -> int:
        return response + value

    def join(_vendor: str, stream: str) -> int:
        return len(stream)

    writer = peer(read=read, write=write, edit=edit, join=join, across=write)
    assert worker.answer(writer, asked("back")) == {"payload": {"written": 11}}
    assert worker.answer(writer, asked("edit")) == {"payload": {"written": 13}}
    assert worker.answer(writer, asked("join")) == {"payload": {"written": 1}}
    assert worker.answer(writer, asked("across")) == {"payload": {"written": 1}}
    assert worker.answer(peer(read=read, look=look), asked("back")) == {"seen": 11}


def test_a_worker_in_another_process_answers_as_one_here() -> None:
    here = Path(sys.prefix)
    elsewhere = evolve(OURS, environment=Environment(here.name, "python", (), here.parent))
    few = [trial for trial in trials() if trial.case in ("text", "a case", "an empty body", "legacy-logprobs")]

    assert outcomes(elsewhere, few) == outcomes(OURS, few)


def test_a_worker_that_dies_is_no_refusal() -> None:
    here = Path(sys.prefix)
    nowhere = evolve(OURS, module="no_such_peer", environment=Environment(here.name, "python", (), here.parent))

    with pytest.raises(WorkerDied, match="No module named"):
        outcomes(nowhere, trials()[:1])


@pytest.mark.parametrize("verb", worker.VERBS)
def test_what_a_peer_has_no_function_for_is_not_offered(verb: str) -> None:
    assert worker.answer(peer(), asked(verb)) == {"not_offered": True}


def test_what_a_peer_raises_is_its_refusal() -> None:
    assert worker.answer(peer(read=_refuse), asked("back")) == {"refused": "KeyError"}
    assert worker.answer(peer(read=_not_offer), asked("back")) == {"not_offered": True}
