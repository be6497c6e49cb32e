"""How two payloads are compared: leaf by leaf, by value and kind.

A leaf is whatever has nothing below it: a text, a number, true, false, null, an empty object, an empty array. Its place is
the keys and indexes that lead to it. A leaf is **lost** if nothing is left at its place and **changed** if something else is
(``1`` and ``1.0`` are two things; so are null and an empty array); a leaf at a place where there was none is **invented**.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from normalizer.values import same

Path = tuple[str | int, ...]


@frozen
class Tally:
    """What was counted."""

    leaves: int
    lost: int
    changed: int
    invented: int

    equal: int
    """Of the changed ones, those that are equal numbers of two kinds: 1 for 1.0."""

    @property
    def is_exact(self) -> bool:
        return not (self.lost or self.changed or self.invented)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The leaves of a value, with their places."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not members or not value:
        yield path, value
        return
    for key, member in members:
        yield from leaves(member, (*path, key))


def tally(before: Any, after: Any) -> Tally:
    """Count what became of the leaves of one payload in another."""
    one, other = dict(leaves(before)), dict(leaves(after))
    changed = [(value, other[path]) for path, value in one.items() if path in other and not same(value, other[path])]
    return Tally(
        leaves=len(one),
        lost=len(one.keys() - other.keys()),
        changed=len(changed),
        invented=len(other.keys() - one.keys()),
        equal=sum({type(left), type(right)} == {int, float} and left == right for left, right in changed),
    )


def at(value: Any, path: Path) -> Any:
    """The value at a place, which is there.

    :raises LookupError: it is not.
    """
    for key in path:
        if not isinstance(value, (dict, list)):
            raise KeyError(key)
        holder: Any = value
        value = holder[key]
    return value
