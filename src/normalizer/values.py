"""JSON values as Python holds them: absence as a value, and equality that keeps kinds apart."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias, TypeVar, Union

T = TypeVar("T")

JSON: TypeAlias = Any
"""A JSON value: ``dict`` with ``str`` keys, ``list``, ``str``, ``int``, ``float``, ``bool`` or ``None``."""

Number: TypeAlias = Union[int, float]
"""A JSON number; ``int`` and ``float`` are two kinds, and neither becomes the other."""


class Unset(enum.Enum):
    """The type of :data:`UNSET`; an enum, so that type checkers can narrow it and pickling keeps it one object."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    __str__ = __repr__


UNSET: Final = Unset.UNSET
"""The key was not there. ``None`` only ever means JSON ``null``."""

Maybe: TypeAlias = Union[T, Unset]
"""A value, or :data:`UNSET`."""

JsonObject: TypeAlias = Mapping[str, Any]


def kind_of(value: object) -> str:
    """Say what a value is without showing it: payloads hold people's conversations."""
    for json_type, name in _CONTAINERS.items():
        if isinstance(value, json_type):
            return name
    return _LEAVES.get(type(value)) or f"a Python {type(value).__name__}"


_CONTAINERS: Final = {dict: "an object", list: "an array"}
_LEAVES: Final[dict[type, str]] = {
    Unset: "nothing",
    type(None): "null",
    bool: "a boolean",
    int: "an integer",
    float: "a decimal number",
    str: "a string",
}


def same(one: JSON, other: JSON) -> bool:
    """Whether two JSON values are equal, kinds included: 1 is not 1.0, true is not 1, -0.0 is not 0.0.

    Works with a stack of its own, so depth is no concern.
    """
    pairs = [(one, other)]
    while pairs:
        left, right = pairs.pop()
        if isinstance(left, dict) and isinstance(right, dict):
            if left.keys() != right.keys():
                return False
            pairs += [(value, right[key]) for key, value in left.items()]
        elif isinstance(left, list) and isinstance(right, list):
            if len(left) != len(right):
                return False
            pairs += zip(left, right, strict=True)
        elif type(left) is not type(right) or left != right or (left == 0 and str(left) != str(right)):
            return False
    return True


EMPTIES: Final[tuple[Any, ...]] = (None, "", [], {})


def is_empty(value: JSON) -> bool:
    """Whether a value says nothing: null, an empty text, an empty array or an empty object. Zero and false say something."""
    return value is None or (not value and (type(value) is str or isinstance(value, (list, dict))))
