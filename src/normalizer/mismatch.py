"""Values that are not of the kind their class says: collected on the way up, so that one error lists them all."""

from __future__ import annotations

from typing import Any

from .errors import NormalizerError, PayloadError
from .pointer import join
from .report import Problem
from .values import kind_of

Found = list[tuple[tuple[Any, ...], str]]


class Mismatch(NormalizerError, ValueError):
    """Values that are not of the kind their class says, each with the path to it."""

    def __init__(self, found: Found) -> None:
        self.found = found
        super().__init__(found)

    def __str__(self) -> str:
        return "; ".join(str(Problem(join(path), message)) for path, message in self.found)

    def under(self, step: str | int) -> Found:
        return [((step, *path), message) for path, message in self.found]

    def as_error(self, vendor: str) -> PayloadError:
        return PayloadError(tuple(Problem(join(path), message) for path, message in self.found), vendor)


def wrong(expected: str, value: object) -> str:
    """What a problem says: kinds, never the content."""
    return f"expected {expected}, {kind_of(value)} came"
