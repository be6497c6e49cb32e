"""``normalizer.logs`` as a library."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

from normalizer import PayloadError, UnknownFormError, UnknownVendorError
from normalizer.express import exact_only
from normalizer.logs import (
    CODES,
    Converted,
    Input,
    Rejected,
    Tally,
    convert_log,
    converting,
    event_streams,
    json_faults,
    verifying,
)
from normalizer.logs.outcomes import Outcome
from normalizer.writing import converted
from tests.cli.command import DONE, FIXTURES, MIXED, OPPER, ORQ, ORQ_CHUNK, STREAMS, events, log, run

BROKEN = ORQ_CHUNK.replace(b'"stop"', b"null")


def _outcomes(content: bytes, to: str = "orq", **options: Any) -> list[Outcome]:
    return list(convert_log([Input("log", io.BytesIO(content))], to, **options))


def _codes(content: bytes, to: str = "orq", **options: Any) -> list[str]:
    return [outcome.code for outcome in _outcomes(content, to, **options) if isinstance(outcome, Rejected)]


def test_a_wish_that_cannot_be_granted_is_refused_before_anything_is_read() -> None:
    for error, options in (
        (UnknownVendorError, {"to": "nobody"}),
        (UnknownVendorError, {"to": "orq", "vendor": "nobody"}),
        (UnknownFormError, {"to": "canonical", "form": "node"}),
        (ValueError, {"to": "orq", "look": False, "strict": True}),
        (ValueError, {"to": "orq", "look": False, "verify": True}),
        (ValueError, {"to": "orq", "replay": True, "verify": True}),
    ):
        with pytest.raises(error):
            convert_log(["missing"], **options)


def test_two_conversions_know_nothing_of_each_other() -> None:
    one, other = (convert_log([str(MIXED)], "orq") for _ in range(2))

    assert [(a, b) for a, b in zip(one, other, strict=True) if a != b] == []


@pytest.mark.parametrize("to", ["orq", "opper", "canonical", "source"])
def test_every_recording_can_be_restored(to: str) -> None:
    inputs = [str(MIXED), *map(str, STREAMS)]

    assert [] == [outcome for outcome in convert_log(inputs, to, verify=True) if not isinstance(outcome, Converted)]


def test_canonical_records_can_be_restored() -> None:
    canonical = b"".join(
        outcome.text for outcome in convert_log([str(MIXED)], "canonical") if isinstance(outcome, Converted)
    )
    for to in ("orq", "opper", "source", "canonical"):
        assert _codes(canonical, to, verify=True) == []
    assert _codes(b'{"object":"normalizer.completion","version":1,"choices":[]}', "source", verify=True) == []


def test_a_record_that_is_not_restored_is_rejected(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def forget(*given: Any, **named: Any) -> Any:
        made = converted(*given, **named)
        return attrs.evolve(made, text=made.text.replace(b'"id":"a"', b'"id":"another"'))

    monkeypatch.setattr(converting, "converted", forget)
    result = run("convert", "-", "--to", "opper", "--verify", "--rejects", tmp_path / "rejects", stdin=ORQ)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("-:1: what was written does not lead back to what was read\n")
    assert b'"code":"not-restored"' in (tmp_path / "rejects").read_bytes()
    assert _codes(ORQ, "opper") == []


def test_a_record_whose_way_back_fails_is_not_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_conversion: object) -> None:
        raise PayloadError(())

    monkeypatch.setattr(verifying, "restore", fail)

    assert _codes(ORQ, "opper", verify=True) == ["not-restored"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (events(ORQ_CHUNK, b'{"error":{}}', DONE), "stream-error"),
        (events(DONE), "not-a-completion"),
        (events(b"bad", DONE), "invalid-json"),
        (events(b'{"choices":[', DONE), "truncated-json"),
        (events(ORQ_CHUNK, b'{"choices":[NaN]}', DONE), "non-finite"),
        (events(b"\xff", DONE), "invalid-utf-8"),
        (b": hello\n\n" + events(b'{"choices":[{"text":5}]}', DONE), "wrong-kind"),
        (events(b'{"choices":[]}', DONE), "ambiguous-vendor"),
        (b"[" + ORQ + b"," + OPPER + b"]", "wrong-kind"),
        (b"[" + ORQ + b"," + ORQ.replace(b'"a"', b'"b"') + b"]", "several-ids"),
    ],
)
def test_a_stream_is_rejected_with_its_code(content: bytes, code: str) -> None:
    assert _codes(content) == [code]


def test_lines_of_streams_are_rejected_with_their_codes() -> None:
    lines = b"\n".join([b'{"choices":[{"text":"no id"}]}', b'{"id":"a","choices":[{"text":5}]}', DONE])

    assert _codes(lines, chunks=True) == ["no-id", "wrong-kind"]
    assert _codes(events(ORQ_CHUNK, DONE) + ORQ) == ["not-a-stream"]


def test_a_stream_that_waits_in_vain_is_rejected_as_broken_off() -> None:
    content = (b"[" + BROKEN + b"]\n") * 2

    assert _codes(content, replay=True) == ["broken-off"]


def test_what_can_be_read_and_not_written_is_told_apart(tmp_path: Path) -> None:
    lossy = (FIXTURES / "opper" / "tool-calls.json").read_bytes().strip()
    goes_on = b"[" + ORQ_CHUNK + b',"[DONE]",' + ORQ_CHUNK + b"]"

    (loss,) = convert_log([str(log(tmp_path / "in", lossy))], "orq", strict=True)
    assert isinstance(loss, Rejected)
    assert (loss.code, loss.pointer) == ("loss", "/choices/0/message/parts/0")
    assert _codes(goes_on, replay=True) == ["unwritable"]


def test_a_fault_of_the_library_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("MARKER")

    monkeypatch.setattr(converting, "target_of", fail)
    (only,) = _outcomes(ORQ)

    assert isinstance(only, Rejected)
    assert (only.code, only.pointer, isinstance(only.error, ZeroDivisionError)) == ("fault", "", True)
    assert "MARKER" not in only.message


def test_numbers_are_counted_by_whoever_wants_them() -> None:
    tally = Tally()
    for outcome in _outcomes(ORQ + b"\n\nbad\n" + OPPER):
        tally.count(outcome)

    assert (tally.read, tally.converted, tally.rejected, tally.blank) == (4, 2, 1, 1)
    assert tally.numbers()["codes"] == {"invalid-json": 1}


def test_every_code_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "rejects.md").read_text(encoding="utf-8")

    assert [f"| `{code}` | {told} |" for code, told in CODES.items() if f"| `{code}` | {told} |" not in page] == []


def test_an_integer_is_too_long_for_whatever_interpreter_reads_it() -> None:
    assert json_faults.fault_in(b"[" + b"1" * 5000 + b"]", None) == "long-integer"
    assert json_faults.fault_in(b'{"x":1.5}', None) is None
    assert not json_faults.is_cut_off("{}")


def test_bytes_are_counted_as_they_are_read(tmp_path: Path) -> None:
    counts: list[int] = []
    list(convert_log([str(log(tmp_path / "in", *[ORQ] * 5000))], "orq", look=False, on_bytes=counts.append))

    assert sum(counts) == (tmp_path / "in").stat().st_size
    assert len(counts) > 2


@pytest.mark.parametrize("line", [b"bad", b"5", b"{}", b'{"raw":5}', b'{"raw_b64":"?"}', b'{"raw_b64":5}', b"\xff"])
def test_what_is_no_reject_is_not_replayed(line: bytes) -> None:
    result = run("replay", "-", stdin=line + b'\n\n{"raw":"text"}\n')

    assert (result.exit_code, result.stdout) == (1, "text\n")
    assert result.stderr == "-:1: not a line of a rejects file\nreplayed 1 -> stdout\n"


def test_an_outcome_that_was_sent_elsewhere_tells_the_same_changes() -> None:
    call = b'"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]'
    (outcome,) = _outcomes(OPPER.replace(b'"content":"Hi"', b'"content":"Hi",' + call))
    assert isinstance(outcome, Converted)
    sent = pickle.loads(pickle.dumps(outcome))

    assert outcome.is_lossy
    assert [change.pointer for change in outcome.changes if change.is_loss] == ["/choices/0/message/parts/1"]
    assert repr(sent.changes) == repr(outcome.changes)
    with exact_only():
        assert repr(sent.changes) == repr(outcome.changes)


def test_an_outcome_can_be_told_from_the_others() -> None:
    kinds = [type(outcome).__name__ for outcome in _outcomes(ORQ + b"\n\nbad")]

    assert kinds == ["Converted", "Blank", "Rejected"]


def test_an_integer_is_too_long_from_its_4301st_digit_on_also_in_a_text_that_is_cut_off() -> None:
    for digits, code in ((4300, "truncated-json"), (4301, "long-integer")):
        for sign in (b"", b"-"):
            assert json_faults.fault_in(b"[" + sign + b"1" * digits + b",", None) == code


@pytest.mark.parametrize("look", [True, False])
def test_a_replayed_record_loses_something_only_where_it_was_looked_for(look: bool) -> None:  # noqa: FBT001  # a case
    answer = (FIXTURES / "opper" / "tool-calls.json").read_bytes()
    [outcome] = convert_log([Input("in", io.BytesIO(answer))], "orq", look=look, replay=True)

    assert isinstance(outcome, Converted)
    assert outcome.is_lossy is look is bool(outcome.changes)


def test_a_line_that_is_longer_than_a_stream_may_be_is_held_in_pieces() -> None:
    pieces = list(event_streams.lines_of(b"", io.BytesIO(b"x" * 400_000 + b"\ny"), 100_000))

    assert b"".join(pieces) == b"x" * 400_000 + b"\ny"
    assert max(map(len, pieces)) <= 100_000 + event_streams.PIECE_BYTES
