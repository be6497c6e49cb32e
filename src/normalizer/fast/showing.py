"""Completions that are looked into by heart: the slots are filled from what was read, without a carrier of what it means.

Strategy: as :mod:`.converting`, but straight lines make the objects of the canonical classes. Log probabilities are left to the
functions, which leave them until somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import attrs
from attrs import frozen

from ..completion import Completion
from ..faces import slots_of, unfrozen
from ..values import same
from ..vendors import canonical
from .alike import Path
from .carriers import Meant, canonical_carriers
from .filling import shown
from .later import Later
from .looks import Looks
from .tokens import Token, is_token

Fill: TypeAlias = Callable[[Any, Any], "bool | None"]
"""``(carrier, completion)``: fill the slots of a Completion; None where the carrier is not alike."""


_CLASSES: Final = {carrier: cls for cls, carrier in canonical_carriers().items()}
_completion: Any = Completion
_Empty: Final = unfrozen(_completion)


@frozen
class Showing:
    """The task of a :class:`.plans.Plans`."""

    done: Callable[[Any], Any]
    """What the vendor's mapping function makes of a carrier: the carrier of a Completion."""

    def plan(self, shape: Any, tokens: Mapping[Path, Token], done: Any) -> Fill:
        """Write down how a Completion is filled."""
        lines = _Lines(Looks(shape, tokens))
        return lines.function(done)

    def is_right(self, plan: Fill, shape: Any, done: Any) -> bool:
        """Whether a plan takes a carrier, and shows what the functions show."""
        made, expected = _Empty(), shown(done)
        made.__class__ = Completion
        return bool(plan(shape, made)) and same(_tree(made), _tree(expected))


def _slots_of(cls: type) -> list[str]:
    return [slot for slot in slots_of(cls) if not slot.startswith("_")]


def _held(value: Any) -> tuple[Any, ...]:
    return attrs.astuple(value, recurse=False)


def _tree(completion: Completion) -> Any:
    return canonical.VENDOR.write(completion, "wire")


class _Lines:
    """The lines that fill a Completion."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._lines: list[str] = []

    def function(self, done: Meant) -> Fill:
        """The function that does it."""
        puts = []
        for slot in _slots_of(Completion):
            put = self._looks.named(Completion.__dict__[slot].__set__)
            puts.append(f"{put}(completion, {self._shown(getattr(done, slot))})")
        return self._looks.function("fill", "node, completion", [*self._lines, *puts, "return True"])

    def _shown(self, value: Any) -> str:
        """The expression for a value, after the lines that it needs."""
        if isinstance(value, Meant):
            return self._node(value, _CLASSES[type(value)])
        if isinstance(value, tuple):
            return f"({''.join([f'{self._shown(item)}, ' for item in value])})"
        if value.__class__ is Later or (attrs.has(type(value)) and any(map(is_token, _held(value)))):
            raise TypeError(type(value))
        return self._looks.frozen(value)

    def _node(self, value: Meant, cls: Any) -> str:
        """The name of an object that is made as :func:`.filling.shower` makes one."""
        held = [(slot, self._shown(getattr(value, slot))) for slot in _slots_of(cls)]
        name = f"shown_{len(self._lines)}"
        self._lines.append(f"{name} = {self._looks.named(unfrozen(cls))}()")
        self._lines += [f"{name}.{slot} = {expression}" for slot, expression in held]
        self._lines.append(f"{name}.__class__ = {self._looks.named(cls)}")
        return name
