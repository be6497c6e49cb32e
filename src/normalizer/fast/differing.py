"""What two Completions say otherwise, while both are carriers.

Strategy: mapping moves references, so most of what two carriers hold is not equal but the same. That is left out of the two
canonical trees, and only of the rest, which mostly is little, :mod:`~normalizer.diff` makes the changes.
"""

from __future__ import annotations

import functools
from typing import Any, Final

import attrs

from ..completion import Completion, FinishReason, Message
from ..diff import difference
from ..frozen import thaw
from ..parts import PART_TYPES
from ..report import Change
from ..shapes import EXTRA, has_extra, keys_of
from ..values import UNSET
from ..vendors import canonical
from .carriers import Meant, canonical_carriers, shown

_Tree = dict[str, Any]
_COMPARED: Final = frozenset((str, int, FinishReason))
"""Classes whose equal objects are the same JSON, kinds included."""


def changes_between(before: Meant, after: Meant) -> tuple[Change, ...]:
    """All changes from one carrier of a Completion to another."""
    return difference(*_less_same(before, after))


def _less_same(one: Meant, other: Meant) -> tuple[_Tree, _Tree]:
    """The canonical trees of two carriers of one class, without values that are the same in both."""
    trees: tuple[_Tree, _Tree] = ({}, {})
    for name, is_aligned in _names(type(one)):
        values = getattr(one, name), getattr(other, name)
        if values[0] is values[1] or _are_equal(*values):
            continue
        for tree, held in zip(trees, _less_same_values(*values, is_aligned=is_aligned), strict=True):
            if held is not UNSET:
                tree[name] = held
    return trees


def _less_same_values(one: Any, other: Any, *, is_aligned: bool) -> tuple[Any, Any]:
    """The JSON of two values that differ; UNSET where there is none to tell."""
    if isinstance(one, Meant) and type(one) is type(other):
        held = _less_same(one, other)
        return held if any(held) else (UNSET, UNSET)
    if is_aligned:
        return _less_same_items(one, other)
    return _json(one), _json(other)


def _less_same_items(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[list[Any], list[Any]]:
    """Items face each other as long as they are of one type; what comes then, :mod:`~normalizer.diff` has to align."""
    mine, theirs = [], []
    for item, counterpart in zip(one, other, strict=False):
        if type(item) is not type(counterpart):
            break
        less, other_less = _less_same(item, counterpart)
        mine.append({**_type(item.__class__), **less})
        theirs.append({**_type(item.__class__), **other_less})
    mine += map(_json, one[len(mine) :])
    theirs += map(_json, other[len(theirs) :])
    return mine, theirs


def _are_equal(one: Any, other: Any) -> bool:
    return one.__class__ is other.__class__ and one.__class__ in _COMPARED and one == other


def _json(value: Any) -> Any:
    value = shown(value)
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    return canonical.VENDOR.converter.unstructure(value) if attrs.has(type(value)) else thaw(value)


@functools.cache
def _names(carrier: type) -> tuple[tuple[str, bool], ...]:
    """The attributes of a carrier in the order of canonical JSON, and whether their items are aligned."""
    cls = next(cls for cls, other in canonical_carriers().items() if other is carrier)
    names = [key.name for key in keys_of(cls) if key.name != "source"] + ([EXTRA] if has_extra(cls) else [])
    return tuple((name, (cls, name) in ((Completion, "choices"), (Message, "parts"))) for name in names)


@functools.cache
def _type(carrier: type) -> dict[str, str]:
    """How canonical JSON names the type of a part; nothing for a choice."""
    names = [name for name, cls in PART_TYPES.items() if canonical_carriers()[cls] is carrier]
    return {"type": names[0]} if names else {}
