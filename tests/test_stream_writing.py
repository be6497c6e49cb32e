"""How chunks are written: in the events they came in, as another vendor's, or as an app made them."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

import normalizer
from normalizer import (
    UNSET,
    CallDelta,
    Chunk,
    ChunkChoice,
    Delta,
    LossError,
    PayloadError,
    Source,
    Text,
    ToolCall,
    ToolCallDelta,
)
from normalizer.sse import Event
from normalizer.testing.stream_laws import payload_in, read
from normalizer.vendors import known_vendors

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


def test_the_character_that_a_stream_broke_off_in_stays_at_the_end() -> None:
    stream = b'data: {"id":\nid: 4\ndata: "\xc3'
    chunks = read(stream)

    assert normalizer.write_stream(chunks) == stream
    assert read(normalizer.write_stream(chunks)) == chunks


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


def test_a_split_is_of_where_the_whole_came_from_as_its_chunks_would_be() -> None:
    for source, chunks in (
        (Source("opper", "node", True, "chat.completion"), Source("opper", "node", object="chat.completion.chunk")),
        (Source("orq", object="x", partial=False), Source("orq", object="x")),
        (Source("elsewhere", envelope=True, object="x"), Source("elsewhere", object="x")),
        (None, None),
    ):
        first, end = normalizer.split(normalizer.Completion(source=source))
        assert (first.source, end) == (chunks, Chunk(marker="[DONE]"))


def test_a_split_of_a_vendor_without_streams_is_of_it_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(known_vendors(), "orq", attrs.evolve(known_vendors()["orq"], chunks=None))
    source = Source("orq", envelope=True, object="text_completion", partial=True)

    assert normalizer.split(normalizer.Completion(source=source))[0].source == Source("orq", object="text_completion")


def test_positions_are_said_only_where_types_and_indexes_do_not_tell() -> None:
    calls = normalizer.Message(parts=(normalizer.ToolCall(id="a"), normalizer.ToolCall(id="b")))
    text = normalizer.Message(parts=(Text("a"),))
    clear = (normalizer.Choice(0, calls), normalizer.Choice(1, text))
    unclear = (normalizer.Choice(1), normalizer.Choice(1))

    assert positions_in(*clear) == [(UNSET, UNSET), (UNSET, UNSET)]
    assert positions_in(*unclear) == [(0, UNSET), (1, UNSET)]


def positions_in(*choices: normalizer.Choice) -> list[tuple[Any, Any]]:
    chunks = normalizer.split(normalizer.Completion(choices=choices))
    return [(choice.position, choice.delta and choice.delta.positions) for chunk in chunks for choice in chunk.choices]


@pytest.mark.parametrize(
    ("call", "delta"),
    [
        (
            ToolCall(name="f", extra={"function": {"x": 1}}),
            ToolCallDelta(0, "function", function=CallDelta("f", extra={"x": 1})),
        ),
        (
            ToolCall(name="f", extra={"function": {}}),
            ToolCallDelta(0, "function", function=CallDelta("f"), extra={"function": {}}),
        ),
        (
            ToolCall(name="f", extra={"function": 5}),
            ToolCallDelta(0, "function", function=CallDelta("f"), extra={"function": 5}),
        ),
        (ToolCall("custom", extra={"custom": {}}), ToolCallDelta(0, "custom", custom=CallDelta())),
        (ToolCall("x", extra={"function": 5}), ToolCallDelta(0, "x", extra={"function": 5})),
        (ToolCall("x", extra={"function": None}), ToolCallDelta(0, "x", function=None)),
        (
            ToolCall(arguments="", extra={"function": None}),
            ToolCallDelta(0, "function", function=CallDelta(arguments=""), extra={"function": None}),
        ),
        (ToolCall(extra={"custom": {}}), ToolCallDelta(0, "function", extra={"custom": {}})),
    ],
)
def test_what_a_call_held_beside_its_name_is_said_where_it_was(call: ToolCall, delta: ToolCallDelta) -> None:
    completion = normalizer.Completion(choices=(normalizer.Choice(0, normalizer.Message(parts=(call,))),))
    chunks = normalizer.split(completion)

    assert chunks[0].choices[0].parts == (delta,)
    assert normalizer.join(chunks) == completion


def test_events_before_a_key_that_changes_are_no_loss() -> None:
    stream = b": hi\n\n" + b"".join(b"data: " + json.dumps({**TEXT, "x": n}).encode() + b"\n\n" for n in range(2))

    assert normalizer.join(read(normalizer.write_stream(read(stream), to="canonical"))) == normalizer.join(read(stream))


def test_silence_stays_where_a_stream_is_only_spelled_otherwise() -> None:
    silent = {"choices": [{"delta": {"content": None}, "finish_reason": None, "index": 0}]}

    assert payload_in(normalizer.write_stream(read([silent]), form="node")) == {
        "choices": [{"delta": {"content": None}, "finishReason": None, "index": 0}]
    }


def test_chunks_of_a_vendor_without_streams_are_written_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(known_vendors(), "orq", attrs.evolve(known_vendors()["orq"], chunks=None))
    chunk = Chunk(choices=(ChunkChoice(0, delta=Delta(parts=(Text("a"),), extra={"x": None})),), source=Source("orq"))

    assert payload_in(normalizer.write_stream([chunk], to="opper"))["choices"] == [
        {"delta": {"content": "a", "x": None}, "index": 0}
    ]


def test_a_delta_without_a_role_does_not_make_the_next_one_say_it_again() -> None:
    deltas = [Delta("assistant"), Delta(), None, Delta("assistant"), Delta("user"), Delta("assistant")]
    chunks = [Chunk(choices=(ChunkChoice(0, delta=delta),), source=Source("orq")) for delta in deltas]
    written = payloads_in(normalizer.write_stream(chunks, to="opper", lossy=True))

    said = [(payload["choices"][0]["delta"] or {}).get("role", "nothing") for payload in written]
    assert said == ["assistant", "nothing", "nothing", "nothing", "user", "assistant"]


def test_a_form_that_is_the_chunks_own_is_as_none() -> None:
    nested = b'data: {"data":' + json.dumps(TEXT, separators=(",", ":")).encode() + b"}\n\n"

    assert normalizer.write_stream(read(nested), form="wire") == nested


def test_a_form_that_the_vendor_has_not_is_refused() -> None:
    for vendor in ("orq", "canonical"):
        with pytest.raises(normalizer.UnknownFormError):
            normalizer.write_stream(read([TEXT]), vendor, "x" if vendor == "orq" else "node")  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize(
    "part",
    [
        Text("abcde"),
        normalizer.Refusal("abcde"),
        normalizer.FunctionCall("f", "abcde"),
        ToolCall("function", "a", "f", "abcde"),
        ToolCall("custom", "a", "f", "abcde"),
    ],
)
def test_a_split_of_any_part_has_its_name_first_and_no_more_of_its_text_than_it_may(part: normalizer.Part) -> None:
    completion = normalizer.Completion(choices=(normalizer.Choice(0, normalizer.Message(parts=(part,))),))
    pieces = [piece for chunk in normalizer.split(completion, 2) for choice in chunk.choices for piece in choice.parts]

    assert [[text for text in ("ab", "cd", "e") if repr(text) in repr(piece)] for piece in pieces] == [
        ["ab"],
        ["cd"],
        ["e"],
    ]
    assert ["'f'" in repr(piece) for piece in pieces] == ["'f'" in repr(part), False, False]


def test_what_is_no_chunk_is_refused_with_its_kind() -> None:
    with pytest.raises(PayloadError) as caught:
        normalizer.write_stream([1])  # type: ignore[list-item]  # on purpose

    assert [str(problem) for problem in caught.value.problems] == ["expected a Chunk, an integer came"]


def test_what_one_chunk_loses_is_told_also_where_others_lose_nothing() -> None:
    refusing = {"choices": [{"index": 0, "delta": {"refusal": "no"}}]}
    for chunks in ([*read([TEXT]), *read([refusing])], [*read([refusing]), *read([TEXT])]):
        with pytest.raises(LossError, match="dropped"):
            normalizer.write_stream(chunks, to="orq")


def test_canonical_chunks_that_name_a_vendor_lose_what_it_cannot_say() -> None:
    refusing = Chunk(choices=(ChunkChoice(0, delta=Delta(parts=(normalizer.Refusal("no"),))),), source=Source("orq"))
    chunks = read(normalizer.write_stream([refusing], to="canonical"))

    with pytest.raises(LossError, match="dropped /choices/0/message/parts/0"):
        normalizer.write_stream(chunks)


def test_a_stream_whose_values_are_spelled_otherwise_for_another_vendor_is_written_for_nothing_is_lost() -> None:
    chunks = read([{"created": "1756112345", "choices": [{"finish_reason": "stop", "index": 0.0, "text": "a"}]}])
    (payload,) = payloads_in(normalizer.write_stream(chunks, to="opper"))

    assert payload["created"] == 1756112345
    assert type(payload["choices"][0]["index"]) is int


def test_a_form_that_the_vendor_has_not_is_refused_when_a_chunk_is_written() -> None:
    (chunk,) = read([TEXT])
    none: Any = "none"

    for to in (None, "orq", "opper", "canonical"):
        with pytest.raises(normalizer.UnknownFormError, match="none"):
            normalizer.write_stream([chunk], to, none)


def test_every_number_that_a_chunk_has_as_an_integer_is_spelled_like_one_for_another_vendor() -> None:
    call = ToolCallDelta(0.0, "function", "1", CallDelta("f", "{}"))
    choice = ChunkChoice(1.0, delta=Delta("assistant", (call,)), finish_reason=normalizer.FinishReason("stop"))
    usage = normalizer.Usage(1.0, 2.0, 3.0)
    (payload,) = payloads_in(
        normalizer.write_stream([Chunk("c", created="5", choices=[choice], usage=usage)], "opper", lossy=True)
    )

    said = payload["choices"][0]
    numbers = [said["delta"]["tool_calls"][0]["index"], said["index"], payload["created"], *payload["usage"].values()]
    assert sorted(numbers) == [0, 1, 1, 2, 3, 5]
    assert {type(number) for number in numbers} == {int}
