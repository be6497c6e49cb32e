"""What a payload may hold, the same for bytes and for Python objects; what it may not hold is refused with its place.

JSON text is checked by the codec while it is read. Python objects are checked here, by one walk with a stack of its
own, so that no depth, cycle or width of theirs can crash the process.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Final

from .errors import PayloadError
from .pointer import join
from .report import Problem
from .values import JSON, kind_of

PAYLOAD_DEPTH: Final = 256
"""How many objects and arrays may lie inside each other in a vendor's payload."""

CANONICAL_DEPTH: Final = 260
"""The same for canonical JSON, which nests the same values a little deeper."""

INTEGER_DIGITS: Final = 4300
"""How many digits an integer may have; CPython's own limit for reading one from text."""

Path = tuple[Any, ...]

_TOO_LARGE: Final = 10**INTEGER_DIGITS
_FEW_BITS: Final = 64
_SPLIT_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def check_values(value: object, depth: int = PAYLOAD_DEPTH) -> None:
    """Make sure that a Python object is a JSON value that comes back from JSON text as it is.

    :raises PayloadError: listing every tuple, non-string key, NaN, ... with its pointer.
    """
    problems = [Problem(join(path), message) for path, message in _refusals(value, depth)]
    if problems:
        raise PayloadError(tuple(problems))


def check_depth(value: JSON, depth: int) -> None:
    """Make sure that a JSON value is not nested deeper than allowed.

    :raises PayloadError: it is.
    """
    level, reached = [value] if isinstance(value, (dict, list)) else [], 0
    while level:
        items = [container.values() if isinstance(container, dict) else container for container in level]
        level = [
            item for held in items for item in held if item.__class__ not in _PLAIN and isinstance(item, (dict, list))
        ]
        reached += 1
        if reached > depth:
            raise PayloadError((Problem("", too_deep(depth)),))


_PLAIN: Final = frozenset((str, int, float, bool, type(None)))


def too_deep(depth: int) -> str:
    return f"expected at most {depth} objects and arrays inside each other, more came"


def _refusals(value: object, depth: int) -> Iterator[tuple[Path, str]]:
    """Walk depth first and stop at the first container that is too deep: behind a cycle there is no end."""
    stack: list[tuple[Any, Path]] = [(value, ())]
    while stack:
        item, path = stack.pop()
        if isinstance(item, (dict, list)):
            if len(path) >= depth:
                yield (), f"{too_deep(depth)} (or one holds itself)"
                return
            if isinstance(item, dict):
                yield from ((path, message) for key in item if (message := _wrong_key(key)))
                stack += [(child, (*path, key)) for key, child in item.items() if isinstance(key, str)]
            else:
                stack += [(child, (*path, index)) for index, child in enumerate(item)]
        elif message := _wrong_leaf(item):
            yield path, message


def _wrong_key(key: object) -> str | None:
    if type(key) is not str:
        return f"expected string keys, {kind_of(key)} came"
    return _wrong_leaf(key)


def _wrong_leaf(leaf: Any) -> str | None:
    """Say why a leaf cannot go through JSON text unchanged; exact types only, for a subclass would not come back."""
    kind = leaf.__class__
    if kind is str:
        if not leaf.isascii() and _SPLIT_PAIR.search(leaf):
            return "expected text, a pair of surrogates came that JSON would fuse into one character"
    elif kind is int:
        if leaf.bit_length() > _FEW_BITS and abs(leaf) >= _TOO_LARGE:
            return f"expected an integer of at most {INTEGER_DIGITS} digits, a longer one came"
    elif kind is float:
        if not math.isfinite(leaf):
            return "expected a finite number, NaN or an infinity came"
    elif leaf is not None and kind is not bool:
        return f"expected a JSON value, {kind_of(leaf)} came"
    return None
