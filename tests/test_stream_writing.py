"""How chunks are written: in the events they came in, as another vendor's, or as an app made them."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

import normalizer
from normalizer import Chunk, ChunkChoice, Delta, LossError, PayloadError, Text
from normalizer.sse import Event

from .stream_laws import payload_in, read

TEXT = {"choices": [{"finish_reason": "stop", "index": 0, "text": "a"}]}


def payloads_in(stream: bytes) -> list[Any]:
    return [json.loads(line.removeprefix(b"data: ")) for line in stream.splitlines() if line.startswith(b"data: {")]


def test_what_lies_around_the_data_stays_around_it() -> None:
    head, tail = b"event: delta\nid: 7\n: note\n", b"retry: 3000\nx: y\n\n"
    stream = head + b'data: {"choices":\ndata: [{"text": "a"}]}\n' + tail

    assert normalizer.write_stream(read(stream)) == head + b'data: {"choices":[{"text":"a"}]}\n' + tail


def test_what_lies_around_the_data_goes_along_to_another_vendor() -> None:
    stream = b'id: 7\ndata: {"choices": [{"index": 0, "text": "a"}]}\n\n: hello\n\ndata: [DONE]\n\n'
    written = normalizer.write_stream(read(stream), to="opper")

    assert written.startswith(b"id: 7\ndata: {")
    assert written.endswith(b"\n\n: hello\n\ndata: [DONE]\n\n")


def test_an_event_that_an_app_made_without_a_data_line_gets_one() -> None:
    chunk = attrs.evolve(read([TEXT])[0], event=Event((("id", "1"),)))

    assert (
        normalizer.write_stream([chunk])
        == b"id: 1\ndata: " + json.dumps(TEXT, separators=(",", ":")).encode() + b"\n\n"
    )


def test_chunks_that_came_without_events_end_with_done_where_they_are_whole() -> None:
    broken = {"choices": [{"index": 0, "text": "a"}]}

    assert normalizer.write_stream(read([TEXT])).endswith(b"data: [DONE]\n\n")
    assert b"[DONE]" not in normalizer.write_stream(read([broken]))
    assert normalizer.write_stream(read([TEXT, "[DONE]"])).count(b"[DONE]") == 1
    assert b"[DONE]" not in normalizer.write_stream(read(b"data: " + json.dumps(TEXT).encode() + b"\n\n"))


def test_an_event_that_held_nothing_is_a_comment() -> None:
    assert normalizer.write_stream(read([{"data": None}, {}], "orq")) == b":\n\n:\n\n"


def test_an_envelope_is_the_event_unless_it_lay_in_one() -> None:
    nested = b'data: {"data":' + json.dumps(TEXT, separators=(",", ":")).encode() + b"}\n\n"

    assert payload_in(normalizer.write_stream(read([{"data": TEXT}]))) == TEXT
    assert normalizer.write_stream(read(nested)) == nested
    assert payload_in(normalizer.write_stream(read(nested), form="node")) == {
        "choices": [{"finishReason": "stop", "index": 0, "text": "a"}]
    }
    assert payload_in(normalizer.write_stream(read(nested), to="orq")) == TEXT


def test_a_role_that_every_chunk_has_is_said_once_to_another_vendor() -> None:
    chunks = [{"choices": [{"index": index, "text": "a"}]} for index in (0, 1, 0, 1)]
    written = payloads_in(normalizer.write_stream(read(chunks), to="opper"))

    assert [payload["choices"][0]["delta"].get("role") for payload in written] == ["assistant", "assistant", None, None]


def test_what_the_other_vendor_cannot_say_is_named_as_in_the_whole_answer() -> None:
    calls = [{"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
    chunks = read([{"choices": [{"index": 0, "delta": {"role": "assistant", "content": "a"}}]},
                   {"choices": [{"index": 0, "delta": {"tool_calls": calls}, "finish_reason": "tool_calls"}]}])  # fmt: skip
    with pytest.raises(LossError) as caught:
        normalizer.write_stream(chunks, to="orq")

    assert [str(change) for change in caught.value.changes] == ["dropped /choices/0/message/parts/1"]
    assert (caught.value.vendor, caught.value.form) == ("orq", "wire")
    assert normalizer.join(read(normalizer.write_stream(chunks, to="orq", lossy=True))).text == "a"


def test_an_edit_of_a_chunk_shows_in_what_is_written() -> None:
    chunk = read([{**TEXT, "x": 1}])[0]

    assert payload_in(normalizer.write_stream([attrs.evolve(chunk, model="m")])) == {**TEXT, "x": 1, "model": "m"}
    with pytest.raises(LossError, match="service_tier"):
        normalizer.write_stream([attrs.evolve(chunk, service_tier="flex")])


def test_chunks_that_an_app_made_are_canonical_unless_a_vendor_is_named() -> None:
    chunk = Chunk(id="1", choices=(ChunkChoice(0, delta=Delta("assistant", (Text("a"),))),))

    assert payload_in(normalizer.write_stream([chunk]))["object"] == "normalizer.completion.chunk"
    assert payload_in(normalizer.write_stream([chunk], to="orq")) == {
        "choices": [{"index": 0, "text": "a"}], "id": "1", "object": "text_completion"}  # fmt: skip


def test_what_no_payload_can_hold_is_refused() -> None:
    (chunk,) = read([TEXT])

    with pytest.raises(PayloadError):
        normalizer.write_stream([attrs.evolve(chunk, extra={"x": (1,)})])
    with pytest.raises(PayloadError, match="expected a Chunk, an object came"):
        normalizer.write_stream([TEXT])  # type: ignore[list-item]  # on purpose
    with pytest.raises(PayloadError, match="half of a character"):
        normalizer.write_stream([attrs.evolve(chunk, event=Event((("id", "\ud83d"),)))])


def test_a_payload_too_deep_for_the_vendor_is_refused() -> None:
    nested: Any = 1
    for _ in range(258):
        nested = [nested]
    chunk = Chunk(choices=(ChunkChoice(0, delta=Delta(parts=(Text("a"),))),), extra={"x": nested})

    assert normalizer.write_stream([chunk])
    with pytest.raises(PayloadError, match="inside each other"):
        normalizer.write_stream([chunk], to="orq")


def test_an_error_is_not_written_but_raised() -> None:
    with pytest.raises(normalizer.StreamError):
        normalizer.write_stream([*read([TEXT]), Chunk(error={"error": "x"})])


def test_a_stream_of_markers_alone_loses_nothing() -> None:
    assert normalizer.write_stream([Chunk(marker="[DONE]")], to="orq") == b"data: [DONE]\n\n"


def test_a_split_of_no_characters_is_refused() -> None:
    with pytest.raises(normalizer.NormalizerError, match="at least 1"):
        normalizer.split(normalizer.Completion(), 0)


def test_a_split_has_one_chunk_a_choice_one_for_the_usage_and_the_end() -> None:
    completion = normalizer.normalize({"choices": [{"index": 0, "text": "abcde"}, {"index": 1, "text": "f"}],
                                       "usage": {"total_tokens": 1}})  # fmt: skip

    assert [chunk.text for chunk in normalizer.split(completion)] == ["abcde", "f", None, None]
    assert [chunk.text for chunk in normalizer.split(completion, 2)] == ["ab", "cd", "e", "f", None, None]
    assert normalizer.split(normalizer.Completion())[0].choices == ()


def test_a_split_of_what_broke_off_has_no_end() -> None:
    partial = normalizer.join(read([{"choices": [{"index": 0, "text": "a"}]}]))

    assert not any(chunk.is_done for chunk in normalizer.split(partial))
    assert normalizer.join(normalizer.split(partial)).source == partial.source


def test_what_no_type_tells_is_said_by_positions_and_lost_where_no_vendor_has_them() -> None:
    parts = (Text("a"), normalizer.Refusal("b"), Text("c"))
    completion = normalizer.Completion(choices=(normalizer.Choice(0, normalizer.Message(parts=parts)),))
    chunks = normalizer.split(completion)

    assert chunks[0].choices[0].delta == Delta("assistant", parts, positions=(0, 1, 2))
    assert normalizer.join(chunks) == completion
    with pytest.raises(LossError, match="dropped /choices/0/message/parts/2"):
        normalizer.write_stream(chunks, to="opper")
