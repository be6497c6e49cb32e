"""What is reported: a problem of a payload, a change made by a conversion."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from attrs import field, frozen

from .faces import Face
from .frozen import freeze
from .values import JSON, UNSET, Maybe

ChangeKind: TypeAlias = Literal["dropped", "invented", "altered", "respelled"]
CHANGE_KINDS: tuple[str, ...] = get_args(ChangeKind)


@frozen
class Problem:
    """One reason why a payload is not what it should be. It never shows payload content, only names and kinds."""

    pointer: str
    """RFC 6901 pointer into the payload; ``""`` is the whole of it."""

    message: str
    """What was expected and what came, by kind."""

    def __str__(self) -> str:
        return f"{self.pointer}: {self.message}" if self.pointer else self.message


@frozen
class Change(Face):
    """One difference between what a Completion means and what a target's payload says."""

    kind: ChangeKind
    """``dropped``, ``invented`` and ``altered`` are losses; ``respelled`` is not (5.0 as 5, an empty value on one side)."""

    pointer: str
    """RFC 6901 pointer into the canonical JSON before the conversion.
    Only the last index of an invented list item is one after it."""

    before: Maybe[JSON] = field(default=UNSET, converter=freeze)
    """The value before, :data:`~normalizer.UNSET` where there was none."""

    after: Maybe[JSON] = field(default=UNSET, converter=freeze)
    """The value after, :data:`~normalizer.UNSET` where there is none."""

    @property
    def is_loss(self) -> bool:
        return self.kind != "respelled"

    def __str__(self) -> str:
        return f"{self.kind} {self.pointer}"
