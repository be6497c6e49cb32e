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
    return changes_in([((), before, after)])


def changes_in(pairs: list[Pair]) -> tuple[Change, ...]:
    """All changes in some places of two canonical JSON trees."""
    return tuple(
        [
            Change(_kind(one, other), join(path), one, other)
            for path, one, other in _compared(pairs)
            if not same(one, other)
        ]
    )


def _compared(places: list[Pair]) -> Iterator[Pair]:
    """The values that are compared as one, with a stack of its own, so that depth is no concern."""
    pairs = places[::-1]
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
    types, other_types = ([str(item.get("type")) for item in items] for items in (one, other))
    pairs: list[Pair] = []
    start, other_start = 0, 0
    for end, other_end, size in _matching(types, other_types):
        pairs += [((*path, index), one[index], UNSET) for index in range(start, end)]
        pairs += [((*path, index), UNSET, other[index]) for index in range(other_start, other_end)]
        pairs += [((*path, end + n), one[end + n], other[other_end + n]) for n in range(size)]
        start, other_start = end + size, other_end + size
    return pairs


def _matching(types: list[str], other_types: list[str]) -> list[tuple[int, int, int]]:
    """Where stretches of one type sequence stand in the other, and how long they are; the last one is empty, at the ends.

    What both begin with is taken off first, which mostly is all there is: the matcher takes time by the product of the rest.
    """
    begin = 0
    while begin < min(len(types), len(other_types)) and types[begin] == other_types[begin]:
        begin += 1
    if begin == len(types) or begin == len(other_types):
        return [(0, 0, begin), (len(types), len(other_types), 0)]
    matcher = difflib.SequenceMatcher(a=types[begin:], b=other_types[begin:], autojunk=False)
    is_small = (len(types) - begin) * (len(other_types) - begin) <= _MATCHED
    rest = (
        [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]
        if is_small
        else [(len(types) - begin, len(other_types) - begin, 0)]
    )
    return [(0, 0, begin), *((begin + one, begin + other, size) for one, other, size in rest)]


_MATCHED = 1_000_000
"""Beyond this product of two lengths nothing more is matched: all items are told as dropped and invented."""


def _kind(before: Maybe[JSON], after: Maybe[JSON]) -> ChangeKind:
    if is_respelled(before, after):
        return "respelled"
    if after is UNSET:
        return "dropped"
    return "invented" if before is UNSET else "altered"
