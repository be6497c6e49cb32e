"""Unknown keys beside the declared ones: a Struct has no place for them, so such a node becomes an object of JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..compiling import compiled
from ..frozen import EMPTY
from ..shapes import EXTRA, has_extra, keys_of
from ..values import UNSET


def flattener(cls: type, said: Mapping[type, type]) -> Callable[[Any], Any]:
    """The function that puts such objects into a tree of carriers, which it changes."""
    scope: dict[str, Any] = {"EMPTY": EMPTY, "UNSET": UNSET, "spelled": {key.name for key in keys_of(cls)}}
    lines = ["def flat(node):"]
    for key in keys_of(cls):
        classes = (key.items or key).classes
        if classes:
            scope[f"flat_{key.name}"] = {said[held]: flattener(held, said) for held in classes}
            lines += [f"    value = node.{key.name}", *(_array_lines if key.items else _node_lines)(key.name)]
    lines += _object_lines(cls) if has_extra(cls) else []
    return compiled("flat", [*lines, "    return node"], scope, f"{cls.__module__}.{cls.__qualname__} {id(scope)}")


def _array_lines(name: str) -> list[str]:
    return [f"    if value: node.{name} = [flat_{name}[item.__class__](item) for item in value]"]


def _node_lines(name: str) -> list[str]:
    return [
        "    if value is not None and value is not UNSET:",
        f"        node.{name} = flat_{name}[value.__class__](value)",
    ]


def _object_lines(cls: type) -> list[str]:
    """An empty ``extra`` is no key either."""
    members = [
        line
        for key in keys_of(cls)
        for line in (
            f"        value = node.{key.name}",
            f"        if value is not UNSET: found[{key.name!r}] = value",
        )
    ]
    return [
        f"    extra = node.{EXTRA}",
        "    if extra:",
        "        found = {}",
        *members,
        "        for name in sorted(extra):",
        "            if name not in spelled: found[name] = extra[name]",
        "        return found",
        f"    node.{EXTRA} = EMPTY",
    ]
