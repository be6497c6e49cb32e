"""``normalizer.logs`` as a library."""

from __future__ import annotations

import inspect
import io
import pickle
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import attrs
import pytest

from normalizer import Change, LossError, PayloadError, UnknownFormError, UnknownVendorError
from normalizer.express import exact_only
from normalizer.logs import (
    CODES,
    Converted,
    Input,
    Record,
    RecordError,
    Rejected,
    Tally,
    convert_log,
    converting,
    event_streams,
    json_faults,
    original,
    reject_line,
    verifying,
)
from normalizer.logs.outcomes import Outcome
from normalizer.logs.visible import reason
from normalizer.testing import listed
from normalizer.writing import converted
from tests import toy_vendor
from tests.cli.command import DONE, FIXTURES, MIXED, OPPER, ORQ, ORQ_CHUNK, STREAMS, events, log, run

BROKEN = ORQ_CHUNK.replace(b'"stop"', b"null")
WRONG = b'{"choices":[{"text":5}]}'


def _outcomes(content: bytes, to: str = "orq", **options: Any) -> list[Outcome]:
    return list(convert_log([Input("log", io.BytesIO(content))], to, **options))


def _codes(content: bytes, to: str = "orq", **options: Any) -> list[str]:
    return [outcome.code for outcome in _outcomes(content, to, **options) if isinstance(outcome, Rejected)]


def _refused(content: bytes, **options: Any) -> list[tuple[str, str]]:
    outcomes = _outcomes(content, **options)
    return [(outcome.code, outcome.pointer) for outcome in outcomes if isinstance(outcome, Rejected)]


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


@pytest.mark.parametrize("read", [nullcontext, exact_only])
@pytest.mark.parametrize(
    ("said", "lost"), [(b'"content":"Hi"', b'"content":null,"refusal":"no"'), (b'"stop"', b'"function_call"')]
)
def test_of_what_nobody_looked_for_no_change_is_told(said: bytes, lost: bytes, read: Any, tmp_path: Path) -> None:
    lines = [OPPER.replace(said, lost)] * 40
    for look in (False, True):
        with read():
            outcomes = list(convert_log([str(log(tmp_path / "in", *lines))], "orq", look=look))

        assert [bool(outcome.changes) for outcome in outcomes if isinstance(outcome, Converted)] == [look] * 40
        assert {outcome.is_lossy for outcome in outcomes if isinstance(outcome, Converted)} == {look}


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
def test_a_record_loses_something_only_where_it_was_looked_for(look: bool) -> None:  # noqa: FBT001  # a case
    answer = (FIXTURES / "opper" / "tool-calls.json").read_bytes()
    for replay in (True, False):
        [outcome] = convert_log([Input("in", io.BytesIO(answer))], "orq", look=look, replay=replay)

        assert isinstance(outcome, Converted)
        assert outcome.is_lossy is look is bool(outcome.changes)


def test_a_line_that_is_longer_than_a_stream_may_be_is_held_in_pieces() -> None:
    pieces = list(event_streams.lines_of(b"", io.BytesIO(b"x" * 400_000 + b"\ny"), 100_000))

    assert b"".join(pieces) == b"x" * 400_000 + b"\ny"
    assert max(map(len, pieces)) <= 100_000 + event_streams.PIECE_BYTES


DEEP = b"[" * 257 + b"]" * 257
"""Deeper than a vendor's payloads may be, and not deeper than canonical JSON."""


@pytest.mark.parametrize(
    ("content", "code", "pointer"),
    [
        (events(ORQ_CHUNK, WRONG) + b'data: {"choices":[', "wrong-kind", "/1/choices/0/text"),
        (events(ORQ_CHUNK, WRONG, b"bad", DONE), "wrong-kind", "/1/choices/0/text"),
        (events(ORQ_CHUNK, WRONG, b"\xff", DONE), "wrong-kind", "/1/choices/0/text"),
        (events(ORQ_CHUNK) + b"data: " + WRONG, "wrong-kind", "/1/choices/0/text"),
        (b": hello\n\n" + events(ORQ_CHUNK, b"bad", WRONG, DONE), "invalid-json", "/2"),
        (events(ORQ_CHUNK, ORQ_CHUNK[:-1] + b',"x":%s}' % DEEP, DONE), "too-deep", "/1"),
        (events(ORQ_CHUNK, b"\xff", WRONG, DONE), "invalid-utf-8", ""),
    ],
)
def test_a_stream_is_rejected_with_the_code_of_the_chunk_that_was_refused(
    content: bytes, code: str, pointer: str
) -> None:
    assert _refused(content) == [(code, pointer)]


@pytest.mark.parametrize("chunk", [b'{"id": "s", "choices": [{"text":5}]}', ORQ_CHUNK[:-1] + b',"x": %s}' % DEEP])
def test_lines_of_a_stream_are_rejected_with_the_code_of_the_line_that_was_refused(chunk: bytes) -> None:
    code, pointer = ("too-deep", "/1") if DEEP in chunk else ("wrong-kind", "/1/choices/0/text")

    assert _refused(b"\n".join([ORQ_CHUNK, chunk, ORQ_CHUNK]), chunks=True) == [(code, pointer)]


def test_a_reject_names_the_place_of_what_is_missing() -> None:
    assert _refused(b'{"choices":[{"text":"no id"}]}', chunks=True) == [("no-id", "/id")]


def test_no_payload_is_deeper_than_those_of_the_vendor_that_was_named_whatever_it_says_of_itself() -> None:
    line = b'{"object":"normalizer.completion","version":1,"choices":[],"extra":{"x":%s}}' % DEEP

    assert _refused(line, vendor="orq") == [("too-deep", "")]
    assert _refused(line, to="canonical") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"a":{"b":1,"b":1},"c":"', "duplicate-key"),
        (b'[1e999,"', "non-finite"),
        (b"[%s," % (b"1" * 4301) + b'"', "long-integer"),
        (b'[1,"', "truncated-json"),
    ],
)
def test_what_is_wrong_with_a_text_before_it_was_cut_off_is_told_also_where_that_was_inside_a_character(
    text: bytes, code: str
) -> None:
    for end in (b"", b"\xc3", b"\xe2\x82"):
        assert json_faults.fault_in(text + end, None) == code


def test_a_text_that_is_no_json_is_none_that_was_cut_off_inside_a_character() -> None:
    for text in (b"bad", b"{}"):
        assert json_faults.fault_in(text + b"\xc3", None) == "invalid-utf-8"


def test_a_stream_without_payloads_is_no_other_vendors() -> None:
    for stream in (events(DONE), b": hello\n\n", events(b"{}", DONE), events(b'{"error":{}}')):
        assert _codes(stream, vendor="orq") == _codes(stream)
        assert _codes(stream) in (["not-a-completion"], ["stream-error"])


def test_all_that_is_doubtful_of_a_stream_is_told() -> None:
    (outcome,) = _outcomes(events(ORQ_CHUNK, ORQ_CHUNK.replace(b'"s"', b'"t"')))

    assert isinstance(outcome, Converted)
    assert outcome.answer.doubts == (
        "the stream broke off; what there is of it is converted",
        "the chunks have several ids, but no [DONE] between them",
    )


def test_each_wish_that_excludes_another_is_named() -> None:
    wishes: tuple[tuple[dict[str, Any], str], ...] = (
        ({"look": False, "strict": True}, "strict and verify need the look"),
        ({"look": False, "verify": True}, "strict and verify need the look"),
        ({"replay": True, "verify": True}, "event streams are not verified"),
    )
    for options, told in wishes:
        with pytest.raises(ValueError, match=f"^{told}$"):
            convert_log(["missing"], "orq", **options)


def test_the_text_of_a_reject_is_legible() -> None:
    line = "bad: \u00e9\U0001f30d".encode()
    (rejected,) = _outcomes(line)

    assert isinstance(rejected, Rejected)
    assert b"".join(reject_line(rejected)).endswith(b',"raw":"' + line + b'"}\n')


def test_what_is_no_reject_is_of_the_wrong_kind() -> None:
    with pytest.raises(RecordError) as refused:
        original(Record("rejects", 1, b'{"raw":5}'))

    assert (refused.value.code, str(refused.value)) == ("wrong-kind", "not a line of a rejects file")


def test_all_that_is_wrong_with_a_record_is_told_on_one_line() -> None:
    (rejected,) = _outcomes(b'{"choices":[{"text":5},{"text":6}]}')

    assert isinstance(rejected, Rejected)
    assert rejected.message == (
        "not a readable orq payload: "
        "/choices/0/text: expected a string, null or nothing, an integer came; "
        "/choices/1/text: expected a string, null or nothing, an integer came"
    )


@pytest.mark.parametrize("space", [b"\x0b", b"\x0c"])
def test_what_no_json_has_before_a_value_makes_no_list_of_chunks(space: bytes) -> None:
    assert _refused(space + b"[" + ORQ_CHUNK + b"]") == [("invalid-json", "")]


def test_a_stream_of_a_vendor_that_has_none_is_of_the_wrong_kind() -> None:
    with listed(toy_vendor.VENDOR):
        assert _refused(events(b'{"choices":[]}', DONE), vendor="toy") == [("wrong-kind", "")]


def test_a_text_is_too_deep_also_for_a_caller_that_left_little_room() -> None:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 60)
    try:
        code = json_faults.fault_in(b'[{"":' * 150 + b"1" + b"}]" * 150, None)
    finally:
        sys.setrecursionlimit(limit)

    assert code == "too-deep"


def test_a_reason_names_twenty_losses_and_counts_the_others() -> None:
    losses = tuple(Change("dropped", f"/{number}") for number in range(21))

    assert reason(LossError(losses[:20], "orq", "wire")).endswith("; dropped /19")
    assert reason(LossError(losses, "orq", "wire")).endswith("; dropped /19; and 1 more")
