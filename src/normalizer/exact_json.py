"""JSON text read by the standard library, with a place for everything that cannot be kept.

Strategy: hooks of the parser put a mark where a value would not come back (a repeated key, NaN, 1e400, an integer too
long). The hooks do not know where they are; so the marks are found afterwards, and reported with their pointers.
"""

from __future__ import annotations

import json
import math
from typing import Any

from attrs import frozen

from .errors import PayloadError
from .limits import CANONICAL_DEPTH, INTEGER_DIGITS, check_values, too_deep
from .pointer import join
from .report import Problem
from .values import JSON


def decode_exactly(text: str) -> JSON:
    """Read JSON text, or refuse it.

    :raises PayloadError: it is no JSON, or holds what would not come back; all places are listed.
    """
    marks = _Marks()
    try:
        value = json.loads(
            text,
            object_pairs_hook=marks.read_object,
            parse_int=marks.read_integer,
            parse_float=marks.read_decimal,
            parse_constant=marks.read_constant,
        )
    except json.JSONDecodeError as error:
        raise refusal(f"expected JSON: {error.msg} at character {error.pos}") from None
    except RecursionError:
        raise refusal(too_deep(CANONICAL_DEPTH)) from None
    if marks.made:
        raise PayloadError(tuple(Problem(join(path), mark.message) for path, mark in _found(value)))
    if not text.isascii():
        _refuse_split_pairs(text, value)
    return value


def _refuse_split_pairs(text: str, value: JSON) -> None:
    """A string given as JSON text can hold surrogates as they are, and two of them would come back as one character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        check_values(value, CANONICAL_DEPTH)


@frozen(eq=False)
class _Mark:
    """Stands in a parsed value where something could not be kept."""

    message: str
    holds: tuple[Any, ...] = ()


class _Marks:
    """The hooks of the exact path, and whether they marked anything."""

    def __init__(self) -> None:
        self.made = False

    def mark(self, message: str, *holds: Any) -> _Mark:
        self.made = True
        return _Mark(message, holds)

    def read_object(self, pairs: list[tuple[str, Any]]) -> Any:
        value = dict(pairs)
        if len(value) != len(pairs):
            return self.mark("expected every key once, a key came twice", value)
        return value

    def read_integer(self, digits: str) -> Any:
        if len(digits.lstrip("-")) > INTEGER_DIGITS:
            return self.mark(f"expected an integer of at most {INTEGER_DIGITS} digits, a longer one came")
        try:
            return int(digits)
        except ValueError:  # this interpreter was told to read fewer digits (sys.set_int_max_str_digits)
            return self.mark("expected an integer within this interpreter's limit, a longer one came")

    def read_decimal(self, digits: str) -> Any:
        value = float(digits)
        return (
            value if math.isfinite(value) else self.mark("expected a number that a double can hold, a larger one came")
        )

    def read_constant(self, word: str) -> Any:
        return self.mark(f"expected JSON, {word} came")


def _found(value: Any) -> list[tuple[tuple[Any, ...], _Mark]]:
    """The marks in a parsed value, in the order of the text; a mark of an object can hold further marks."""
    found: list[tuple[tuple[Any, ...], _Mark]] = []
    stack: list[tuple[Any, tuple[Any, ...]]] = [(value, ())]
    while stack:
        item, path = stack.pop()
        if isinstance(item, _Mark):
            found.append((path, item))
            stack += [(held, path) for held in item.holds]
        elif isinstance(item, dict):
            stack += [(child, (*path, key)) for key, child in reversed(item.items())]
        elif isinstance(item, list):
            stack += [(child, (*path, index)) for index, child in reversed(list(enumerate(item)))]
    return found


def refusal(message: str) -> PayloadError:
    """The error of a text that has one problem, and no place for it."""
    return PayloadError((Problem("", message),))
