"""What a stream may be made of, whose it is, and what is refused, with its place and what came before."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import attrs
import pydantic
import pytest

import normalizer
from normalizer import UNSET, AmbiguousVendorError, PayloadError, StreamError
from normalizer.completion import is_as_read
from normalizer.sse import Event, Parser
from normalizer.streams import text
from normalizer.streams.reader import ChunkReader
from normalizer.testing.stream_laws import read
from normalizer.vendors import known_vendors

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


@pytest.mark.parametrize("held", [5, "text", [], False])
def test_an_event_whose_data_is_no_object_is_no_chunk(held: Any) -> None:
    with pytest.raises(PayloadError, match="/0/choices: expected an array, nothing came"):
        read([{"data": held}])
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
    with pytest.raises(
        PayloadError, match=r"not a readable canonical payload:\n.*/choices/0/delta/positions: expected"
    ):
        known_vendors()["canonical"].converter.structure(canonical, normalizer.Chunk)


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


def test_a_form_that_the_vendor_has_not_is_refused_before_anything_comes() -> None:
    with pytest.raises(normalizer.UnknownFormError):
        read(b"", "canonical", "node")


def test_a_piece_of_text_that_looks_like_the_end_is_a_piece() -> None:
    assert [chunk.is_done for chunk in read(["data: ", "[DONE]", "\n\n"])] == [True]


def test_lines_may_end_with_done() -> None:
    chunks = read(json.dumps(TEXT) + "\n[DONE]\n")

    assert [(chunk.text, chunk.marker) for chunk in chunks] == [("a", UNSET), (None, "[DONE]")]


def test_the_doubt_that_is_told_is_that_of_the_first_chunk() -> None:
    with pytest.raises(AmbiguousVendorError, match="there are no choices") as caught:
        read([{"choices": []}, {"choices": [{"index": 0}]}])

    assert caught.value.detection.candidates == ("orq", "opper")


@pytest.mark.parametrize(
    ("data", "name"),
    [("no {json", "error"), (json.dumps(ERROR), "delta"), ("{}", "delta"), ('{"choices": [', "x"), ("[DONE]", "x")],
)
def test_whatever_an_event_holds_it_stays_with_its_chunk(data: str, name: str) -> None:
    reader = ChunkReader("orq")
    (chunk,) = [*reader.feed(f"id: 7\nevent: {name}\ndata: {data}"), *reader.close()]

    assert chunk.event == Event((("id", "7"), ("event", name), ("data", "")), is_whole=False)
    assert (chunk.error is UNSET) is (chunk.marker == data)


def test_canonical_chunks_as_values_may_be_as_deep_as_in_text() -> None:
    nested: Any = 1
    for _ in range(257):
        nested = [nested]
    canonical = {"object": "normalizer.completion.chunk", "version": 1, "choices": [], "extra": {"x": nested}}

    for logged in ([canonical], json.dumps([canonical]), json.dumps(canonical), stream(canonical)):
        for vendor in (None, "canonical"):
            assert [chunk.extra for chunk in read(logged, vendor)] == [{"x": nested}]


def test_a_vendor_without_streams_is_refused_and_troubles_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(known_vendors(), "opper", attrs.evolve(known_vendors()["opper"], chunks=None))

    assert [chunk.text for chunk in read([TEXT])] == ["a"]
    with pytest.raises(PayloadError, match="no streams of this vendor are known") as caught:
        read([CHAT], "opper")
    assert (caught.value.vendor, caught.value.problems[0].pointer) == ("opper", "")


async def read_asynchronously(*pieces: Any) -> list[Any]:
    async def live() -> AsyncIterator[Any]:
        for piece in pieces:
            yield piece

    return [chunk async for chunk in normalizer.aread_stream(live(), "orq", "node")]


def test_an_asynchronous_stream_gives_the_same_chunks_to_its_end() -> None:
    pieces = (stream(TEXT)[:10], stream(TEXT)[10:], b"data: [DO", b"NE]")
    chunks = asyncio.run(read_asynchronously(*pieces))

    assert [(chunk.text, chunk.is_done) for chunk in chunks] == [("a", False), (None, True)]
    assert (chunks, chunks[0].source) == (read(pieces, "orq"), normalizer.Source("orq", "node"))


@pytest.mark.parametrize("pieces", [(TEXT, ERROR, TEXT), (stream(TEXT), b"event: error")])
def test_an_asynchronous_stream_raises_its_error_wherever_it_comes(pieces: Any) -> None:
    with pytest.raises(StreamError, match="a part of the answer"):
        asyncio.run(read_asynchronously(*pieces))


def test_a_byte_order_mark_in_pieces_is_as_in_one() -> None:
    mark, line = b"\xef\xbb\xbf", json.dumps(TEXT).encode()
    for logged in (line, b"[" + line + b"]"):
        assert refusal([mark[:1], mark[1:], logged]) == refusal(mark + logged)


def test_a_byte_order_mark_anywhere_else_is_the_beginning_of_a_name() -> None:
    (chunk,) = read(b"\n\xef\xbb\xbfdata: [DONE]\n\n")

    assert chunk.event == Event((("\ufeffdata", "[DONE]"),))


def test_white_space_alone_is_an_event_that_broke_off() -> None:
    assert [chunk.event for chunk in read([b" ", b"\t"])] == [Event(((" \t", ""),), is_whole=False)]


def test_a_form_feed_is_no_white_space_between_lines() -> None:
    assert refusal(json.dumps(TEXT) + "\n\f").startswith("/1")


def test_data_on_several_lines_has_one_place_in_its_event() -> None:
    (chunk,) = read(b'data: {"choices":\nid: 7\ndata: [{"text": "a"}]}\n\n')

    assert chunk.event == Event((("data", ""), ("id", "7")))


def test_a_byte_that_begins_no_character_is_refused_also_where_the_stream_broke_off() -> None:
    assert refusal(b"data: \xff") == "expected UTF-8, an invalid byte came at offset 6"


def test_an_event_that_broke_off_is_given_once() -> None:
    parser = Parser()

    assert [] == parser.feed(b"data: a")
    assert [parser.close(), parser.close()] == [[Event((("data", "a"),), is_whole=False)], []]


def test_a_form_feed_begins_an_event_stream() -> None:
    assert [chunk.marker for chunk in read("\f" + json.dumps(TEXT))] == [None]


def test_a_delta_in_a_stream_of_texts_is_refused() -> None:
    assert refusal([TEXT, CHAT]) == "/1/choices/0/text: expected a value, nothing came"


def test_a_line_may_have_as_many_bytes_as_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"choices": []})
    monkeypatch.setattr(text, "LINE_LIMIT", len(line))

    assert [chunk.choices for chunk in read([line, "\n", line, "\n"], "orq")] == [(), ()]
    for logged in (line + " ", "{}\n" + line + " "):
        assert refusal(logged, "orq") == f"expected lines of at most {len(line)} bytes, a longer one came"


def test_an_event_line_may_have_as_many_bytes_as_are_allowed() -> None:
    assert len(Parser(line_limit=10).feed(b"data: 1234\n\ndata: 1234\n\n")) == 2


def test_fields_after_the_data_and_fields_that_look_like_it_are_kept() -> None:
    after, other = read(b"data: [DONE]\nid: 7\n\nx: data\n\n")

    assert (after.marker, after.event) == ("[DONE]", Event((("data", ""), ("id", "7"))))
    assert (other.marker, other.event) == (None, Event((("x", "data"),)))


def test_of_a_field_that_comes_twice_the_last_one_counts() -> None:
    (event,) = Parser().feed(b"id: 1\nid: 2\nevent: a\nevent: b\nretry: 1\nretry: 2\n\n")

    assert (event.id, event.event, event.retry) == ("2", "b", 2)
    assert (Event(()).id, Event(()).event, Event(()).retry) == (None, None, None)


def test_chunks_of_a_vendor_are_as_read_and_canonical_ones_are_looked_at() -> None:
    canonical = {"object": "normalizer.completion.chunk", "version": 1, "choices": []}

    assert [is_as_read(chunk) for chunk in [*read([TEXT]), *read([canonical])]] == [True, False]


@pytest.mark.parametrize("end", [b"data: \xff\n\n", b"data: 5\n\ndata: \xff\n\n"])
def test_what_comes_before_an_invalid_byte_is_told_however_the_stream_is_cut(end: bytes) -> None:
    logged = stream(TEXT, TEXT) + end
    told = [told_of(pieces) for pieces in (logged, [logged], [logged[n : n + 1] for n in range(len(logged))])]

    assert told[0] == told[1] == told[2]
    assert len(told[0][0]) == 2


def told_of(logged: object) -> tuple[list[normalizer.Chunk], str]:
    chunks: list[normalizer.Chunk] = []
    with pytest.raises(PayloadError) as caught:
        chunks += normalizer.read_stream(logged)
    return chunks, str(caught.value)


def test_a_chunk_that_tells_nothing_else_is_of_the_vendor_whose_sdk_prints_events_around_it() -> None:
    assert ["orq"] == [chunk.source.vendor for chunk in read([{"data": {"id": "c", "choices": []}}]) if chunk.source]
