"""How probable the model found the tokens of a choice."""

from __future__ import annotations

from attrs import field, frozen

from .faces import Face
from .frozen import EMPTY, freeze
from .values import UNSET, JsonObject, Maybe, Number


@frozen
class TopLogprob(Face):
    """One of the most probable tokens at a place."""

    token: Maybe[str | None] = UNSET
    logprob: Maybe[Number | None] = UNSET
    """Natural logarithm of the probability; vendors send -9999.0 for "very improbable"."""

    bytes: Maybe[tuple[Number, ...] | None] = UNSET
    """The token's UTF-8 bytes, as numbers."""

    extra: JsonObject = field(default=EMPTY, converter=freeze)


@frozen
class TokenLogprob(Face):
    """One token that was chosen."""

    token: Maybe[str | None] = UNSET
    logprob: Maybe[Number | None] = UNSET
    """As in :class:`TopLogprob`."""

    bytes: Maybe[tuple[Number, ...] | None] = UNSET
    """As in :class:`TopLogprob`."""

    top_logprobs: Maybe[tuple[TopLogprob, ...] | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)


@frozen
class Logprobs(Face):
    """The tokens of a choice's text and of its refusal."""

    content: Maybe[tuple[TokenLogprob, ...] | None] = UNSET
    refusal: Maybe[tuple[TokenLogprob, ...] | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)
