"""In which of a vendor's forms is a payload? By how its known keys are spelled.

No SDK prints a key in_snake_case that it knows inCamelCase; so beside one that is, keys inCamelCase are unknown ones. A key
whose value the declared key could not hold is an unknown one as well. The Python SDK prints nothing under the wire name
of a key that it calls otherwise, or null; so a payload with a value there did not come from it. A payload without a sign is
``wire``, which reads it as exactly as any other form would.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from .completion import FormName
from .forms import NESTED
from .shapes import Key, keys_of
from .values import JsonObject
from .vendor import Vendor

IN_SNAKE_CASE: Final = "known keys spelled in_snake_case"
"""The reason that is certain, whatever else a payload holds."""

_LOOKED_AT = 3
"""How many items of an array are looked at: they were all spelled by the same program."""


@frozen(eq=False)
class _Names:
    """The keys of a class by those of their spellings that tell one form from another."""

    snake: Mapping[str, Key]
    camel: Mapping[str, Key]

    twins: Mapping[str, tuple[Key, str]]
    """How only the Python SDK spells a key, with the wire name beside which it then stands alone."""

    nodes: tuple[tuple[str, tuple[type, ...]], ...]
    """Every spelling of the keys that lead to further objects, with the classes of those."""


def form_of(vendor: Vendor, body: JsonObject) -> tuple[FormName, str]:
    """The form of a payload that was taken out of its envelope, and what spoke for it."""
    camel = snake = twins = nested = 0
    root_twins = _names(vendor, vendor.shape).twins
    has_twins = bool(root_twins) and all(body.get(wire) is None for _, wire in root_twins.values())
    for names, node in _nodes(vendor, body):
        snake += _count(names.snake, node)
        if snake and not has_twins:
            break  # it is certain; most payloads get no further than their first object
        camel += _count(names.camel, node)
        if has_twins and not names.twins.keys().isdisjoint(node):
            twins += _count({name: key for name, (key, wire) in names.twins.items() if node.get(wire) is None}, node)
        nested += NESTED in node and isinstance(node[NESTED], dict)
    if camel and not snake:
        return "node", f"known keys spelled inCamelCase: {camel}, in_snake_case: none"
    if twins:
        return "python", f"known keys spelled like the attributes of the Python SDK: {twins}"
    if nested and not snake and "node" in vendor.forms and vendor.forms["node"].extra == "nested":
        return "node", f"unknown keys lie in {NESTED}"
    return "wire", IN_SNAKE_CASE if snake else "no known key is spelled otherwise"


def _count(keys: Mapping[str, Key], node: JsonObject) -> int:
    """How many of the keys are there, each with a value that it could hold."""
    if keys.keys().isdisjoint(node):
        return 0
    return sum(_holds(keys[name], node[name]) for name in keys.keys() & node.keys())


def _holds(key: Key, value: Any) -> bool:
    """Whether a key could hold a value, going by its kind."""
    if isinstance(value, list):
        return key.items is not None
    return value.__class__ in key.leaves or (isinstance(value, dict) and bool(key.classes))


def _nodes(vendor: Vendor, body: JsonObject) -> Iterator[tuple[_Names, JsonObject]]:
    """The objects of a payload whose class is known, under whichever spelling they are reached."""
    stack: list[tuple[type, Any]] = [(vendor.shape, body)]
    while stack:
        cls, node = stack.pop()
        names = _names(vendor, cls)
        yield names, node
        for name, classes in names.nodes:
            if name in node:
                held = node[name]
                items = held[:_LOOKED_AT] if isinstance(held, list) else (held,)
                stack += [(child, item) for item in items if isinstance(item, dict) for child in classes]


@functools.lru_cache(maxsize=1024)
def _names(vendor: Vendor, cls: type) -> _Names:
    """A form that the vendor does not have spells like ``wire``."""
    keys = keys_of(cls)
    wire, node, python = (vendor.forms[name if name in vendor.forms else "wire"] for name in ("wire", "node", "python"))
    told = [key for key in keys if node.spell(key.name) != wire.spell(key.name)]
    leading = [(key, (key.items or key).classes) for key in keys if (key.items or key).classes]
    return _Names(
        snake={wire.spell(key.name): key for key in told},
        camel={node.spell(key.name): key for key in told},
        twins={
            python.spell(key.name): (key, wire.spell(key.name))
            for key in keys
            if python.spell(key.name) != wire.spell(key.name)
        },
        nodes=tuple(
            (name, classes)
            for key, classes in leading
            for name in dict.fromkeys(form.spell(key.name) for form in (wire, node, python))
        ),
    )
