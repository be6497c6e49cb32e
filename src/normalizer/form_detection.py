"""In which of a vendor's forms is a payload? By how its known keys are spelled.

No SDK prints a key in_snake_case that it knows inCamelCase; so beside one that is, keys inCamelCase are unknown ones. A key
whose value the declared key could not hold is an unknown one as well. A payload without a sign is ``wire``, which reads it
as exactly as any other form would.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from .completion import FormName
from .forms import NESTED
from .shapes import Key, keys_of
from .values import UNSET, JsonObject
from .vendor import Vendor

_LOOKED_AT = 3
"""How many items of an array are looked at: they were all spelled by the same program."""


@frozen(eq=False)
class _Spelling:
    """One key in the three forms."""

    key: Key
    wire: str
    node: str
    python: str

    def is_held(self, node: JsonObject, name: str) -> bool:
        """Whether a name is there with a value that the key could hold."""
        value = node.get(name, UNSET)
        if isinstance(value, list):
            return self.key.items is not None
        return value is not UNSET and (
            type(value) in self.key.leaves or bool(self.key.classes and isinstance(value, dict))
        )


def form_of(vendor: Vendor, body: JsonObject) -> tuple[FormName, str]:
    """The form of a payload that was taken out of its envelope, and what spoke for it."""
    camel = snake = twins = nested = 0
    for cls, node in _nodes(vendor, body):
        for key in _spellings(vendor, cls):
            snake += key.node != key.wire and key.is_held(node, key.wire)
            camel += key.node != key.wire and key.is_held(node, key.node)
            twins += key.python != key.wire and key.is_held(node, key.python) and node.get(key.wire) is None
        nested += isinstance(node.get(NESTED), dict)
    if camel and not snake:
        return "node", f"known keys spelled inCamelCase: {camel}, in_snake_case: none"
    if twins:
        return "python", f"known keys spelled like the attributes of the Python SDK: {twins}"
    if nested and not snake and "node" in vendor.forms and vendor.forms["node"].extra == "nested":
        return "node", f"unknown keys lie in {NESTED}"
    return "wire", f"known keys spelled in_snake_case: {snake}"


def _nodes(vendor: Vendor, body: JsonObject) -> Iterator[tuple[type, JsonObject]]:
    """The objects of a payload whose class is known, under whichever spelling they are reached."""
    stack: list[tuple[type, Any]] = [(vendor.shape, body)]
    while stack:
        cls, node = stack.pop()
        yield cls, node
        for key in _spellings(vendor, cls):
            for name in {key.wire, key.node, key.python} & node.keys():
                stack += [
                    (child, item) for item in _objects(node[name]) for child in (key.key.items or key.key).classes
                ]


def _objects(value: Any) -> list[JsonObject]:
    items = value[:_LOOKED_AT] if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


@functools.lru_cache(maxsize=1024)
def _spellings(vendor: Vendor, cls: type) -> tuple[_Spelling, ...]:
    """A form that the vendor does not have spells like ``wire``."""
    wire, node, python = (vendor.forms[name if name in vendor.forms else "wire"] for name in ("wire", "node", "python"))
    return tuple(
        _Spelling(key, wire.spell(key.name), node.spell(key.name), python.spell(key.name)) for key in keys_of(cls)
    )
