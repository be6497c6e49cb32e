"""The small language that the vendors' mapping functions are written in: what to do with null, absence and silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from .chunk import Chunk
from .completion import Completion
from .frozen import FrozenDict, FrozenList
from .values import UNSET, JsonObject, Maybe, Unset

T = TypeVar("T")
U = TypeVar("U")


def mapped(value: Maybe[T | None], function: Callable[[T], U]) -> Maybe[U | None]:
    """What a function makes of a value; null and absence stay what they are."""
    return value if value is None or isinstance(value, Unset) else function(value)


def each(values: Maybe[tuple[T, ...] | None], function: Callable[[T], U]) -> Maybe[tuple[U, ...] | None]:
    """What a function makes of each of the values; null and absence stay what they are."""
    return values if values is None or isinstance(values, Unset) else tuple(map(function, values))


def by_type(items: Iterable[Any]) -> dict[type, list[Any]]:
    """The items of each type that there is, in their order."""
    found: dict[type, list[Any]] = {}
    for item in items:
        found.setdefault(item.__class__, []).append(item)
    return found


def object_word(completion: Completion | Chunk, vendor: str, word: str) -> Maybe[str | None]:
    """The ``object`` word to write: what came from the vendor has the one it came with, all others have the vendor's."""
    source = completion.source
    return source.object if source is not None and source.vendor == vendor else word


def with_silent(extra: JsonObject, **values: Any) -> JsonObject:
    """``extra`` and those of the values that are there without saying anything (null, an empty array)."""
    found = {name: _SILENT[value] for name, value in values.items() if value is None or value == ()}
    return FrozenDict({**extra, **found}) if found else extra


_SILENT: Final[dict[Any, Any]] = {None: None, (): FrozenList()}
"""How ``extra`` holds what says nothing."""


def silent(extra: JsonObject, name: str, *allowed: Any) -> Any:
    """What :func:`with_silent` kept under a name; UNSET where ``extra`` has nothing of the kind there."""
    if not extra:
        return UNSET
    value = extra.get(name, UNSET)
    if value is None and None in allowed:
        return None
    return () if isinstance(value, list) and not value and () in allowed else UNSET


def without(extra: JsonObject, *names: str) -> JsonObject:
    """``extra`` less some names."""
    return FrozenDict({name: value for name, value in extra.items() if name not in names})
