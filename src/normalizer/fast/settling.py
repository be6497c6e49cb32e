"""A second look at carriers that msgspec read: what their types cannot say.

Strategy: one generated function for a vendor, with loops for what has anything to look at. It gives how the text is
proved to have said nothing else: :data:`BY_LENGTH` where no number in it can be spelled longer than it came, else
:data:`BY_QUOTES`; and :data:`NOT_HERE` where the exact path has to read it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from attrs import frozen

from .. import codec
from ..compiling import compiled
from ..errors import PayloadError
from ..frozen import freeze
from ..kinds import CHOICES
from ..shapes import Key, classes_under, keys_of
from ..values import UNSET
from ..vendors import canonical
from .carriers import held_classes
from .learning import Names

NOT_HERE: Final = 0
BY_QUOTES: Final = 1
BY_LENGTH: Final = 2

_CANONICAL_WORDS: Final = tuple(canonical.VENDOR.object_words)

DEEPEST: Final = 64
"""How deep an unknown object or array may be on this path."""

Settle = Callable[[Any], int]


def settler(cls: type, names: Names, choice_key: str) -> Settle:
    """The function for a class and those under it."""
    scope: dict[str, Any] = {"UNSET": UNSET, "canonical_words": _CANONICAL_WORDS, "frozen_value": frozen_value}
    lines = _Writer(names, choice_key, scope).lines_of(cls, "node", 0)
    body = ["def settle(node):", f"    proof = {BY_LENGTH}", *lines, "    return proof"]
    return compiled("settle", body, scope, f"{cls.__module__}.{cls.__qualname__} {id(scope)}")


@frozen
class _Writer:
    """The lines of one function; objects in objects are looked at in loops in loops."""

    names: Names
    choice_key: str
    scope: dict[str, Any]

    def lines_of(self, cls: type, node: str, depth: int) -> list[str]:
        """The lines for an object of a class, which they know as ``node``."""
        lines = [f"proof = {BY_QUOTES}"] if _has_decimals(cls) else []
        lines += [line for key in keys_of(cls) for line in self._lines_for(key, node, depth)]
        for number, name in enumerate(self.names.get(cls, ())):
            lines += [f"value = {node}._{number}", *(_CONTAINER if name.is_container else _SCALAR)]
            lines += [f"    {node}._{number} = value"] if name.is_container else []
        return [f"    {line}" for line in lines]

    def _lines_for(self, key: Key, node: str, depth: int) -> list[str]:
        value = f"value_{depth}"
        wrong = {CHOICES: f"not {value}", "object": _is_canonical(value)}.get(key.name)
        lines = [f"if {wrong}: return {NOT_HERE}"] if wrong else []
        for cls in held_classes(key):
            lines += self._lines_under(key, cls, depth)
        return [f"{value} = {node}.{key.name}", *lines] if lines else []

    def _lines_under(self, key: Key, cls: type, depth: int) -> list[str]:
        value, item = f"value_{depth}", f"item_{depth}"
        tagged = key.items.tagged if key.items else None
        within = []
        if tagged is not None:
            self.scope[f"words_{key.name}"] = frozenset(tagged.classes)
            within = [f"    if {item}.{tagged.by} in words_{key.name}: return {NOT_HERE}"]
        if self._is_settled_in(cls):
            within += self.lines_of(cls, item if key.items else value, depth + 1)
        elif any(map(_has_decimals, classes_under(cls))):
            return [f"if {value}: proof = {BY_QUOTES}"]
        if key.items and within:
            within = [f"    for {item} in {value}:", *[f"    {line}" for line in within]]
        return [f"if {value}:", *within] if within else []

    def _is_settled_in(self, cls: type) -> bool:
        return any(_is_settled(each, self.names, self.choice_key) for each in classes_under(cls))


def _is_canonical(value: str) -> str:
    """The condition, spelled out: words differ in their first letters, so to compare them is quicker than to hash one."""
    return " or ".join(f"{value} == canonical_words[{number}]" for number in range(len(_CANONICAL_WORDS)))


_SCALAR: Final = [f"if value.__class__ is float: proof = {BY_QUOTES}"]
_CONTAINER: Final = [
    "if value is not UNSET:",
    "    value = frozen_value(value)",
    f"    if value is UNSET: return {NOT_HERE}",
]


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
