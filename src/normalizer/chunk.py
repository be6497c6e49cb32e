"""One streamed payload of a completion, and the delta inside it: what it adds to what came before. It knows no vendor.

The words are those of the whole (:mod:`~normalizer.completion`); what a chunk leaves out is UNSET, and nothing is filled
in. A stream has events that hold no payload, too: each is a Chunk with a :attr:`Chunk.marker` that says nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias, Union

from attrs import field, frozen

from .annotations import Annotation
from .completion import FinishReason, Source
from .frozen import EMPTY, freeze
from .logprobs import Logprobs
from .parts import PART_TYPES, Arguments, Audio, FunctionCall, Refusal, Text
from .shapes import NONE_IS_ABSENT, NOT_A_KEY, Tagged, key
from .sse import DONE, Event
from .usage import Usage
from .values import JSON, UNSET, JsonObject, Maybe, Number


@frozen
class CallDelta:
    """What a delta adds to the function, or the custom tool, that a tool call calls."""

    name: Maybe[str | None] = UNSET
    arguments: Maybe[Arguments | None] = field(default=UNSET, converter=freeze)
    """The next piece of the text (a custom tool's ``input``); or the object, where a gateway sent one."""

    extra: JsonObject = field(default=EMPTY, converter=freeze)


@frozen
class ToolCallDelta:
    """What a delta adds to a tool call."""

    index: Maybe[Number | None] = UNSET
    """Which of the message's tool calls it continues, from 0."""

    kind: Maybe[str | None] = UNSET
    """The wire's ``type`` as it came."""

    id: Maybe[str | None] = UNSET
    function: Maybe[CallDelta | None] = UNSET
    custom: Maybe[CallDelta | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)


DeltaPart: TypeAlias = Union[Text, Refusal, ToolCallDelta, FunctionCall, Audio]

DELTA_PART_TYPES: Final[dict[str, type[Any]]] = {**PART_TYPES, "tool_call": ToolCallDelta}
"""The names of the part types in canonical JSON, under ``type``; the same as those of whole messages."""


@frozen
class Delta:
    """What a chunk adds to a message."""

    role: Maybe[str | None] = UNSET
    parts: tuple[DeltaPart, ...] = key(default=(), converter=tuple, tagged=Tagged("type", DELTA_PART_TYPES))
    """What it adds to each part: of most types a message has one part, of tool calls one for each index."""

    positions: Maybe[tuple[int, ...]] = UNSET
    """Which of the message's parts each of them belongs to, from 0, where their types do not tell. No vendor says that:
    only :func:`~normalizer.split` does, of messages that no vendor can stream."""

    annotations: Maybe[tuple[Annotation, ...] | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)


@frozen
class ChunkChoice:
    """What a chunk adds to one of the answers."""

    index: Maybe[Number | None] = UNSET
    """Which of the answers it continues."""

    position: Maybe[int] = UNSET
    """Which of the choices that is, from 0, where the index does not tell; as :attr:`Delta.positions`."""

    delta: Maybe[Delta | None] = Delta()
    """Some backends leave it out where a chunk has nothing to add, or only a finish reason."""

    finish_reason: Maybe[FinishReason | None] = UNSET
    logprobs: Maybe[Logprobs | None] = UNSET
    """Those of the tokens that came with this chunk."""

    extra: JsonObject = field(default=EMPTY, converter=freeze)

    @property
    def text(self) -> str | None:
        """What the delta adds to the text; None where it adds nothing to it."""
        texts = [part.text for part in self.parts if isinstance(part, Text)]
        return "".join(texts) if texts else None

    @property
    def parts(self) -> tuple[DeltaPart, ...]:
        """The parts of the delta; none where there is no delta."""
        return self.delta.parts if self.delta else ()


def _choices(choices: Iterable[ChunkChoice]) -> tuple[ChunkChoice, ...]:
    return tuple(choices)


@frozen
class Chunk:
    """One payload of a stream, or an event without any."""

    id: Maybe[str | None] = UNSET
    model: Maybe[str | None] = UNSET
    created: Maybe[Number | str | None] = UNSET
    """As in :class:`~normalizer.Completion`."""

    choices: tuple[ChunkChoice, ...] = field(default=(), converter=_choices)
    usage: Maybe[Usage | None] = UNSET
    """Token counts of all that came so far, never of this chunk alone."""

    system_fingerprint: Maybe[str | None] = UNSET
    service_tier: Maybe[str | None] = UNSET
    source: Source | None = field(default=None, eq=False, metadata={NONE_IS_ABSENT: True})
    extra: JsonObject = field(default=EMPTY, converter=freeze)

    event: Event | None = field(default=None, metadata={NOT_A_KEY: True})
    """The event it came in, without its data; None where it came in none."""

    marker: Maybe[str | None] = field(default=UNSET, metadata={NOT_A_KEY: True})
    """Of an event without a payload: its data as it came (``[DONE]``, or what a broken stream left of a payload), None
    where it had none. UNSET of all others."""

    error: Maybe[JSON] = field(default=UNSET, metadata={NOT_A_KEY: True}, converter=freeze)
    """The body of an error that came instead of a payload; joining raises it as a :class:`~normalizer.StreamError`."""

    _as_read: bool = field(default=False, init=False, eq=False, repr=False)
    """As in :class:`~normalizer.Completion`."""

    @property
    def text(self) -> str | None:
        """What the first choice in it adds to its text; None where there is none."""
        return self.choices[0].text if self.choices else None

    @property
    def is_done(self) -> bool:
        """Whether it is the event ``[DONE]`` by which a vendor says that the stream is over."""
        return isinstance(self.marker, str) and self.marker.strip() == DONE
