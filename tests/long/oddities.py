"""Python objects that are no JSON values, or only look like some, put into a payload.

What an app hands to `normalize` need not have come out of a JSON parser: it may be a test's own dict, a dump of some
model, a message from a queue. Each of these is to be refused, unless JSON text would bring exactly it back.
"""

from __future__ import annotations

import enum
import math
from collections import OrderedDict, UserDict, defaultdict
from collections.abc import Callable
from datetime import datetime, timezone
from decimal import Decimal
from fractions import Fraction
from random import Random
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple

from normalizer import UNSET, Text
from normalizer.frozen import freeze

from .damage import containers


class Word(str, enum.Enum):
    STOP = "stop"


class Count(enum.IntEnum):
    SEVEN = 7


class TextKind(str):
    __slots__ = ()


class Seconds(int):
    __slots__ = ()


class Ratio(float):
    __slots__ = ()


class Pair(NamedTuple):
    one: int
    two: int


class Model:
    """Looks like an SDK's object."""

    model_fields = {"text": SimpleNamespace(alias=None), "finish_reason": SimpleNamespace(alias="finishReason")}  # noqa: RUF012  # as pydantic has it
    model_fields_set = frozenset({"text", "finish_reason"})
    model_extra = {"x": (1, 2)}  # noqa: RUF012  # as pydantic has it
    text = "a"
    finish_reason = Word.STOP


def odd_value(random: Random) -> Any:
    makers: list[Callable[[], Any]] = [
        tuple, lambda: (1, 2), lambda: b"bytes", lambda: bytearray(b"x"), lambda: {1, 2}, frozenset, lambda: Pair(1, 2),
        lambda: math.nan, lambda: math.inf, lambda: -math.inf, lambda: -0.0, lambda: 10**4299, lambda: 10**4300, lambda: -(10**5000),
        lambda: Word.STOP, lambda: Count.SEVEN, lambda: TextKind("stop"), lambda: Seconds(7), lambda: Ratio(0.5), lambda: UNSET,
        lambda: Decimal("1.0"), lambda: Fraction(1, 3), lambda: 1j, lambda: datetime.now(timezone.utc), object, lambda: int, lambda: ...,
        lambda: "\ud83d\ude00", lambda: "\ude00\ud83d", lambda: "\ud83d", lambda: "\x00", Model, lambda: Model, lambda: Text("a"),
        lambda: OrderedDict(a=1), lambda: defaultdict(list, a=1), lambda: UserDict(a=1), lambda: MappingProxyType({"a": 1}),
        lambda: freeze({"a": [1]}), lambda: freeze(["a"]), lambda: range(3), lambda: iter([1]), lambda: memoryview(b"x"),
        lambda: buried(random.choice([250, 260, 3000, 100_000])), lambda: [[]] * 3,
    ]  # fmt: skip
    return random.choice(makers)()


ODD_KEYS: list[Any] = [
    1, 1.0, None, True, b"id", (1,), math.nan, Word.STOP, TextKind("id"), Count.SEVEN, UNSET, "\ud83d\ude00", "\ud83d", object(),
]  # fmt: skip


def buried(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def spoil_object(random: Random, payload: Any) -> Any:
    """The payload with one oddity in it; only its own containers are changed."""
    container = random.choice(list(containers(payload)))
    odd = random.choice([*[odd_value(random) for _ in range(6)], container, payload])
    if isinstance(container, list):
        container.append(odd)
    elif random.random() < 0.2:
        container[random.choice(ODD_KEYS)] = None
    else:
        container[random.choice([*container, "x"])] = odd
    return payload
