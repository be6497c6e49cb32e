"""What the chunks say, one by one, that a whole Completion is split into."""

from __future__ import annotations

from typing import Any

import pytest

import normalizer
from normalizer import UNSET, Choice, Completion, FinishReason, Message, Source, Text, ToolCall
from normalizer.chunk import CallDelta, ChunkChoice, Delta, ToolCallDelta
from normalizer.parts import Part, Refusal


def deltas(*parts: Part, size: int | None = None, finish_reason: Any = UNSET) -> list[ChunkChoice]:
    choice = Choice(0, Message(parts=parts), finish_reason)
    completion = Completion(choices=[choice])
    chunks = normalizer.split(completion, size)

    assert normalizer.join(chunks) == completion
    return [choice for chunk in chunks for choice in chunk.choices]


CALLS: list[tuple[ToolCall, ToolCallDelta]] = [
    (ToolCall(id="1", name="f", arguments="{}"), ToolCallDelta(0, "function", "1", CallDelta("f", "{}"))),
    (ToolCall("custom", "1", "f", "x"), ToolCallDelta(0, "custom", "1", custom=CallDelta("f", "x"))),
    (ToolCall(name="f", extra={"function": {"x": 1}, "y": 2}), ToolCallDelta(0, "function", function=CallDelta("f", extra={"x": 1}), extra={"y": 2})),
    (ToolCall("custom", name="f", extra={"custom": {"x": 1}, "y": 2}), ToolCallDelta(0, "custom", custom=CallDelta("f", extra={"x": 1}), extra={"y": 2})),
    (ToolCall(extra={"function": None, "y": 2}), ToolCallDelta(0, "function", function=None, extra={"y": 2})),
    (ToolCall(extra={"function": {}}), ToolCallDelta(0, "function", function=CallDelta())),
    (ToolCall(extra={"y": 2}), ToolCallDelta(0, "function", extra={"y": 2})),
    (ToolCall(name="f", extra={"custom": {"x": 1}}), ToolCallDelta(0, "function", function=CallDelta("f"), extra={"custom": {"x": 1}})),
    (ToolCall(name="f", extra={"function": {}}), ToolCallDelta(0, "function", function=CallDelta("f"), extra={"function": {}})),
    (ToolCall(name="f", extra={"function": None}), ToolCallDelta(0, "function", function=CallDelta("f"), extra={"function": None})),
    (ToolCall(extra={"function": "x"}), ToolCallDelta(0, "function", extra={"function": "x"})),
]  # fmt: skip


@pytest.mark.parametrize(("call", "delta"), CALLS)
def test_a_tool_call_is_a_delta_whose_inner_object_has_what_is_its_own(call: ToolCall, delta: ToolCallDelta) -> None:
    (choice,) = deltas(call)

    assert choice.parts == (delta,)


def test_tool_calls_are_numbered_among_themselves() -> None:
    (choice,) = deltas(Text("a"), ToolCall(name="f"), ToolCall(name="g"))

    assert [getattr(part, "index", None) for part in choice.parts] == [None, 0, 1]
    assert choice.delta == Delta("assistant", choice.parts)


def test_positions_are_said_where_types_do_not_tell_parts_apart_or_come_in_another_order() -> None:
    unclear: list[tuple[Part, ...]] = [
        (Text("a"), Text("b")),
        (ToolCall(name="f"), Text("a")),
        (Refusal("a"), Refusal("b")),
    ]
    for parts in unclear:
        (choice,) = deltas(*parts)
        assert choice.delta
        assert choice.delta.positions == (0, 1)
    clear: list[tuple[Part, ...]] = [(Text("a"), Refusal("b")), (ToolCall(name="f"), ToolCall(name="g")), ()]
    for parts in clear:
        (choice,) = deltas(*parts)
        assert choice.delta
        assert choice.delta.positions is UNSET


def test_only_the_last_delta_says_why_the_model_stopped_and_the_others_say_null_or_nothing_like_it() -> None:
    stop = FinishReason("stop")
    for reason, before in ((stop, None), (None, None), (UNSET, UNSET)):
        first, second, last = deltas(Text("abc"), size=1, finish_reason=reason)
        assert (first.finish_reason, second.finish_reason, last.finish_reason) == (before, before, reason)
        assert [choice.text for choice in (first, second, last)] == ["a", "b", "c"]


def test_chunks_name_themselves_as_their_vendor_s_chunks_do() -> None:
    words: dict[Source, Any] = {
        Source("opper", object="chat.completion"): "chat.completion.chunk",
        Source("opper", object="chat"): "chat",
        Source("opper"): UNSET,
        Source("orq", object="text_completion"): "text_completion",
        Source("someone", object="chat.completion"): "chat.completion",
    }
    for source, word in words.items():
        (first, *_) = normalizer.split(Completion(choices=[Choice()], source=source))
        assert first.source == Source(source.vendor, object=word)
    assert normalizer.split(Completion(choices=[Choice()]))[0].source is None
    printed = Source("orq", "node", envelope=True, object="text_completion", partial=True)
    assert [chunk.source for chunk in normalizer.split(Completion(source=printed))] == [
        Source("orq", "node", object="text_completion")
    ]
