"""Every edit of one field that a Completion can have: law 6 tries each in turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from ..shapes import EXTRA, has_extra, keys_of


def edits_of(node: Any, other: Any, pointer: str = "") -> Iterator[tuple[Any, str]]:
    """A tree with any one attribute taken from another tree's node of the same class, each in turn, and where."""
    for key in [*(key.name for key in keys_of(type(node))), *([EXTRA] if has_extra(type(node)) else [])]:
        if key == "source":
            continue
        mine, theirs = getattr(node, key), getattr(other, key)
        here = f"{pointer}/{key}"
        yield attrs.evolve(node, **{key: theirs}), here
        if attrs.has(type(mine)) and type(mine) is type(theirs):
            yield from ((attrs.evolve(node, **{key: inner}), at) for inner, at in edits_of(mine, theirs, here))
        elif isinstance(mine, tuple) and isinstance(theirs, tuple):
            yield from _edited_items(node, key, mine, theirs, here)


def _edited_items(node: Any, key: str, mine: Any, theirs: Any, here: str) -> Iterator[tuple[Any, str]]:
    for index, item in enumerate(mine):
        for other in [other for other in theirs if type(other) is type(item) and attrs.has(type(item))][:1]:
            for inner, at in edits_of(item, other, f"{here}/{index}"):
                yield attrs.evolve(node, **{key: (*mine[:index], inner, *mine[index + 1 :])}), at
