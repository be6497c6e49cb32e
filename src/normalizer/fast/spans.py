"""Texts that stay the bytes they came as."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from .. import texts
from ..codec import decode_written
from ..values import Maybe


def joined(held: Iterable[Any]) -> Maybe[Any]:
    """As :func:`normalizer.texts.joined`; one text stays what it is, several are decoded."""
    found = list(held)
    if len(found) == 1:
        return found[0]
    return texts.joined([decode_written(text) if isinstance(text, msgspec.Raw) else text for text in found])
