"""Conversions that are known: what was done with one carrier is done with every one like it, without the functions that did it.

Strategy: the mapping functions, crossing and the comparison run once more over a carrier that holds :mod:`tokens <.tokens>`
in place of its free values. What comes out is written down as one function: it looks whether a carrier is alike, and makes the
other vendor's carrier of its values, in straight lines. Before it is used it is tried: each free value is replaced by others
that a function might take for something else, and where the outcome is not that of the functions, the value becomes fixed.

A conversion is written down when it was made often enough, ever more seldom, and at most :data:`MOST` are known for a pair of
vendors, so that neither time nor memory grows with what arrives.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import msgspec
from attrs import frozen

from ..errors import NormalizerError
from ..frozen import FrozenDict, FrozenList
from ..report import Change
from ..values import same
from .alike import Path, is_free, leaves, rebuilt
from .tokens import AskedError, Token, is_token
from .writing_down import changes_function, text_function

MOST: Final = 16
"""How many conversions are known for a pair of vendors."""

LARGEST: Final = 100
"""How many free values a carrier may have; what is larger is worth the functions."""

TRIED: Final[dict[type, tuple[Any, ...]]] = {
    str: ("5", "-7", "x", " ", "stop", "function", "assistant", "null", "{}", "\u00e9\U0001f600"),
    int: (0, 1, -3, 2**53 + 1, 10**30),
    float: (0.5, 5.0, -0.0, 1e300),
    FrozenDict: (FrozenDict({"a": None}), FrozenDict({"type": "x", "a": 5.0})),
    FrozenList: (FrozenList([None]), FrozenList(["5", 5.0])),
}
"""What each free value is replaced by, one after the other: texts that mean something somewhere, or look like numbers."""


@frozen
class Outcome:
    """What a conversion gives."""

    shape: Any
    """The carrier that is written; one that has unknown keys is already an object of JSON."""

    is_lossy: bool
    changes: tuple[Change, ...]


Convert: TypeAlias = Callable[[Any], Outcome]


@frozen(eq=False)
class Plan:
    """A conversion that is known."""

    write: Callable[[Any], bytes | None]
    """The text that is written for a carrier; None for one that is not alike."""

    tell: Callable[[Any], tuple[Change, ...] | None]
    """Every change that is made of a carrier; None of one that is not alike."""

    is_lossy: bool
    changes: tuple[Change, ...] | None
    """The changes, where they tell no values; None where they do."""


class Plans:
    """The conversions that are known between two vendors."""

    def __init__(self, convert: Convert) -> None:
        self._convert = convert
        self._plans: tuple[Plan, ...] = ()
        self._missed = itertools.count(1)

    def find(self, shape: Any) -> tuple[Plan, bytes] | None:
        """The plan for a carrier, and the text it gives."""
        for plan in self._plans:
            text = plan.write(shape)
            if text is not None:
                return plan, text
        return None

    def tell(self, shape: Any) -> tuple[Change, ...] | None:
        """The changes that are made of a carrier, where they are known."""
        return next((told for plan in self._plans if (told := plan.tell(shape)) is not None), None)

    def miss(self, shape: Any) -> None:
        """Note that a carrier was converted without a plan. Of 16, 32, 64, ... of them, the last one is written down.

        Where that is one too many the oldest is forgotten: perhaps unknown keys were learned since, and none is like it any more.
        """
        missed = next(self._missed)
        if missed >= MOST and missed & (missed - 1) == 0:
            plan = plan_of(shape, self._convert)
            if plan is not None:
                self._plans = (plan, *self._plans)[:MOST]


def plan_of(shape: Any, convert: Convert) -> Plan | None:
    """Write a conversion down; None where that cannot be done."""
    free = {path: value for path, value in leaves(shape) if is_free(value)}
    while len(free) <= LARGEST:
        try:
            plan = _planned(shape, free, convert)
            wrong = _wrong(shape, free, convert, plan)
        except AskedError as asked:
            wrong = [tuple(free)[asked.token.number]]
        except FAULTS:
            return None
        if not wrong:
            return plan
        free = {path: value for path, value in free.items() if path not in wrong}
    return None


def _planned(shape: Any, free: Mapping[Path, Any], convert: Convert) -> Plan:
    tokens = {path: Token(value.__class__, number) for number, (path, value) in enumerate(free.items())}
    outcome = convert(rebuilt(shape, tokens))
    write, tell = text_function(shape, tokens, outcome.shape), changes_function(shape, tokens, outcome.changes)
    known = None if any(map(_holds_tokens, outcome.changes)) else outcome.changes
    return Plan(write, tell, outcome.is_lossy, known)


def _wrong(shape: Any, free: Mapping[Path, Any], convert: Convert, plan: Plan) -> list[Path]:
    """The values of which the plan makes something else than the functions do; all that are free, where it is several together."""
    for number in range(max(map(len, TRIED.values()))):
        others = {path: _other(value, number) for path, value in free.items()}
        if not _is_right(rebuilt(shape, others), convert, plan):
            alone = [
                path for path, other in others.items() if not _is_right(rebuilt(shape, {path: other}), convert, plan)
            ]
            return alone or list(free)
    return []


def _other(value: Any, number: int) -> Any:
    others = TRIED[value.__class__]
    return others[number % len(others)]


def _is_right(shape: Any, convert: Convert, plan: Plan) -> bool:
    outcome, told = convert(shape), plan.tell(shape)
    is_written = plan.write(shape) == _encode(outcome.shape)
    return is_written and plan.is_lossy == outcome.is_lossy and told is not None and _are_same(told, outcome.changes)


def _are_same(told: tuple[Change, ...], changes: tuple[Change, ...]) -> bool:
    """Whether they are equal, kinds of values included."""
    return told == changes and all(
        same(one.before, other.before) and same(one.after, other.after)
        for one, other in zip(told, changes, strict=True)
    )


def _holds_tokens(change: Change) -> bool:
    stack: list[Any] = [change.before, change.after]
    while stack:
        value = stack.pop()
        if is_token(value):
            return True
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list):
            stack += value
    return False


_encode: Final = msgspec.json.Encoder().encode
FAULTS: Final = (NormalizerError, TypeError, ValueError, LookupError, AttributeError)
"""What a function may raise that was given a token and did not ask it."""
