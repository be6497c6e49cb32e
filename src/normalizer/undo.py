"""Changes taken back: from the canonical JSON after a conversion to the one before.

Strategy: there are two coordinate systems. All pointers are in the tree before, but the last index of an invented item
is one in the tree after. So each array is first brought back to what it was (invented items out, from the end; dropped
items in, from the front), shallow arrays before those inside them; then every pointer leads where it led before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .diff import is_aligned, is_extra
from .errors import RestoreError
from .frozen import thaw
from .pointer import is_index, resolve, split
from .report import Change
from .values import JSON, UNSET, same


def undo(after: JSON, changes: Iterable[Change]) -> JSON:
    """The canonical JSON before, out of the one after.

    :raises RestoreError: a change does not fit what stands at its pointer.
    """
    tree = thaw(after)
    for change in sorted(changes, key=_order):
        tokens = split(change.pointer)
        if is_aligned(tuple(tokens[:-1])):
            _undo_item(tree, tokens, change)
        else:
            _undo_member(tree, tokens, change)
    return tree


def _order(change: Change) -> tuple[int, int, int]:
    tokens = split(change.pointer)
    if not is_aligned(tuple(tokens[:-1])) or not is_index(tokens[-1]):
        return len(tokens), 2, 0
    index = int(tokens[-1])
    return (len(tokens), 0, -index) if change.before is UNSET else (len(tokens), 1, index)


def _undo_item(tree: JSON, tokens: list[str], change: Change) -> None:
    items = resolve(tree, tokens[:-1])
    if not isinstance(items, list) or not is_index(tokens[-1]) or int(tokens[-1]) > len(items):
        raise RestoreError(change.pointer)
    index = int(tokens[-1])
    if change.after is UNSET:
        items.insert(index, thaw(change.before))
    elif same(items[index : index + 1], [change.after]) and change.before is UNSET:
        del items[index]
    else:
        raise RestoreError(change.pointer)


def _undo_member(tree: JSON, tokens: list[str], change: Change) -> None:
    holder = _holder(tree, tokens)
    if not isinstance(holder, dict) or not same(holder.get(tokens[-1], UNSET), change.after):
        raise RestoreError(change.pointer)
    if change.before is not UNSET:
        holder[tokens[-1]] = thaw(change.before)
        return
    del holder[tokens[-1]]
    if not holder and is_extra(tuple(tokens[:-1])):
        node: Any = resolve(tree, tokens[:-2])
        del node[tokens[-2]]  # canonical JSON has no empty extra


def _holder(tree: JSON, tokens: list[str]) -> Any:
    """The object that a member belongs to; an ``extra`` that lost its last key is made again."""
    if is_extra(tuple(tokens[:-1])):
        node = resolve(tree, tokens[:-2])
        return node.setdefault(tokens[-2], {}) if isinstance(node, dict) else UNSET
    return resolve(tree, tokens[:-1])
