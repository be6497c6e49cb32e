"""How many tokens a completion cost, in OpenTelemetry's words."""

from __future__ import annotations

from attrs import field, frozen

from .faces import Face
from .frozen import EMPTY, freeze
from .values import UNSET, JsonObject, Maybe, Number


@frozen
class InputDetails(Face):
    """Of which kinds the input tokens were."""

    cached_tokens: Maybe[Number | None] = UNSET
    """Read from a cache."""

    cache_creation_tokens: Maybe[Number | None] = UNSET
    """Written to a cache."""

    audio_tokens: Maybe[Number | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)


@frozen
class OutputDetails(Face):
    """Of which kinds the output tokens were."""

    reasoning_tokens: Maybe[Number | None] = UNSET
    audio_tokens: Maybe[Number | None] = UNSET
    accepted_prediction_tokens: Maybe[Number | None] = UNSET
    rejected_prediction_tokens: Maybe[Number | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)


@frozen
class Usage(Face):
    """Token counts as the vendor stated them; nothing is added up or filled in."""

    input_tokens: Maybe[Number | None] = UNSET
    """Tokens of the prompt, cached ones included."""

    output_tokens: Maybe[Number | None] = UNSET
    """Tokens of the completion, reasoning included."""

    total_tokens: Maybe[Number | None] = UNSET
    """As stated; vendors' totals need not be the sum."""

    input_details: Maybe[InputDetails | None] = UNSET
    output_details: Maybe[OutputDetails | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)
