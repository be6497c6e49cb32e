"""What a carrier holds, with tokens for the values that may be any: what makes another carrier like it.

Strategy: texts that are not empty, numbers, and unknown objects and arrays are free; null, absence, emptiness, the length of
arrays and the class of each node are not. A free value that somebody asks for is made fixed, and then has to be equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import msgspec

from ..frozen import FrozenDict, FrozenList
from ..shapes import EXTRA

Path: TypeAlias = tuple[Any, ...]
"""Attributes and indices that lead to a value."""

FREE: Final = (str, int, float, FrozenDict, FrozenList)
"""Kinds of values that may be free."""


def is_free(value: Any) -> bool:
    return value.__class__ in FREE and (value.__class__ in _NUMBERS or bool(value))


def leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value in a tree of carriers that is no carrier itself, nor an array of such."""
    if isinstance(node, msgspec.Struct):
        for name in names_of(node):
            yield from leaves(getattr(node, name), (*path, name))
    elif holds_nodes(node):
        for index, item in enumerate(node):
            yield from leaves(item, (*path, index))
    else:
        yield path, node


def rebuilt(node: Any, values: Mapping[Path, Any], path: Path = ()) -> Any:
    """A copy of a tree of carriers, with other values at some places."""
    if isinstance(node, msgspec.Struct):
        held = {name: rebuilt(getattr(node, name), values, (*path, name)) for name in names_of(node)}
        return type(node)(**held)
    if holds_nodes(node):
        return tuple([rebuilt(item, values, (*path, index)) for index, item in enumerate(node)])
    return values.get(path, node)


def names_of(node: msgspec.Struct) -> list[str]:
    """The attributes that hold values; unknown keys are among them, under the names that they were given."""
    return [name for name in node.__struct_fields__ if name != EXTRA]


def holds_nodes(value: Any) -> bool:
    return value.__class__ is tuple and bool(value) and isinstance(value[0], msgspec.Struct)


_NUMBERS: Final = (int, float)
