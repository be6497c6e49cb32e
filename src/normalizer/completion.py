"""The canonical completion: what a response means, whoever sent it. It knows no vendor.

Everything is immutable and nothing is shared with the payload it came from; ``attrs.evolve`` edits. A key that was not
there is :data:`~normalizer.UNSET`, JSON null is ``None``, and what no field names is in ``extra`` of the same node.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from attrs import Factory, field, frozen

from .annotations import Annotation
from .created import read_time
from .faces import Face, carrier_of
from .frozen import EMPTY, freeze
from .logprobs import Logprobs
from .parts import PART_TYPES, Part, Text, ToolCall
from .shapes import NONE_IS_ABSENT, Tagged, key
from .usage import Usage
from .values import UNSET, JsonObject, Maybe, Number

FinishReasonKind: TypeAlias = Literal["stop", "length", "content_filter", "tool_calls", "error", "other"]
FINISH_REASON_KINDS: tuple[str, ...] = get_args(FinishReasonKind)

FormName: TypeAlias = Literal["wire", "node", "python"]
FORM_NAMES: tuple[str, ...] = get_args(FormName)


@frozen
class Source:
    """Where a Completion came from. It says how to write it back, and is no part of equality."""

    vendor: str
    """The vendor's name; ``canonical`` for our own JSON."""

    form: FormName = "wire"
    """How the vendor's payload was spelled."""

    envelope: bool = False
    """Whether it lay in an SDK's stream event, ``{"data": payload}``."""

    object: Maybe[str | None] = UNSET
    """The vendor's ``object`` word as it came."""

    partial: Maybe[bool] = UNSET
    """Of a Completion that was joined from a stream: whether the stream broke off. UNSET of one that came whole."""

    origin: Maybe[JsonObject | None] = field(default=UNSET, converter=freeze)
    """Of canonical JSON in a :class:`~normalizer.Conversion`: the ``source`` in that JSON, None where it has none."""


@frozen
class FinishReason:
    """Why the model stopped."""

    kind: FinishReasonKind
    """The reason in the canonical vocabulary; ``other`` where the vendor's word is none that is known."""

    raw: str = Factory(lambda self: self.kind, takes_self=True)
    """The vendor's own word."""


@frozen
class Message(Face):
    """What was said in a choice."""

    role: Maybe[str | None] = "assistant"
    """Who says it; the assistant, unless said otherwise."""

    parts: tuple[Part, ...] = key(default=(), converter=tuple, tagged=Tagged("type", PART_TYPES))
    annotations: Maybe[tuple[Annotation, ...] | None] = UNSET

    extra: JsonObject = field(default=EMPTY, converter=freeze)
    """Also vendor keys that are there without saying anything (``content: null``, ``tool_calls: []``)."""


@frozen
class Choice(Face):
    """One of the answers."""

    index: Maybe[Number | None] = UNSET
    """Its number, from 0, as the vendor gave it; choices need not be sorted by it."""

    message: Message = Message()
    finish_reason: Maybe[FinishReason | None] = UNSET
    logprobs: Maybe[Logprobs | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)

    @property
    def text(self) -> str | None:
        """All text parts as one; None where there are none."""
        texts = [part.text for part in self.message.parts if isinstance(part, Text)]
        return "".join(texts) if texts else None

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The tool calls among the parts, in order."""
        return tuple(part for part in self.message.parts if isinstance(part, ToolCall))


def _choices(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(choices)


@frozen
class Completion(Face):
    """One response of a model."""

    id: Maybe[str | None] = UNSET
    model: Maybe[str | None] = UNSET

    created: Maybe[Number | str | None] = UNSET
    """When, as the vendor wrote it: seconds since 1970 in all published schemas, as number or text."""

    choices: tuple[Choice, ...] = field(default=(), converter=_choices)
    usage: Maybe[Usage | None] = UNSET

    system_fingerprint: Maybe[str | None] = UNSET
    """The vendor's word for the backend's configuration."""

    service_tier: Maybe[str | None] = UNSET
    """The vendor's word for how the request was served."""

    source: Source | None = field(default=None, eq=False, metadata={NONE_IS_ABSENT: True})
    extra: JsonObject = field(default=EMPTY, converter=freeze)

    _as_read: bool = field(default=False, init=False, eq=False, repr=False)
    """Set by a vendor's reader and by nothing else, so that evolving it away is an edit that shows."""

    @property
    def text(self) -> str | None:
        """The text of the first choice; None where there is none."""
        return self.choices[0].text if self.choices else None

    @property
    def created_at(self) -> datetime | None:
        """``created`` as an aware datetime; None where it is no time that Python can hold."""
        return read_time(self.created)


T = TypeVar("T")


def source_of(completion: Completion) -> Source | None:
    """Where a Completion came from; one that nobody has looked into stays as it is."""
    carrier = carrier_of(completion)
    return completion.source if carrier is None else carrier.source()


def mark_as_read(completion: T) -> T:
    """Note that a Completion or Chunk is exactly what its source says, so that writing it back needs no second look."""
    setattr_anyway: Any = object.__setattr__
    setattr_anyway(completion, "_as_read", True)
    return completion


def is_as_read(completion: Any) -> bool:
    return completion._as_read  # type: ignore[no-any-return]  # noqa: SLF001  # its own module
