"""Conversions by heart: what is written for another vendor, what is lost, and what changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from attrs import frozen

from ..report import Change
from ..values import same
from .alike import Path
from .tokens import Token, holds_tokens
from .writing_down import Told, text_function, told_function


@frozen
class Outcome:
    """What a conversion gives."""

    shape: Any
    """The carrier that is written; one that has unknown keys is already an object of JSON."""

    is_lossy: bool
    changes: tuple[Change, ...]


@frozen(eq=False)
class Plan:
    """A conversion that is known."""

    write: Callable[[Any], bytes | None]
    """The text that is written for a carrier; None for one that is not alike."""

    tell: Callable[[Any], Told | None]
    """The same text, and every change that is made of the carrier."""

    is_lossy: bool
    changes: tuple[Change, ...] | None
    """The changes, where they tell no values; None where they do."""


@frozen
class Converting:
    """The task of a :class:`.plans.Plans`."""

    done: Callable[[Any], Outcome]
    """What the mapping functions, crossing and the comparison make of a carrier."""

    def plan(self, shape: Any, tokens: Mapping[Path, Token], done: Outcome) -> Plan:
        """Write a conversion down."""
        write = text_function(shape, tokens, done.shape)
        tell = told_function(shape, tokens, done.shape, done.changes)
        return Plan(write, tell, done.is_lossy, None if any(map(_tells_values, done.changes)) else done.changes)

    def is_right(self, plan: Plan, shape: Any, done: Outcome) -> bool:
        """Whether a plan takes a carrier, and gives what the functions give."""
        text, told = _encode(done.shape), plan.tell(shape)
        is_told = told is not None and told[0] == text and _are_same(told[1], done.changes)
        return is_told and plan.write(shape) == text and plan.is_lossy == done.is_lossy


def _are_same(told: tuple[Change, ...], changes: tuple[Change, ...]) -> bool:
    """Whether they are equal, kinds of values included."""
    return told == changes and all(
        same(one.before, other.before) and same(one.after, other.after)
        for one, other in zip(told, changes, strict=True)
    )


def _tells_values(change: Change) -> bool:
    return holds_tokens(change.before) or holds_tokens(change.after)


_encode: Final = msgspec.json.Encoder().encode
