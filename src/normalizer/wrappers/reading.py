"""A line read for its pointers alone. What nobody asks for may be what no payload may hold, for it is not written anew.

Strategy: most lines are as good as payloads, and the codec reads them. Where it refuses one, the line is read once more with
marks in the places of what would not come back; it is refused all the same if a mark is on the way of a pointer that is
asked for, or in the body. Nobody can say what a pointer through a repeated key means.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from .. import codec
from ..errors import PayloadError
from ..limits import INTEGER_DIGITS, check_depth
from ..nesting import is_far_too_deep
from ..pointer import resolve
from ..values import JSON


class _Repeating(dict[str, Any]):
    """An object in which keys came more than once; of their values, it has the last."""

    repeated: frozenset[str] = frozenset()


class _Unkept:
    """Stands for NaN, an infinity, and numbers that are too large or too long."""


_UNKEPT: Final = _Unkept()


def read_line(line: bytes, depth: int, body: Sequence[str], asked: Iterable[Sequence[str]]) -> JSON:
    """Read a line of which the body, and what is asked for, lie at these paths.

    :raises PayloadError: it is no JSON, or something there would not come back; all problems of the line are listed.
    """
    try:
        return codec.decode(line, depth)
    except PayloadError:
        value = read_loosely(line, depth, _UNKEPT)
        if value is None or any(_is_doubtful(value, path) for path in asked) or _is_doubtful(value, body, inside=True):
            raise
        return value


def read_loosely(line: bytes, depth: int, unkept: object = None) -> Any:
    """The value of a line with a stand-in for each number that would not come back; None where it is no JSON, or too deep."""
    if is_far_too_deep(line, depth):
        return None
    numbers = _Numbers(unkept)
    try:
        text = line.decode()
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=numbers.integer,
            parse_float=numbers.decimal,
            parse_constant=numbers.constant,
        )
        check_depth(value, depth)
    except (ValueError, RecursionError):  # no UTF-8, no JSON, a byte order mark; and a PayloadError is a ValueError
        return None
    return value


class _Numbers:
    """The hooks of the parser for numbers."""

    def __init__(self, unkept: object) -> None:
        self._unkept = unkept

    def integer(self, digits: str) -> Any:
        try:
            return int(digits) if len(digits.lstrip("-")) <= INTEGER_DIGITS else self._unkept
        except ValueError:  # this interpreter was told to read fewer digits
            return self._unkept

    def decimal(self, digits: str) -> Any:
        value = float(digits)
        return value if math.isfinite(value) else self._unkept

    def constant(self, _word: str) -> Any:
        return self._unkept


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    repeating = _Repeating(value)
    repeating.repeated = frozenset(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
    return repeating


def _is_doubtful(value: Any, path: Sequence[str], *, inside: bool = False) -> bool:
    """Whether there is a mark on the way, or at its end; or inside of what is there."""
    for token in path:
        if isinstance(value, _Repeating) and token in value.repeated:
            return True
        value = resolve(value, (token,))
    return value is _UNKEPT or (inside and any(map(_is_mark, _all_in(value))))


def _is_mark(value: Any) -> bool:
    return value is _UNKEPT or isinstance(value, _Repeating)


def _all_in(value: Any) -> Iterator[Any]:
    """A value and all that is in it."""
    waiting = [value]
    while waiting:
        held = waiting.pop()
        yield held
        if isinstance(held, (dict, list)):
            waiting.extend(held.values() if isinstance(held, dict) else held)
