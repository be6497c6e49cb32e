"""Unknown keys, learned: those that a vendor's payloads had once, they mostly have again.

Memory stays bounded whatever keys arrive: a class learns so many names and no more. Names that mean something where a payload
is told apart (spellings of other forms, the keys that choices are known by) are never learned.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from ..forms import NESTED, spelled_names
from ..kinds import DELTA
from ..shapes import classes_under, keys_of
from ..vendor import Vendor
from ..vendors import answer_keys

MOST: Final = 32
"""How many names a class learns."""

LONGEST: Final = 100
"""How long a name may be, in characters."""


@frozen
class Name:
    """An unknown key."""

    spelled: str

    is_container: bool
    """Whether it has held an object or an array."""


Names: TypeAlias = Mapping[type, tuple[Name, ...]]


def learned(vendor: Vendor, body: Mapping[str, Any], names: Names) -> Names:
    """The names that are known and those of a payload of form wire, at most :data:`MOST` for a class.

    They are in the order in which they are written, that of the alphabet.
    """
    found = {cls: {name.spelled: name for name in known} for cls, known in names.items()}
    for cls, node in _nodes(vendor.shape, body):
        known = found.setdefault(cls, {})
        declared = {key.name for key in keys_of(cls)}
        for spelled in [spelled for spelled in node if spelled not in declared and is_learnable(vendor, spelled)]:
            was_container = spelled in known and known[spelled].is_container
            if spelled in known or len(known) < MOST:
                known[spelled] = Name(spelled, was_container or isinstance(node[spelled], (dict, list)))
    return {cls: tuple(known[spelled] for spelled in sorted(known)) for cls, known in found.items()}


def is_learnable(vendor: Vendor, spelled: str) -> bool:
    """Whether a key may be read without a look at what it says about vendor and form; msgspec knows no control characters."""
    return (
        len(spelled) <= LONGEST
        and spelled.isidentifier()
        and spelled.isascii()
        and spelled not in (DELTA, NESTED)
        and spelled not in answer_keys()
        and spelled not in _telling(vendor)
    )


@functools.lru_cache(maxsize=64)
def _telling(vendor: Vendor) -> frozenset[str]:
    """The names by which the vendor's other forms are known."""
    classes = classes_under(vendor.shape)
    spelled = {name for form in vendor.forms.values() for cls in classes for name in spelled_names(form, cls)}
    return frozenset(spelled) - {key.name for cls in classes for key in keys_of(cls)}


def _nodes(shape: type, body: Mapping[str, Any]) -> Iterator[tuple[type, Mapping[str, Any]]]:
    """The objects of a payload whose class is known."""
    stack: list[tuple[type, Any]] = [(shape, body)]
    while stack:
        cls, node = stack.pop()
        yield cls, node
        for key in keys_of(cls):
            of, held = key.items or key, node.get(key.name)
            classes = of.classes if of.tagged is None else (of.tagged.otherwise,)
            items = held if isinstance(held, list) else [held]
            stack += [(child, item) for item in items if isinstance(item, dict) for child in classes if child]
