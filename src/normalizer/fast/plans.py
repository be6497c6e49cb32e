"""What is known by heart: what the functions did with one carrier is done with every one like it, without the functions.

Strategy: the functions run once more over a carrier that holds :mod:`tokens <.tokens>` in place of its free values. What comes
out is written down as one function: it looks whether a carrier is alike, and makes the same of its values, in straight lines.
Before it is used it is tried: each free value is replaced by others that a function might take for something else, and where
the outcome is not that of the functions, the value becomes fixed.

Something is written down when it was done often enough, ever more seldom, and at most :data:`MOST` plans are known for one
task, so that neither time nor memory grows with what arrives.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, Final, Generic, Protocol, TypeVar

from ..errors import NormalizerError
from ..frozen import FrozenDict, FrozenList
from .alike import Path, is_free, leaves, rebuilt
from .tokens import AskedError, Token

Plan = TypeVar("Plan")


class Task(Protocol[Plan]):
    """What is done with carriers of one vendor."""

    def done(self, shape: Any, /) -> Any:
        """What the functions make of a carrier."""

    def plan(self, shape: Any, tokens: Mapping[Path, Token], done: Any, /) -> Plan:
        """Write down what they made of a carrier with tokens."""

    def is_right(self, plan: Plan, shape: Any, done: Any, /) -> bool:
        """Whether the plan takes a carrier, and makes the same of it as they do."""


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


class Plans(Generic[Plan]):
    """The plans that are known for a task, the latest first."""

    def __init__(self, task: Task[Plan]) -> None:
        self._task = task
        self.known: tuple[Plan, ...] = ()
        self._missed = itertools.count(1)

    def miss(self, shape: Any) -> None:
        """Note that there was no plan for a carrier. Of 16, 32, 64, ... of them, the last one is written down.

        Where that is one too many the oldest is forgotten: perhaps unknown keys were learned since, and none is like it any more.
        """
        missed = next(self._missed)
        if missed >= MOST and missed & (missed - 1) == 0:
            plan = plan_of(shape, self._task)
            if plan is not None:
                self.known = (plan, *self.known)[:MOST]


def plan_of(shape: Any, task: Task[Plan]) -> Plan | None:
    """Write down what is done with a carrier; None where that cannot be done."""
    free = {path: value for path, value in leaves(shape) if is_free(value)}
    while len(free) <= LARGEST:
        try:
            plan = _planned(shape, free, task)
            wrong = _wrong(shape, free, task, plan)
        except AskedError as asked:
            wrong = [tuple(free)[asked.token.number]]
        except FAULTS:
            return None
        if not wrong:
            return plan
        if not free:
            return None
        free = {path: value for path, value in free.items() if path not in wrong}
    return None


def _planned(shape: Any, free: Mapping[Path, Any], task: Task[Plan]) -> Plan:
    tokens = {path: Token(value.__class__, number) for number, (path, value) in enumerate(free.items())}
    return task.plan(shape, tokens, task.done(rebuilt(shape, tokens)))


def _wrong(shape: Any, free: Mapping[Path, Any], task: Task[Plan], plan: Plan) -> list[Path]:
    """The values of which the plan makes something else than the functions do; all that are free, where it is several together;
    the whole carrier, where none is.
    """

    def is_right(others: Mapping[Path, Any]) -> bool:
        tried = rebuilt(shape, others)
        return task.is_right(plan, tried, task.done(tried))

    for number in range(max(map(len, TRIED.values()))):
        others = {path: _other(value, number) for path, value in free.items()}
        if not is_right(others):
            return [path for path, other in others.items() if not is_right({path: other})] or list(free) or [()]
    return []


def _other(value: Any, number: int) -> Any:
    others = TRIED[value.__class__]
    return others[number % len(others)]


FAULTS: Final = (NormalizerError, TypeError, ValueError, LookupError, AttributeError)
"""What a function may raise that was given a token and did not ask it."""
