"""The keys of a record that no class declares, each under its pointer in the canonical JSON."""

from __future__ import annotations

from collections.abc import Iterator

from normalizer.diff import is_extra
from normalizer.pointer import join
from normalizer.values import JSON

from .drawing import short_json


def undeclared(tree: JSON) -> Iterator[tuple[str, str]]:
    """Pointers and values, in the order of the tree."""
    stack: list[tuple[tuple[str | int, ...], JSON]] = [((), tree)]
    while stack:
        path, value = stack.pop()
        if is_extra(path):
            yield from ((join((*path, name)), short_json(held)) for name, held in value.items())
        elif isinstance(value, dict):
            stack += [((*path, name), held) for name, held in reversed(value.items())]
        elif isinstance(value, list):
            stack += [((*path, index), held) for index, held in reversed(list(enumerate(value)))]
