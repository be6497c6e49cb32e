"""What a stream may be made of, whose it is, and what is refused, with its place and what came before."""

from __future__ import annotations

import json
from typing import Any

import pydantic
import pytest

import normalizer
from normalizer import AmbiguousVendorError, PayloadError, StreamError
from normalizer.sse import Event
from normalizer.streams import text

from .stream_laws import read

TEXT = {"choices": [{"index": 0, "text": "a"}]}
CHAT = {"choices": [{"index": 0, "delta": {"content": "a"}}]}
ERROR = {"error": {"message": "overloaded", "code": 529}}


def stream(*payloads: Any) -> bytes:
    return b"".join(b"data: " + json.dumps(payload).encode() + b"\n\n" for payload in payloads)


def refusal(logged: object, vendor: str | None = None) -> str:
    with pytest.raises(PayloadError) as caught:
        read(logged, vendor)
    return str(caught.value.problems[0])


@pytest.mark.parametrize(
    "logged",
    [
        stream(TEXT, ERROR, TEXT),
        [TEXT, ERROR, TEXT],
        [{"data": TEXT}, {"data": ERROR}],
        stream(TEXT) + b"event: error\ndata: " + json.dumps(ERROR).encode() + b"\n\n",
    ],
)
def test_an_error_in_the_stream_is_raised_with_its_body_and_what_came_before(logged: Any) -> None:
    texts = []
    with pytest.raises(StreamError, match="a part of the answer") as caught:
        texts += [chunk.text for chunk in normalizer.read_stream(logged)]

    assert caught.value.error in (ERROR, {"data": ERROR})
    assert caught.value.completion is not None
    assert caught.value.completion.text == "a"
    assert caught.value.completion.source == normalizer.Source("orq", envelope=False, partial=True)
    assert "overloaded" not in str(caught.value)


def test_the_chunks_before_an_error_are_given_first() -> None:
    chunks = normalizer.read_stream(stream(TEXT, ERROR))

    assert next(chunks).text == "a"
    with pytest.raises(StreamError):
        next(chunks)


@pytest.mark.parametrize(
    ("event", "body"), [(b"event: error\n\n", None), (b"event: error\ndata: no {json\n\n", "no {json")]
)
def test_an_error_event_need_not_hold_json_nor_come_after_a_chunk(event: bytes, body: Any) -> None:
    with pytest.raises(StreamError, match="before any chunk") as caught:
        read(event)

    assert (caught.value.error, caught.value.completion) == (body, None)


def test_a_chunk_that_is_no_json_is_refused_with_its_number_after_those_before_it() -> None:
    chunks = normalizer.read_stream(stream(TEXT) + b'data: {"choices": NaN}\n\n')

    assert next(chunks).text == "a"
    with pytest.raises(PayloadError) as caught:
        next(chunks)
    assert caught.value.problems[0].pointer.startswith("/1")
    assert caught.value.vendor == "orq"


def test_a_value_of_a_wrong_kind_is_refused_with_the_chunks_number() -> None:
    assert refusal([TEXT, {"choices": [{"index": "0", "text": "b"}]}]).startswith("/1/choices/0/index: ")
    assert refusal([TEXT, {"choices": [1]}]) == "/1/choices/0: expected an object, an integer came"
    assert refusal([TEXT, {"x": 1}]) == "/1/choices: expected an array, nothing came"
    assert refusal([TEXT, {"x": float("nan"), **TEXT}]).startswith("/1/x: ")
    assert refusal([TEXT, 5]) == "/1: expected an object, an integer came"


def test_what_is_no_stream_is_refused() -> None:
    assert refusal(None) == "expected a stream, null came"
    assert refusal('[{"choices": []}').startswith("expected")
    assert refusal("data: \ud83d\n\n") == "expected text that UTF-8 can say, half of a character came"


def test_a_line_without_end_cannot_eat_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LINE_LIMIT", 10)

    assert "at most 10 bytes" in refusal(["{" * 6, "{" * 6])


def test_a_stream_may_come_as_pieces_of_any_type_of_text() -> None:
    logged = stream(TEXT, TEXT)
    for pieces in ([bytearray(logged)], [memoryview(logged)], [logged.decode()], ["", logged[:5].decode(), logged[5:]]):
        assert read(logged) == read(pieces)


def test_white_space_and_a_byte_order_mark_may_come_first() -> None:
    line = json.dumps(TEXT).encode()

    assert [chunk.text for chunk in read([b" \n", b"\t[", line, b"]"])] == ["a"]
    assert [chunk.text for chunk in read([b"\xef", b"\xbb", b"\xbf", b"\n", stream(TEXT)])] == ["a"]
    assert "byte order mark" in refusal(b"\xef\xbb\xbf" + line)


def test_one_payload_one_event_and_the_end_alone_are_streams() -> None:
    assert [chunk.text for chunk in read(TEXT)] == ["a"]
    assert [chunk.text for chunk in read([Event((("data", json.dumps(TEXT)),))])] == ["a"]
    assert [chunk.is_done for chunk in read(["[DONE]"])] == [True]
    assert [chunk.is_done for chunk in read('[{"data": null}, "[DONE]"]', "orq")] == [False, True]
    assert [chunk.is_done for chunk in read("data:  [DONE] \n\n")] == [True]
    assert [chunk.marker for chunk in read("data: {}\n\n: hello\n\n")] == ["{}", None]


def test_the_objects_of_an_sdk_are_read_attribute_by_attribute() -> None:
    class Choice(pydantic.BaseModel):
        index: float
        text: str
        finish_reason: str | None = None

    class Data(pydantic.BaseModel):
        choices: list[Choice]

    class StreamEvent(pydantic.BaseModel):
        data: Data | None = None

    event = StreamEvent(data=Data(choices=[Choice(index=0.0, text="a")]))

    assert [chunk.choices[0].finish_reason for chunk in read([event])] == [normalizer.UNSET]
    assert [chunk.text for chunk in read(event)] == ["a"]
    assert [chunk.marker for chunk in read([StreamEvent()], "orq")] == [None]


def test_chunks_that_do_not_tell_wait_for_one_that_does() -> None:
    empty = {"id": "", "choices": []}
    chunks = read([empty, {"data": None}, CHAT])

    assert [chunk.source.vendor if chunk.source else None for chunk in chunks] == ["opper", None, "opper"]
    with pytest.raises(AmbiguousVendorError):
        read([empty, empty])
    assert [chunk.source for chunk in read([empty], "orq")] == [normalizer.Source("orq")]


def test_an_unnamed_stream_is_one_vendors() -> None:
    assert refusal([CHAT, TEXT]) == "/1/choices/0/delta: expected a value, nothing came"
    whole = {"choices": [{"index": 0, "message": {"content": "a"}}]}
    assert refusal([CHAT, whole]) == "/1/choices/0/delta: expected a value, nothing came"
    assert [chunk.text for chunk in read([CHAT, {"choices": [{"index": 0, "finish_reason": "stop"}]}])] == ["a", None]


def test_a_vendor_or_form_that_is_not_known_is_refused() -> None:
    with pytest.raises(normalizer.UnknownVendorError):
        read(stream(TEXT), "nobody")
    with pytest.raises(normalizer.UnknownFormError):
        read(stream(TEXT), "canonical", "node")
    with pytest.raises(normalizer.UnknownFormError):
        read(normalizer.write_stream(read(stream(TEXT)), to="canonical"), None, "node")


def test_each_chunk_shows_its_form_or_is_read_in_the_one_that_is_named() -> None:
    spelled = {"choices": [{"index": 0, "text": "a", "finishReason": "stop"}]}

    assert [chunk.source and chunk.source.form for chunk in read([TEXT, spelled])] == ["wire", "node"]
    assert read([spelled], "orq", "wire")[0].choices[0].extra == {"finishReason": "stop"}


def test_a_known_key_in_snake_case_settles_the_form_of_what_follows() -> None:
    told = {"choices": [{"index": 0, "text": "a", "finish_reason": None}]}
    unknown = {"choices": [{"index": 0, "text": "a", "finishReason": "x"}]}
    chunks = read([unknown, told, unknown])

    assert [chunk.source and chunk.source.form for chunk in chunks] == ["node", "wire", "wire"]


def test_canonical_chunks_in_an_envelope_are_refused() -> None:
    canonical = {"object": "normalizer.completion.chunk", "version": 1, "choices": []}

    assert read([canonical])[0].source is None
    assert refusal([{"data": canonical}], "canonical") == "/0: expected canonical JSON, a stream event came"


def test_canonical_positions_that_are_not_one_for_each_part_are_refused() -> None:
    delta = {"parts": [{"type": "text", "text": "a"}], "positions": [0, 1]}
    canonical = {"object": "normalizer.completion.chunk", "version": 1, "choices": [{"delta": delta}]}

    assert refusal([canonical]) == "/0/choices/0/delta/positions: expected a position for each part"


def test_a_payload_may_be_as_deep_in_a_stream_as_alone() -> None:
    nested: Any = 1
    for _ in range(252):
        nested = [nested]

    assert read([{**TEXT, "x": nested}])[0].extra == {"x": nested}
    assert read(json.dumps([{**TEXT, "x": nested}]))[0].extra == {"x": nested}
    for _ in range(4):
        nested = [nested]
    assert "inside each other" in refusal([{**TEXT, "x": nested}])
    assert "inside each other" in refusal(stream({**TEXT, "x": nested}))
