"""normalizer: ``normalize`` and ``denormalize``, ``convert`` and ``restore``, ``read_stream`` and ``join``."""

from __future__ import annotations

from typing import Any

import attrs

import normalizer
from normalizer import Choice, Completion, FinishReason, Text

OTHER = {"orq": "opper", "opper": "orq"}


def read(vendor: str, payload: Any) -> Completion:
    return normalizer.normalize(payload, vendor)


def write(_vendor: str, response: Completion) -> Any:
    return normalizer.denormalize(response)


def edit(_vendor: str, response: Completion, field: str, value: Any) -> Completion:
    if field == "output_tokens":
        usage: Any = response.usage
        return attrs.evolve(response, usage=attrs.evolve(usage, output_tokens=value))
    choice = response.choices[0]
    return attrs.evolve(response, choices=(_edited(choice, field, value), *response.choices[1:]))


def _edited(choice: Choice, field: str, value: Any) -> Choice:
    if field == "finish_reason":
        return attrs.evolve(choice, finish_reason=FinishReason(value))
    parts = tuple(attrs.evolve(part, text=value) if isinstance(part, Text) else part for part in choice.message.parts)
    return attrs.evolve(choice, message=attrs.evolve(choice.message, parts=parts))


def across(vendor: str, payload: Any) -> Any:
    """The other vendor's payload is kept alone."""
    there = normalizer.convert(payload, OTHER[vendor], vendor).payload
    return normalizer.convert(there, vendor, OTHER[vendor]).payload


def with_report(vendor: str, payload: Any) -> Any:
    """The other vendor's payload is kept with its change report, and both together give the original back."""
    return normalizer.restore(normalizer.convert(payload, OTHER[vendor], vendor))


def join(vendor: str, stream: str) -> Completion:
    return normalizer.join(normalizer.read_stream(stream.encode(), vendor))
