"""Records whose bodies lie inside something else: the body is converted, and the rest of the line stays as it was."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

import normalizer
from normalizer import codec
from normalizer.conversion import Conversion, restore
from normalizer.logs import Blank, Converted, Input, Rejected, bodies, convert_log, original, read_log, reject_line
from normalizer.logs.outcomes import Outcome
from normalizer.pointer import join as pointer_to
from normalizer.values import same
from normalizer.wrappers.presets import PRESETS
from normalizer.wrappers.unwrapping import Wrapped, unwrap
from normalizer.wrappers.wrapper import Wrapper
from tests.cli.command import DONE, FIXTURES, OPPER_CHUNK, ORQ, ORQ_CHUNK, events
from tests.wrappers.spelled import Literal, objects, randoms, spelled, texts

AT = Wrapper("/response", id="/id")
ODD = b'{ "n":1.0, "m" : 1E2,"o":[0.10,-0.0], "\\u0061":"\\u00e9\\/" ,\t"id": "r7", "response"  :  %s , "z":{"response":1}  }'
"""A line that no JSON writer would write again as it is."""


def _outcomes(content: bytes, to: str, **options: Any) -> list[Outcome]:
    return list(convert_log([Input("log", io.BytesIO(content))], to, **options))


def _text(content: bytes, to: str, **options: Any) -> bytes:
    outcomes = _outcomes(content, to, **options)
    assert all(isinstance(outcome, Converted) for outcome in outcomes), outcomes
    return b"".join(outcome.text for outcome in outcomes if isinstance(outcome, Converted))


def _rejected(content: bytes, **options: Any) -> Rejected:
    (outcome,) = _outcomes(content, "orq", **{"wrapper": AT, **options})
    assert isinstance(outcome, Rejected)
    return outcome


def _log(name: str) -> tuple[list[bytes], Wrapper]:
    lines = (FIXTURES / "wrapped" / f"{name}.jsonl").read_bytes().split(b"\n")[:-1]
    return lines, PRESETS.get(name, Wrapper("/response", id="/ts"))


def _around(wrapped: Wrapped) -> tuple[bytes, bytes]:
    return wrapped.line[: wrapped.place.start], wrapped.line[wrapped.place.stop :]


@pytest.mark.parametrize("name", [*PRESETS, "own"])
def test_a_log_in_an_envelope_goes_to_the_other_vendor_and_back(name: str) -> None:
    lines, wrapper = _log(name)
    count = 0
    for line in lines:
        for to in ("orq", "opper"):
            (outcome,) = _outcomes(line, to, wrapper=wrapper, verify=True)
            if isinstance(outcome, Rejected):
                assert outcome.record.raw == line
                continue
            assert isinstance(outcome, Converted)
            before, there = unwrap(line, wrapper), unwrap(outcome.text.removesuffix(b"\n"), wrapper)
            assert (_around(there), there.id, there.in_string) == (_around(before), before.id, before.in_string)
            assert there.with_body(before.body) == line or before.in_string

            answer = outcome.answer
            back = restore(Conversion(codec.decode(there.body), outcome.changes, answer.source, normalizer.Source(to)))
            if before.kind == "answer":
                assert same(back, codec.decode(before.body))
            else:
                assert same(back, normalizer.denormalize(answer.completion))
            count += 1
    assert count == 2 * {"own": 6}.get(name, 8)


@pytest.mark.parametrize("name", [*PRESETS, "own"])
def test_a_log_goes_through_canonical_json_and_comes_back_record_by_record(name: str) -> None:
    lines, wrapper = _log(name)
    whole = [line for line in lines if isinstance(_outcomes(line, "canonical", wrapper=wrapper)[0], Converted)]
    there = _text(b"\n".join(whole), "canonical", wrapper=wrapper, verify=True)
    back = _text(there, "source", wrapper=wrapper, verify=True).split(b"\n")[:-1]

    assert len(back) == len(whole) == {"own": 6}.get(name, 8)
    for line, again in zip(whole, back, strict=True):
        before, after = unwrap(line, wrapper), unwrap(again, wrapper)
        assert _around(after) == _around(before)
        if before.kind == "answer":
            assert same(codec.decode(after.body), codec.decode(before.body))
        else:
            assert normalizer.loads(after.body) == normalizer.join(normalizer.read_stream(before.body))


@given(objects, texts, randoms)
@settings(deadline=None)
def test_whatever_is_around_a_body_stays(around: Any, key: str, random: Random) -> None:
    """White space, escapes, the order of keys and the spelling of numbers, at random."""
    wrapper = Wrapper(pointer_to((key,)))
    line = spelled({**around, key: Literal(ORQ.decode())}, random, " \t").encode("utf-8", "surrogatepass")
    written = _text(line, "opper", wrapper=wrapper, verify=True).removesuffix(b"\n")
    body = _text(ORQ, "opper").removesuffix(b"\n")

    assert written.count(body) == 1
    assert written.replace(body, ORQ) == line


def test_what_no_payload_may_hold_stays_where_nobody_asks_for_it() -> None:
    line = b'{"a":1,"a":[NaN,1e999,%s],"response":%s,"\\u0061":{"x":1,"x":1}}'
    there = _text(line % (b"9" * 5000, ORQ), "opper", wrapper=AT, verify=True)

    assert there == line % (b"9" * 5000, _text(ORQ, "opper").strip()) + b"\n"


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_byte_outside_of_the_body_stays(end: bytes, mark: bytes) -> None:
    log = mark + (ODD % ORQ + end) * 2
    there = _text(log, "opper", wrapper=AT, verify=True)
    expected = _text(ORQ, "opper").removesuffix(b"\n")

    assert there == (ODD % expected + end) * 2
    again = _text(ORQ, "orq").removesuffix(b"\n")
    assert _text(there, "orq", wrapper=AT, verify=True) == (ODD % again + end) * 2


def test_the_body_alone_is_written_if_asked_for() -> None:
    assert _text(ODD % ORQ, "opper", wrapper=AT, emit="body", verify=True) == _text(ORQ, "opper")
    assert _text(b" " + ORQ + b"\t\r\n", "opper", wrapper=Wrapper("")) == _text(ORQ, "opper")
    assert _text(ORQ, "opper", wrapper=Wrapper(""), emit="envelope") == _text(ORQ, "opper")


@pytest.mark.parametrize(
    "body", [ORQ, b" \n" + ORQ.replace(b",", b" ,\n ") + b"\n", ORQ.replace(b"Hi", "日本".encode())]
)
def test_a_body_in_a_string_is_decoded_and_encoded_again(body: bytes) -> None:
    there = _text(ODD % json.dumps(body.decode()).encode(), "opper", wrapper=AT, verify=True)
    expected = _text(body.replace(b"\n", b" "), "opper").decode().removesuffix("\n")

    assert there == ODD % json.dumps(expected).encode() + b"\n"
    assert same(json.loads(json.loads(_text(there, "orq", wrapper=AT))["response"]), json.loads(body))


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(events(OPPER_CHUNK, DONE).decode()).encode(),
        json.dumps((OPPER_CHUNK + b"\n" + OPPER_CHUNK.replace(b'"Hi"', b'""')).decode()).encode(),
        b"[" + OPPER_CHUNK + b"]",
        json.dumps("[" + OPPER_CHUNK.decode() + "]").encode(),
    ],
)
def test_a_stream_in_a_field_is_joined(body: bytes) -> None:
    there = unwrap(_text(ODD % body, "orq", wrapper=AT, verify=True).removesuffix(b"\n"), AT)

    assert normalizer.loads(there.body).text == "Hi"
    assert there.in_string is body.startswith(b'"')


def test_a_stream_in_a_field_can_be_written_as_one() -> None:
    log = ODD % json.dumps(events(OPPER_CHUNK, DONE).decode()).encode()
    written = _text(log, "orq", wrapper=AT, emit="body", replay=True)

    assert written.endswith(b"data: [DONE]\n\n")
    assert normalizer.join(normalizer.read_stream(written)).text == "Hi"


@pytest.mark.parametrize(
    ("line", "code", "pointer"),
    [
        (b'{"id":"r7","other":{}}', "pointer-not-found", "/response"),
        (b'{"id":"r7","response":null}', "empty-body", "/response"),
        (b'{"id":"r7","response":{}}', "empty-body", "/response"),
        (b'{"id":"r7","response":" "}', "empty-body", "/response"),
        (b'{"id":"r7","response":5}', "not-a-body", "/response"),
        (b'{"id":"r7","response":"upstream connect error"}', "not-a-body", "/response"),
        (b'{"id":"r7","response":{"choices":[{"text":5}]}}', "wrong-kind", "/response/choices/0/text"),
        (b'{"id":"r7","response":"{\\"choices\\":[{\\"text\\":5}]}"}', "wrong-kind", "/response/choices/0/text"),
        (b'{"id":"r7","response":{"error":{"message":"no"}}}', "error-body", "/response"),
        (b'{"id":"r7","response":{"choices":[]}}', "ambiguous-vendor", "/response"),
        (ODD % (b"[" + ORQ_CHUNK + b"," + ORQ_CHUNK.replace(b'"s"', b'"t"') + b"]"), "several-ids", "/response"),
        (ODD % json.dumps(events(b'{"error":{}}').decode()).encode(), "stream-error", "/response"),
        (ODD % b'"data: {\\"choices\\": ["', "not-a-completion", "/response"),
    ],
)
def test_a_line_without_a_good_body_is_rejected_whole(line: bytes, code: str, pointer: str) -> None:
    rejected = _rejected(line + b"\r\n")

    assert (rejected.code, rejected.pointer, rejected.record.id) == (code, pointer, "r7")
    assert rejected.record.raw == line + b"\r"
    told = json.loads(b"".join(reject_line(rejected)))
    assert (told["id"], told["code"], told["raw"]) == ("r7", code, line.decode() + "\r")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"response":' + ORQ, "truncated-json"),
        (b'{"response":1,"response":' + ORQ + b"}", "duplicate-key"),
        (b'{"id":1,"id":1,"response":' + ORQ + b"}", "duplicate-key"),
        (b'{"response":{"choices":[{"text":"","x":NaN}]}}', "non-finite"),
        (b'{"response":' + ORQ + b',"x":"\xff"}', "invalid-utf-8"),
        (b'{"response":"\\ud800{"}', "wrong-kind"),
        (b"[" * 5000 + b"]" * 5000, "too-deep"),
        (events(ORQ_CHUNK, DONE), "pointer-not-found"),
    ],
)
def test_a_line_that_cannot_be_read_has_no_id(line: bytes, code: str) -> None:
    rejected = _rejected(line)

    assert (rejected.code, rejected.record.id) == (code, None)
    told = json.loads(b"".join(reject_line(rejected)))
    assert "id" not in told
    assert told.get("raw", "").encode() == line or base64.b64decode(told["raw_b64"]) == line


def test_a_failure_that_the_line_tells_is_an_upstream_error() -> None:
    lines, wrapper = _log("openai-batch")
    outcomes = _outcomes(b"\n".join(lines), "orq", wrapper=wrapper)
    rejects = [outcome for outcome in outcomes if isinstance(outcome, Rejected)]

    assert {outcome.code for outcome in rejects} == {"upstream-error"}
    assert [outcome.record.place for outcome in rejects] == ["log:9 (id request-90)", "log:10 (id request-91)"]


def test_rejects_are_replayed_byte_for_byte() -> None:
    for name in PRESETS:
        lines, wrapper = _log(name)
        rejects = [
            outcome for outcome in _outcomes(b"\n".join(lines), "orq", wrapper=wrapper) if isinstance(outcome, Rejected)
        ]
        text = b"".join(piece for outcome in rejects for piece in reject_line(outcome))

        assert rejects
        assert [original(record) for record in read_log([Input("rejects", io.BytesIO(text))])] == [
            outcome.record.raw for outcome in rejects
        ]
        assert all(outcome.record.raw in lines for outcome in rejects)


def test_what_the_target_cannot_say_is_told_in_the_words_of_the_body() -> None:
    calls = (FIXTURES / "opper" / "tool-calls.json").read_bytes().strip()
    (plain,) = _outcomes(calls, "orq", strict=True)
    wrapped = _rejected(ODD % calls, strict=True)

    assert isinstance(plain, Rejected)
    assert (wrapped.code, wrapped.pointer, wrapped.message) == ("loss", plain.pointer, plain.message)


def test_a_document_of_several_lines_is_no_line_of_a_log(tmp_path: Path) -> None:
    path = tmp_path / "document"
    path.write_text(json.dumps({"id": 7, "response": json.loads(ORQ)}, indent=1))

    (rejected,) = convert_log([str(path)], "opper", wrapper=AT)
    assert isinstance(rejected, Rejected)
    assert (rejected.code, rejected.record.id, rejected.record.raw) == ("unwritable", 7, path.read_bytes())
    assert rejected.message == "a document of several lines is no line of a log: --emit body writes its body"
    (written,) = convert_log([str(path)], "opper", wrapper=AT, emit="body")
    assert isinstance(written, Converted)
    assert written.text == _text(ORQ, "opper")


def test_blank_lines_and_streams_have_no_wrapper_to_look_for() -> None:
    assert isinstance(_outcomes(b"\n", "orq", wrapper=AT)[0], Blank)
    assert _rejected(b" \n", strict_blank=True).code == "blank"
    assert _rejected(ODD % ORQ, max_line=10).code == "too-long"
    for wrapper, emit in ((Wrapper("", id="/id"), None), (Wrapper(""), "envelope")):
        stream = events(ORQ_CHUNK, DONE)
        assert _text(stream, "orq", wrapper=wrapper, emit=emit, verify=True) == _text(stream, "orq")


def test_an_id_may_be_an_integer_or_long_and_is_cut_in_messages_alone() -> None:
    for known in (7, "x" * 100, "a\nb"):
        rejected = _rejected(json.dumps({"id": known}).encode())

        assert json.loads(b"".join(reject_line(rejected)))["id"] == known
        shown = str(known)[:64].replace("\n", "\\n")
        assert rejected.record.place == f"log:1 (id {shown})"


@pytest.mark.parametrize("spoilt", [b"1.0", b"  }"])
def test_a_line_that_is_not_the_same_around_the_body_is_not_restored(
    spoilt: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(line: bytes, wrapper: Wrapper) -> Wrapped:
        wrapped = unwrap(line, wrapper)
        return wrapped if b"text_completion" in line else unwrap(line.replace(spoilt, spoilt[-1:]), wrapper)

    monkeypatch.setattr(bodies, "unwrap", spoil)
    (outcome,) = _outcomes(ODD % ORQ, "opper", wrapper=AT, verify=True)

    assert isinstance(outcome, Rejected)
    assert (outcome.code, outcome.message) == ("not-restored", "what was written is not the line with another body")


@pytest.mark.parametrize(
    "options",
    [{"emit": "envelope"}, {"wrapper": AT, "replay": True}, {"wrapper": AT, "chunks": True}],
)
def test_wishes_that_exclude_each_other_are_refused_before_anything_is_read(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"envelope|wrapper"):
        convert_log(["missing"], "orq", **options)


def test_a_body_is_a_record_of_its_own_with_the_id_of_its_line() -> None:
    (line,) = read_log([Input("log", io.BytesIO(ODD % ORQ + b"\r\n"))])
    body = bodies.body_of(line, AT)

    assert isinstance(body, bodies.Body)
    assert (body.own.raw, body.own.id) == (ORQ, "r7")
    assert (body.whole.raw, body.whole.id) == (ODD % ORQ + b"\r", "r7")


def test_a_stream_is_no_line_with_a_body_in_it() -> None:
    rejected = _rejected(events(ORQ_CHUNK, DONE))

    assert (rejected.pointer, rejected.message) == ("/response", "expected a line with a body in it, a stream came")


def test_a_line_may_be_deeper_than_the_payload_in_it() -> None:
    line = b'{"x":' + b"[" * 257 + b"]" * 257 + b',"id":"r7","response":%s}'

    assert _text(line % ORQ, "opper", wrapper=AT, verify=True) == line % _text(ORQ, "opper").strip() + b"\n"
    assert _rejected(line % b'"\\ud800{"').code == "wrong-kind"


def test_no_body_is_deeper_than_those_of_the_vendor_that_was_named() -> None:
    deep = b"[" * 257 + b"]" * 257
    rejected = _rejected(
        ODD % (b'{"object":"normalizer.completion","version":1,"choices":[],"x":%s}' % deep), vendor="orq"
    )

    assert rejected.code == "too-deep"


def test_of_lines_in_a_string_that_which_was_refused_has_its_code() -> None:
    deep = ORQ_CHUNK[:-1] + b',"x": ' + b"[" * 257 + b"]" * 257 + b"}"
    rejected = _rejected(ODD % json.dumps((ORQ_CHUNK + b"\n \r\n" + deep).decode()).encode())

    assert (rejected.code, rejected.pointer) == ("too-deep", "/response/1")
    rejected = _rejected(ODD % json.dumps((ORQ_CHUNK + b"\n\x0b\n" + ORQ_CHUNK).decode()).encode())
    assert (rejected.code, rejected.pointer) == ("invalid-json", "/response/1")
