"""Things by name, for no more names than fit: those that came first. All that comes under other names is held together."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable, Hashable
from typing import Final, Generic, Literal, TypeAlias, TypeVar, Union

from attrs import define, field

V = TypeVar("V")


class Others(enum.Enum):
    """The type of :data:`OTHERS`."""

    OTHERS = "OTHERS"


OTHERS: Final = Others.OTHERS
"""Instead of a name: all that came after as many names as are told apart."""

Name: TypeAlias = Union[Hashable, Literal[Others.OTHERS]]

_LONGEST: Final = 160


@define
class Capped(Generic[V]):
    """What is counted under each name, exactly; and under :data:`OTHERS`, exactly, what is counted under none of them."""

    most: int
    """How many names are told apart."""

    make: Callable[[], V]
    held: dict[Name, V] = field(factory=dict, init=False)

    @property
    def is_full(self) -> bool:
        """Whether something is counted under no name of its own."""
        return OTHERS in self.held

    def key(self, name: Name) -> Name:
        """The name that something is counted under."""
        return name if name in self.held or len(self.held) < self.most else OTHERS

    def at(self, name: Name) -> V:
        key = self.key(name)
        if key not in self.held:
            self.held[key] = self.make()
        return self.held[key]


def held_name(text: str) -> str:
    """A name out of a log, cut where it is longer than is held. Two long names that differ still do."""
    if len(text) <= _LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{text[:_LONGEST]}… ({len(text):,} characters, {digest})"
