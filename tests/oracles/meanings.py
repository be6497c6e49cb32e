"""What payloads mean, and when two meanings are the same up to what an SDK's print is known to change."""

from __future__ import annotations

import json
from typing import Any

import normalizer


def meaning(canonical: Any) -> Any:
    """A canonical payload; of where it came from only the vendor, for forms differ, and a list of objects has no end."""
    return {**canonical, "source": canonical["source"]["vendor"]} if isinstance(canonical, dict) else canonical


def meaning_of_stream(chunks: Any) -> Any:
    """What the text of a stream, or chunks in any form, mean together."""
    return meaning(normalizer.denormalize(normalizer.join(normalizer.read_stream(chunks)), to="canonical"))


def with_integers(value: Any) -> Any:
    """The value with 1 for every 1.0."""
    return json.loads(
        json.dumps(value), parse_float=lambda text: int(float(text)) if float(text) % 1 == 0 else float(text)
    )


def without_nulls(value: Any) -> Any:
    """The value with nothing in the place of null, and of an object that has nothing else."""
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {name: without_nulls(item) for name, item in value.items()}
    return {name: item for name, item in inner.items() if item is not None and item != {}}
