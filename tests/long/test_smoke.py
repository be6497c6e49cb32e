"""A small piece of every long run, so that none of them breaks unnoticed."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from unittest import mock

import attrs
import pytest
from click.testing import CliRunner

import normalizer
from normalizer import sse
from normalizer.testing import LAWS, Law, laws

from .. import drawn
from . import fuzz, laws_long, matrix, million, minimal, mutants, stream_trial, swapped, trial
from .deletions import deletions
from .equivalent import EQUIVALENT

LIBRARY = Path(normalizer.__file__).parent
SOUND = 20_000
"""Streams from this seed on."""

SOURCE = '''
def thing_to_canonical(shape, extra: dict[str, int]):
    """What it means."""
    one, two = shape.one, shape.two
    return Thing(one, *two, extra=tuple(item for item in extra if item))


def other(shape):
    return shape
'''


def divide_by_zero(*_: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(("reader", "runs"), [("fast", 2000), ("exact", 500)])
def test_spoilt_inputs_come_back_or_are_refused(reader: str, runs: int) -> None:
    with trial.without_msgspec() if reader == "exact" else contextlib.nullcontext():
        report = fuzz.fuzz(seed=1, runs=runs)

    assert report.findings == {}
    assert report.outcomes[trial.ACCEPTED] > runs / 10
    assert report.outcomes[trial.REFUSED] > runs / 10


@pytest.mark.skipif(not Path("/proc/self/fdinfo").exists(), reason="looks on as Linux lets it")
def test_a_run_is_watched_while_it_converts(tmp_path: Path) -> None:
    run = million.watch(tmp_path, records=300, part=100, options=("--no-look",))

    assert (run.records, run.code, len(run.rates)) == (300, 1, 3)
    assert "read 300, converted 297 " in run.summary
    assert 10 < run.peak < 500
    assert min(run.rates) > 0
    assert list(tmp_path.iterdir()) == [tmp_path / "messages"]
    assert "300 records, 0 MiB: exit code 1, " in million.told(run, 100)


def test_a_finding_is_cut_down_to_what_matters() -> None:
    text = json.dumps({"choices": [{"text": "a", "x": [1, 2, {"y": 3}]}, {"text": "b"}], "id": None})
    with mock.patch.object(laws, "there_and_back", side_effect=lambda payload, *_: 1 / ("id" not in payload)):
        cut = [minimal.minimal(trial.Trial(given, vendor="orq")).given for given in (text, text.encode())]

    assert [json.loads(given) for given in cut] == [{"choices": [], "id": None}] * 2


def test_spoilt_streams_come_back_or_are_refused() -> None:
    report = fuzz.fuzz(seed=SOUND, runs=100, target=fuzz.STREAMS)

    assert report.findings == {}
    assert report.outcomes[trial.ACCEPTED] > 20
    assert report.outcomes[trial.REFUSED] > 20


def test_answers_and_streams_take_turns() -> None:
    turns = [fuzz.turn_of(seed) for seed in range(2 * fuzz.STREAM_COST)]

    assert turns.count(fuzz.STREAMS) == 2
    assert set(turns) == {fuzz.ANSWERS, fuzz.STREAMS}


def test_a_stream_that_fails_is_cut_down_to_the_event_and_the_key_that_matter() -> None:
    payloads = [{"choices": [{"text": "a", "index": index}], "id": "x"} for index in range(3)]
    stream = b": hello\n\n" + b"".join(b"data: " + json.dumps(payload).encode() + b"\n\n" for payload in payloads)
    wrong = lambda chunks, *_: 1 / all(choice.index != 1 for chunk in chunks for choice in chunk.choices)  # noqa: E731
    with mock.patch.object(stream_trial, "replayed", side_effect=wrong):
        whole = stream_trial.StreamTrial(stream, "orq", "wire", (3, 9), 1, (("orq", "wire"), ("opper", "wire")))
        cut = stream_trial.minimal_stream(whole)

    assert cut == stream_trial.StreamTrial(b'data:{"choices":[{"index":1}]}', "orq", None, (), None, (("orq", "wire"),))


def test_a_seed_stands_for_one_law_one_spelling_and_one_value() -> None:
    seeds = range(len(drawn.TURNS))

    assert len({(draw.law, draw.vendor, draw.form) for draw in map(drawn.draw, seeds)}) == len(seeds)
    assert laws_long.broken_in(seeds) is None


def test_a_broken_law_is_reported_with_how_to_run_it_again() -> None:
    with mock.patch.dict(LAWS, {name: Law(law.draw, divide_by_zero) for name, law in LAWS.items()}):
        broken = laws_long.broken_in(range(7, 9)) or ""

    assert "ZeroDivisionError" in broken
    assert "--start 7 --values 1" in broken


def test_every_statement_argument_and_item_of_a_mapping_function_is_deleted_once(tmp_path: Path) -> None:
    (tmp_path / "thing.py").write_text(SOURCE, encoding="utf-8")

    found = deletions(tmp_path)

    assert [deletion.text for deletion in found if deletion.begins_line] == [
        "one, two = shape.one, shape.two",
        "return Thing(one, *two, extra=tuple(item for item in extra if item))",
    ]
    inside = {deletion.text for deletion in found if not deletion.begins_line}
    assert inside == {
        "shape.one", "shape.two", "one", "*two", "extra=tuple(item for item in extra if item)",
        "item for item in extra if item", "(item for item in extra if item)", "item",
    } & inside  # fmt: skip
    assert all(mutants.is_python(deletion.source(tmp_path)) for deletion in found)


def test_every_deletion_that_is_listed_to_change_nothing_can_be_made() -> None:
    known = {deletion.name for deletion in swapped.stream_deletions(LIBRARY)}

    assert EQUIVALENT.keys() <= known


def test_a_deletion_is_in_force_where_it_is_judged_and_nowhere_else() -> None:
    (deletion,) = (one for one in swapped.stream_deletions(LIBRARY) if one.name == 'sse.py Event.data: name == "data"')

    def judged() -> str:
        swapped.swap(LIBRARY, deletion)
        return sse.Event((("id", "7"),)).data or ""

    assert swapped.in_a_fork(judged) == "7"
    assert sse.Event((("id", "7"),)).data is None


def test_what_hangs_is_noticed_by_impatience() -> None:
    assert swapped.in_a_fork(lambda: os._exit(1)) == "patience"


def test_what_survives_is_a_hole_unless_it_is_listed_and_what_is_listed_has_to_survive() -> None:
    (deletion,) = (
        one for one in swapped.stream_deletions(LIBRARY) if one.name == 'streams/reader.py _as_text: "utf-8"'
    )
    survived, killed = mutants.Verdict(deletion, ""), mutants.Verdict(deletion, "law 8")

    assert not mutants.is_hole(survived)
    assert (mutants.outdated([survived]), mutants.outdated([killed])) == (set(), {deletion.name})
    assert mutants.is_hole(mutants.Verdict(attrs.evolve(deletion, text="x"), ""))
    assert "1 change nothing" in mutants.summary([survived])


def test_the_oldest_allowed_versions_are_those_of_the_project_file() -> None:
    assert [pin.partition("==")[0] for pin in matrix.oldest_pins()] == ["attrs", "cattrs"]


def test_the_long_runs_say_what_they_are_for() -> None:
    for command in (fuzz.main, laws_long.main, mutants.main, matrix.main):
        assert "Strategy" in CliRunner().invoke(command, ["--help"]).output
