"""JSON objects and arrays that cannot change, for what a Completion carries without knowing it.

They are subclasses of ``dict`` and ``list``, so that they compare with, print as and serialize like the plain ones;
every method that would change them raises ``TypeError``.
"""

from __future__ import annotations

from typing import Any, Final, NoReturn

from .errors import NormalizerError
from .values import JSON


def _refuse(self: object, *_args: object, **_kwargs: object) -> NoReturn:
    raise TypeError(f"{type(self).__name__} is immutable; build a new one with attrs.evolve")


class FrozenDict(dict[str, Any]):
    """A JSON object that cannot change."""

    __slots__ = ()

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # dict has none, for it can change
        return hash(frozenset(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return (freeze, (dict(self),))

    def __copy__(self) -> FrozenDict:
        return self

    def __deepcopy__(self, _memo: object) -> FrozenDict:
        return self


class FrozenList(list[Any]):
    """A JSON array that cannot change."""

    __slots__ = ()

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = clear = extend = insert = pop = remove = reverse = sort = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # list has none, for it can change
        return hash((FrozenList, len(self)))

    def __reduce__(self) -> tuple[Any, ...]:
        return (freeze, (list(self),))

    def __copy__(self) -> FrozenList:
        return self

    def __deepcopy__(self, _memo: object) -> FrozenList:
        return self


EMPTY: Final = FrozenDict()


def freeze(value: JSON) -> JSON:
    """Copy objects and arrays, at every depth, into ones that cannot change. Leaves are what they were.

    :raises NormalizerError: a container holds itself.
    """
    if value.__class__ is FrozenDict or value.__class__ is str:
        return value
    return _copied(value, FrozenDict, FrozenList)


def thaw(value: JSON) -> JSON:
    """Copy objects and arrays, at every depth, into plain ones that are the receiver's own.

    :raises NormalizerError: a container holds itself.
    """
    return _copied(value, dict, list)


def _copied(value: JSON, object_type: type, array_type: type) -> JSON:
    """Copy with a stack of its own; a container is filled after it was put into its parent."""
    done = (object_type, array_type) if object_type is FrozenDict else ()
    if value.__class__ in done or not isinstance(value, (dict, list)):
        return value
    if not value and object_type is FrozenDict and isinstance(value, dict):
        return EMPTY
    root = object_type() if isinstance(value, dict) else array_type()
    stack = [(value, root, 0)]
    while stack:
        source, target, depth = stack.pop()
        if depth > _DEEPEST:
            raise NormalizerError("a container holds itself, or is nested deeper than any payload may be")
        for key, item in source.items() if isinstance(source, dict) else enumerate(source):
            copied = item
            if isinstance(item, (dict, list)) and item.__class__ not in done:
                copied = object_type() if isinstance(item, dict) else array_type()
                stack.append((item, copied, depth + 1))
            if isinstance(source, dict):
                dict.__setitem__(target, key, copied)
            else:
                list.append(target, copied)
    return root


_DEEPEST = 1000
