"""A second look at carriers that msgspec read: what their types cannot say.

Strategy: one generated function per class that has anything to look at, and none for the others. It gives how the text is
proved to have said nothing else: :data:`BY_LENGTH` where no number in it can be spelled longer than it came, else
:data:`BY_QUOTES`; and :data:`NOT_HERE` where the exact path has to read it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from .. import codec
from ..compiling import compiled
from ..errors import PayloadError
from ..frozen import freeze
from ..shapes import Key, classes_under, keys_of
from ..values import UNSET
from .carriers import held_classes
from .learning import Names

NOT_HERE: Final = 0
BY_QUOTES: Final = 1
BY_LENGTH: Final = 2

DEEPEST: Final = 64
"""How deep an unknown object or array may be on this path."""

Settle = Callable[[Any], int]


def settler(cls: type, names: Names, choice_key: str) -> Settle:
    """The function for a class and those under it."""
    scope: dict[str, Any] = {"UNSET": UNSET, "frozen_value": frozen_value}
    lines = [line for key in keys_of(cls) for line in _lines_of(key, names, choice_key, scope)]
    for number, name in enumerate(names.get(cls, ())):
        lines += [f"    value = node._{number}", *(_CONTAINER if name.is_container else _SCALAR)]
        lines += [f"        node._{number} = value"] if name.is_container else []
    best = BY_QUOTES if _has_decimals(cls) else BY_LENGTH
    body = ["def settle(node):", f"    proof = {best}", *lines, "    return proof"]
    return compiled("settle", body, scope, f"{cls.__module__}.{cls.__qualname__} {id(scope)}")


_SCALAR: Final = [f"    if value.__class__ is float: proof = {BY_QUOTES}"]
_CONTAINER: Final = [
    "    if value is not UNSET:",
    "        value = frozen_value(value)",
    f"        if value is UNSET: return {NOT_HERE}",
]


def _lines_of(key: Key, names: Names, choice_key: str, scope: dict[str, Any]) -> list[str]:
    lines = [f"    if value is UNSET: return {NOT_HERE}"] if key.name == choice_key else []
    tagged = key.items.tagged if key.items else None
    if tagged is not None:
        scope[f"words_{key.name}"] = frozenset(tagged.classes)
        lines += [
            "    for item in value or ():",
            f"        if item.{tagged.by} in words_{key.name}: return {NOT_HERE}",
        ]
    for cls in held_classes(key):
        reached = classes_under(cls)
        if any(_is_settled(each, names, choice_key) for each in reached):
            scope[f"settle_{key.name}"] = settler(cls, names, choice_key)
            lines += ["    for item in value or ():" if key.items else "    if value:"]
            lines += [
                f"        held = settle_{key.name}({'item' if key.items else 'value'})",
                f"        if not held: return {NOT_HERE}",
                "        if held < proof: proof = held",
            ]
        elif any(map(_has_decimals, reached)):
            lines += [f"    if value: proof = {BY_QUOTES}"]
    return [f"    value = node.{key.name}", *lines] if lines else []


def _is_settled(cls: type, names: Names, choice_key: str) -> bool:
    """Whether objects of a class have to be looked at one by one."""
    tells = any(key.name == choice_key or (key.items is not None and key.items.tagged) for key in keys_of(cls))
    return tells or bool(names.get(cls))


def _has_decimals(cls: type) -> bool:
    return any(key.is_decimal for key in keys_of(cls))


def frozen_value(text: msgspec.Raw) -> Any:
    """An unknown object or array, read exactly; UNSET where it cannot be."""
    try:
        return freeze(codec.decode(bytes(text), DEEPEST))
    except PayloadError:
        return UNSET
