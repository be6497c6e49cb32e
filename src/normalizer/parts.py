"""What a message is made of: an ordered tuple of parts, each of one type. Order is meaning."""

from __future__ import annotations

from typing import Any, TypeAlias, Union

from attrs import field, frozen

from . import arguments as _arguments
from .faces import Face
from .frozen import EMPTY, freeze
from .values import JSON, UNSET, JsonObject, Maybe, Number

Arguments: TypeAlias = Union[str, JsonObject]
"""Arguments of a call: the text as it came, or, where a gateway logged an object, the object."""


@frozen
class Text(Face):
    """What the model said."""

    text: str
    extra: JsonObject = field(default=EMPTY, converter=freeze)


@frozen
class Refusal(Face):
    """Why the model would not say it."""

    refusal: str
    extra: JsonObject = field(default=EMPTY, converter=freeze)


@frozen
class ToolCall(Face):
    """A tool the model wants to be called."""

    kind: Maybe[str | None] = "function"
    """The wire's ``type`` as it came: ``function``, ``custom``, another word, null or missing."""

    id: Maybe[str | None] = UNSET
    name: Maybe[str | None] = UNSET

    arguments: Maybe[Arguments | None] = field(default=UNSET, converter=freeze)
    """The text as it came, never parsed, re-spaced or repaired (a custom tool's ``input``); or the object as it came."""

    extra: JsonObject = field(default=EMPTY, converter=freeze)
    """Keys the vendor's object held beside these. What else its inner ``function`` or ``custom`` object held
    stays under that name."""

    @property
    def parsed_arguments(self) -> JSON:
        """The arguments as a JSON value; None where they are missing or are no JSON (cut off, or free text)."""
        return _arguments.parsed(self.arguments)


@frozen
class FunctionCall(Face):
    """The legacy ``function_call``, from before there were tool calls."""

    name: Maybe[str | None] = UNSET
    arguments: Maybe[Arguments | None] = field(default=UNSET, converter=freeze)
    """As in :class:`ToolCall`."""

    extra: JsonObject = field(default=EMPTY, converter=freeze)

    @property
    def parsed_arguments(self) -> JSON:
        """As in :class:`ToolCall`."""
        return _arguments.parsed(self.arguments)


@frozen
class Audio(Face):
    """What the model spoke."""

    id: Maybe[str | None] = UNSET
    data: Maybe[str | None] = UNSET
    """The sound, in base64."""

    expires_at: Maybe[Number | None] = UNSET
    """Until when the vendor keeps it for follow-up requests, in seconds since 1970."""

    transcript: Maybe[str | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)


Part: TypeAlias = Union[Text, Refusal, ToolCall, FunctionCall, Audio]

PART_TYPES: dict[str, type[Any]] = {
    "text": Text,
    "refusal": Refusal,
    "tool_call": ToolCall,
    "function_call": FunctionCall,
    "audio": Audio,
}
"""The names of the part types in canonical JSON, under ``type``."""
