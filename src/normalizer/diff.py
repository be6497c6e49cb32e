"""The typed difference of two canonical JSON trees.

Strategy: objects are compared key by key, ``extra`` also where one side has none. Arrays are one value, but for
``choices`` and the ``parts`` of a message: their items are aligned by type, so that one dropped part is one change. A
finish reason is one value. :mod:`~normalizer.undo` is the inverse.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from .pointer import join
from .report import Change, ChangeKind
from .shapes import EXTRA
from .spelling import is_respelled
from .values import JSON, UNSET, Maybe, same

Path = tuple[Any, ...]
Pair = tuple[Path, Maybe[JSON], Maybe[JSON]]


def difference(before: JSON, after: JSON) -> tuple[Change, ...]:
    """All changes from one canonical JSON tree to another, in the order of the trees."""
    return tuple(
        Change(_kind(one, other), join(path), one, other)
        for path, one, other in _compared(before, after)
        if not same(one, other)
    )


def _compared(before: JSON, after: JSON) -> Iterator[Pair]:
    """The values that are compared as one, with a stack of its own, so that depth is no concern."""
    pairs: list[Pair] = [((), before, after)]
    while pairs:
        path, one, other = pairs.pop()
        if _is_entered(path, one, other):
            pairs += reversed(_members(path, one or {}, other or {}))
        elif is_aligned(path) and isinstance(one, list) and isinstance(other, list):
            pairs += reversed(_items(path, one, other))
        else:
            yield path, one, other


def _is_entered(path: Path, one: Maybe[JSON], other: Maybe[JSON]) -> bool:
    if is_extra(path) and (one is UNSET or other is UNSET):
        return True
    is_finish_reason = len(path) == 3 and path[::2] == ("choices", "finish_reason")  # noqa: PLR2004  # choices/i/this
    return isinstance(one, dict) and isinstance(other, dict) and not is_finish_reason


def is_extra(path: Path) -> bool:
    """Whether this is the ``extra`` of a canonical node, and no key of that name inside an unknown or opaque object."""
    return path[-1:] == (EXTRA,) and EXTRA not in path[:-1] and "arguments" not in path


def is_aligned(path: Path) -> bool:
    """Whether this is one of the two arrays whose items are compared one by one."""
    is_parts = len(path) == 4 and path[0] == "choices" and path[2:] == ("message", "parts")  # noqa: PLR2004  # see it
    return path == ("choices",) or is_parts


def _members(path: Path, one: dict[str, Any], other: dict[str, Any]) -> list[Pair]:
    return [((*path, key), one.get(key, UNSET), other.get(key, UNSET)) for key in dict.fromkeys((*one, *other))]


def _items(path: Path, one: list[Any], other: list[Any]) -> list[Pair]:
    """Items of one type face each other, in order; the others have nothing to face."""
    pairs: list[Pair] = []
    types, other_types = ([str(item.get("type")) for item in items] for items in (one, other))
    matcher = difflib.SequenceMatcher(a=types, b=other_types, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            pairs += [((*path, start + n), one[start + n], other[other_start + n]) for n in range(end - start)]
        else:
            pairs += [((*path, index), one[index], UNSET) for index in range(start, end)]
            pairs += [((*path, index), UNSET, other[index]) for index in range(other_start, other_end)]
    return pairs


def _kind(before: Maybe[JSON], after: Maybe[JSON]) -> ChangeKind:
    if is_respelled(before, after):
        return "respelled"
    if after is UNSET:
        return "dropped"
    return "invented" if before is UNSET else "altered"
