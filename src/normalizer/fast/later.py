"""Mapping that waits: most log probabilities are never looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..values import UNSET


class Later:
    """A large carrier that is not mapped before somebody asks for it."""

    __slots__ = ("_carrier", "_function")

    def __init__(self, function: Callable[[Any], Any], carrier: Any) -> None:
        self._function = function
        self._carrier = carrier

    @property
    def says_something(self) -> bool:
        """Whether it is certain to be mapped to something that is not empty: one of its arrays is not."""
        return any(getattr(self._carrier, name) for name in self._carrier.arrays)

    def meaning(self) -> Any:
        """The carrier that it is mapped to."""
        return self._function(self._carrier)

    def fill(self, instance: Any, asked: str) -> None:
        """Fill a face, which forgets this."""
        self.meaning().fill(instance, asked)


def mapped(value: Any, function: Callable[[Any], Any]) -> Any:
    """As :func:`normalizer.mapping.mapped`, over carriers."""
    if value is None or value is UNSET:
        return value
    if value.__class__ is Later:
        return function(value.meaning())
    return Later(function, value) if getattr(value, "arrays", ()) else function(value)
