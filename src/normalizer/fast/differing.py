"""What two Completions say otherwise, while both are carriers.

Strategy: mapping moves references, so most of what two carriers hold is not equal but the same. One generated function per
class goes through the attributes, and only the places that differ become JSON, of which :mod:`~normalizer.diff` makes the
changes. Whether any of them is a loss, most places tell before that; and log probabilities that are lost become JSON when
somebody looks at the change.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import attrs

from ..compiling import compiled
from ..completion import Completion, FinishReason, Message
from ..diff import Pair, Path, changes_in
from ..faces import let_go, unfrozen
from ..frozen import FrozenDict, freeze, thaw
from ..parts import PART_TYPES, Text
from ..report import Change
from ..shapes import EXTRA, has_extra, keys_of
from ..values import UNSET
from ..vendors import canonical
from .carriers import Meant, canonical_carriers
from .filling import shown
from .later import Later

Differ: TypeAlias = Callable[[Any, Any, Path, list[Pair]], None]
"""``(one, other, path, found)``: add the places in which two carriers of a class differ."""

_COMPARED: Final = frozenset((str, int, FinishReason))
"""Classes whose equal objects are the same JSON, kinds included."""

_ALIGNED: Final = ((Completion, "choices"), (Message, "parts"))


def changes_between(before: Meant, after: Meant) -> tuple[Change, ...]:
    """All changes from one carrier of a Completion to another."""
    return _changes_at(_places(before, after))


def is_lossy_between(before: Meant, after: Meant) -> bool:
    """Whether any of those changes is a loss."""
    return any(
        _is_plain_loss(one, other) or any(change.is_loss for change in _changes_at([(path, one, other)]))
        for path, one, other in _places(before, after)
    )


def _places(before: Meant, after: Meant) -> list[Pair]:
    found: list[Pair] = []
    _differ(type(before))(before, after, (), found)
    return found


def _changes_at(places: list[Pair]) -> tuple[Change, ...]:
    waiting: list[Any] = [one for _, one, other in places if other is UNSET and _says_later(one)]
    changes = changes_in([(path, _told(one, other, path), _json(other, path)) for path, one, other in places])
    if not waiting:
        return changes
    laters = iter(waiting)
    return tuple([_told_later(change, next(laters)) if change.before is _SOMETHING else change for change in changes])


def _told(one: Any, other: Any, path: Path) -> Any:
    return _SOMETHING if other is UNSET and _says_later(one) else _json(one, path)


def _says_later(value: Any) -> bool:
    """Whether a value waits to be mapped, and is certain not to be empty."""
    return value.__class__ is Later and value.says_something


def _told_later(change: Change, later: Later) -> Change:
    """The same change, of a value that nobody has looked at."""
    made: Any = unfrozen(Change)()
    made.kind, made.pointer, made.after = change.kind, change.pointer, change.after
    made._carrier = _Before(later)  # noqa: SLF001  # as faces.face does
    made.__class__ = Change
    return made  # type: ignore[no-any-return]  # now it is one


class _Before:
    """What the value before is made of."""

    __slots__ = ("_later",)

    def __init__(self, later: Later) -> None:
        self._later = later

    def meaning(self) -> Any:
        """The value before."""
        return freeze(_json(self._later, ("",)))

    def fill(self, instance: Any, _asked: str) -> None:
        """Set it."""
        _put_before(instance, self.meaning())
        let_go(instance)


def _is_plain_loss(one: Any, other: Any) -> bool:
    """Whether it needs no second look that something which says something is on one side alone."""
    if one is UNSET or other is UNSET:
        present = other if one is UNSET else one
        return (bool(present) and present.__class__ in _SAYING) or _says_later(present)
    return False


@functools.cache
def _differ(carrier: Any) -> Differ:
    """The function for the carriers of a class. The order is that of :mod:`~normalizer.diff`: the keys of the one in the order
    of canonical JSON, then those that only the other has. The source is left out.
    """
    cls = next(cls for cls, other in canonical_carriers().items() if other is carrier)
    names = [key.name for key in keys_of(cls) if key.name != "source"] + ([EXTRA] if has_extra(cls) else [])
    lines = ["def differ(one, other, path, found):", "    only_other = []"]
    for name in names:
        compare = "compare_items" if (cls, name) in _ALIGNED else "compare"
        lines += [
            f"    mine, theirs = one.{name}, other.{name}",
            "    if mine is not theirs:",
            f"        places = only_other if {'not mine' if name == EXTRA else 'mine is UNSET'} else found",
            f"        {compare}(mine, theirs, (*path, {name!r}), places)",
        ]
    lines += ["    if only_other: found += only_other"]
    scope = {"UNSET": UNSET, "compare": _compare, "compare_items": _compare_items}
    return compiled("differ", lines, scope, f"{cls.__module__}.{cls.__qualname__} {id(scope)}")


def _compare(one: Any, other: Any, path: Path, found: list[Pair]) -> None:
    """Two values that are not the same object: they may be equal, or differ deep inside."""
    if one.__class__ is not other.__class__:
        found.append((path, one, other))
    elif isinstance(one, Meant):
        _differ(one.__class__)(one, other, path, found)
    elif one.__class__ not in _COMPARED or one != other:
        found.append((path, one, other))


def _compare_items(one: tuple[Any, ...], other: tuple[Any, ...], path: Path, found: list[Pair]) -> None:
    """Items face each other where all are of one type, up to the shorter end; else :mod:`~normalizer.diff` aligns them."""
    if any(mine.__class__ is not theirs.__class__ for mine, theirs in zip(one, other, strict=False)):
        found.append((path, one, other))
        return
    for index, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        _differ(mine.__class__)(mine, theirs, (*path, index), found)
    both = min(len(one), len(other))
    found += [((*path, index), item, UNSET) for index, item in enumerate(one[both:], both)]
    found += [((*path, index), UNSET, item) for index, item in enumerate(other[both:], both)]


def _json(value: Any, path: Path) -> Any:
    """A value in canonical JSON, where there is no empty ``extra``, and any other is in the order of the alphabet."""
    if value.__class__ in _LEAVES:
        return value
    if path[-1] == EXTRA:
        return {name: thaw(value[name]) for name in sorted(value)} if value else UNSET
    value = shown(value)
    if isinstance(value, tuple):
        return [_json(item, path) for item in value]
    return canonical.VENDOR.converter.unstructure(value) if attrs.has(type(value)) else thaw(value)


_SOMETHING: Final = FrozenDict({"": None})
"""Stands for what nobody has looked at."""

_put_before: Final = Change.__dict__["before"].__set__

_SAYING: Final = frozenset((str, tuple, *(canonical_carriers()[cls] for cls in PART_TYPES.values() if cls is not Text)))
"""Classes of what says something, unless it is empty: a part that is no text has a type."""

_LEAVES: Final = frozenset((str, int, float, type(None), type(UNSET)))
