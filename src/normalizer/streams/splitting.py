"""A whole Completion as the chunks of a stream; joined, they are the Completion again.

No vendor can stream everything that a message may be (two texts with a tool call between them, say). Where the types and
indexes alone would not lead back, the chunks say which part or choice they belong to, and writing them for a vendor tells
what is lost.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from ..chunk import CallDelta, Chunk, ChunkChoice, Delta, DeltaPart, ToolCallDelta
from ..completion import Choice, Completion, FinishReason, Source
from ..errors import NormalizerError
from ..left_over import left_over, present
from ..mapping import without
from ..parts import FunctionCall, Part, Refusal, Text, ToolCall
from ..sse import DONE
from ..values import UNSET, JsonObject, Maybe
from ..vendors import known_vendors
from .joined_parts import rank_of
from .joining import order_of


def split(completion: Completion, size: int | None = None) -> tuple[Chunk, ...]:
    """The chunks of a stream that says what a Completion says: one for each choice, one with the usage, and ``[DONE]``
    unless the Completion came from a stream that broke off.

    :param size: how many characters of a text, a refusal or arguments a chunk may hold; all of them if None.
    :raises NormalizerError: ``size`` is not positive.
    """
    if size is not None and size < 1:
        raise NormalizerError("size has to be at least 1")
    root = Chunk(
        id=completion.id,
        model=completion.model,
        created=completion.created,
        system_fingerprint=completion.system_fingerprint,
        service_tier=completion.service_tier,
        source=_chunk_source(completion.source),
    )
    choices = [attrs.evolve(root, choices=(choice,)) for choice in _chunk_choices(completion, size)]
    usage = [attrs.evolve(root, usage=completion.usage)] if completion.usage is not UNSET or not choices else []
    first, *others = choices + usage
    is_partial = completion.source is not None and completion.source.partial is True
    end = () if is_partial else (Chunk(marker=DONE),)
    return (attrs.evolve(first, extra=completion.extra), *others, *end)


def _chunk_source(source: Source | None) -> Source | None:
    """As the vendor's chunks name themselves."""
    if source is None:
        return None
    known, word = known_vendors().get(source.vendor), source.object
    if known and known.chunks and word in known.object_words:
        word = known.chunks.object_words[0]
    return attrs.evolve(source, envelope=False, object=word, partial=UNSET)


def _chunk_choices(completion: Completion, size: int | None) -> Iterator[ChunkChoice]:
    are_clear = _are_clear(completion.choices)
    for position, choice in enumerate(completion.choices):
        yield from _deltas(choice, UNSET if are_clear else position, size)


def _are_clear(choices: Iterable[Choice]) -> bool:
    """Whether the indexes alone tell the choices apart, and put them in their order."""
    return all(order_of(one.index) < order_of(other.index) for one, other in itertools.pairwise(choices))


def _deltas(choice: Choice, position: Maybe[int], size: int | None) -> Iterator[ChunkChoice]:
    """The first has all that is said once, and the first piece of each part."""
    first, *others = _part_deltas(choice.message.parts, size)
    message = choice.message
    yield ChunkChoice(
        index=choice.index,
        position=position,
        delta=attrs.evolve(first, role=message.role, annotations=message.annotations, extra=message.extra),
        finish_reason=_not_yet(choice) if others else choice.finish_reason,
        logprobs=choice.logprobs,
        extra=choice.extra,
    )
    for number, delta in enumerate(others, 1):
        finish_reason = choice.finish_reason if number == len(others) else _not_yet(choice)
        yield ChunkChoice(index=choice.index, position=position, delta=delta, finish_reason=finish_reason)


def _not_yet(choice: Choice) -> Maybe[FinishReason | None]:
    """Null until the last delta, as vendors do; a choice that never says why it stopped says nothing in between."""
    return None if choice.finish_reason else choice.finish_reason


def _part_deltas(parts: tuple[Part, ...], size: int | None) -> list[Delta]:
    places = itertools.count()
    columns = [
        list(_pieces(_tool_call(part, next(places)) if isinstance(part, ToolCall) else part, size)) for part in parts
    ]
    ranks = [rank_of(column[0]) for column in columns]
    singles = [rank for column, rank in zip(columns, ranks, strict=True) if not isinstance(column[0], ToolCallDelta)]
    are_clear = ranks == sorted(ranks) and len(set(singles)) == len(singles)
    deltas = []
    for row in itertools.zip_longest(*columns):
        there = [(position, piece) for position, piece in enumerate(row) if piece is not None]
        positions = UNSET if are_clear else tuple(position for position, _ in there)
        deltas.append(Delta(parts=tuple(piece for _, piece in there), positions=positions))
    return deltas or [Delta()]


def _tool_call(call: ToolCall, place: int) -> ToolCallDelta:
    name = "custom" if call.kind == "custom" else "function"
    said = (call.name, call.arguments)
    inner = present(CallDelta(*said, left_over(call.extra, name)), call.extra, name, *said)
    return ToolCallDelta(
        index=place,
        kind=call.kind,
        id=call.id,
        function=inner if name == "function" else UNSET,
        custom=inner if name == "custom" else UNSET,
        extra=_less_left_over(call.extra, name, is_said=any(value is not UNSET for value in said)),
    )


def _less_left_over(extra: JsonObject, name: str, *, is_said: bool) -> JsonObject:
    """``extra`` without what the inner object holds, or is, already."""
    held = extra.get(name, UNSET)
    is_inner = (isinstance(held, dict) and bool(held or not is_said)) or (held is None and not is_said)
    return without(extra, name) if is_inner else extra


def _pieces(part: Any, size: int | None) -> Iterator[DeltaPart]:
    """A part, and what continues it: each has at most ``size`` characters of its text."""
    text = _text_of(part)
    if size is None or text is None or len(text) <= size:
        yield part
        return
    yield _with_text(part, text[:size])
    for start in range(size, len(text), size):
        yield _with_text(_continued(part), text[start : start + size])


def _text_of(part: Any) -> str | None:
    call = _inner(part)
    text = part.text if isinstance(part, Text) else part.refusal if isinstance(part, Refusal) else None
    return call.arguments if call is not None and isinstance(call.arguments, str) else text


def _with_text(part: Any, text: str) -> DeltaPart:
    if isinstance(part, Text):
        return attrs.evolve(part, text=text)
    if isinstance(part, Refusal):
        return attrs.evolve(part, refusal=text)
    if isinstance(part, FunctionCall):
        return attrs.evolve(part, arguments=text)
    name = _inner_name(part)
    edited: ToolCallDelta = attrs.evolve(part, **{name: attrs.evolve(getattr(part, name), arguments=text)})
    return edited


def _continued(part: Any) -> Any:
    """What names the part, and says nothing of it."""
    if not isinstance(part, ToolCallDelta):
        return type(part)("") if isinstance(part, (Text, Refusal)) else type(part)()
    is_custom = _inner_name(part) == "custom"
    return ToolCallDelta(
        index=part.index,
        function=UNSET if is_custom else CallDelta(),
        custom=CallDelta() if is_custom else UNSET,
    )


def _inner(part: Any) -> FunctionCall | CallDelta | None:
    """What has the arguments of a part, where it is a call."""
    if isinstance(part, FunctionCall):
        return part
    return getattr(part, _inner_name(part)) or None if isinstance(part, ToolCallDelta) else None


def _inner_name(part: ToolCallDelta) -> str:
    return "custom" if part.custom else "function"
