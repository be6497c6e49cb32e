"""What it takes for a Completion of one vendor to be said by another, or in another form: one generic step, driven by
what the vendors declare.

Two things happen, and nothing is invented: unknown keys that would mean something else there, or that only said "nothing"
here, stay behind; and values are respelled where both spellings are exactly equal. All else is carried verbatim, also
what the target's schema objects to: :func:`normalizer.check` tells, and the computed changes show the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import attrs
from attrs import frozen

from .chunk import Chunk
from .completion import Completion
from .forms import NESTED, spelled_names
from .mapping import without
from .shapes import EXTRA, Key, has_extra, keys_of
from .spelling import as_integer
from .values import UNSET, is_empty
from .vendor import Vendor

Node: TypeAlias = Any
Meant = TypeVar("Meant", Completion, Chunk)
Edit: TypeAlias = Callable[[Node, "_Attributes"], dict[str, Any]]


@frozen(eq=False)
class _Attributes:
    """The attributes of a class by what crossing does with them."""

    nodes: tuple[str, ...]
    """They hold an object of a class with something to edit, or an array of them."""

    fitted: tuple[Key, ...]
    """The schema demands an integer or a text of them."""

    has_extra: bool


_ATTRIBUTES: dict[type, _Attributes] = {}


def leave_silence(meant: Meant, source: Vendor, target: Vendor) -> Meant:
    """Leave behind the source vendor's own keys that are there without saying anything (``refusal: null``).

    Where the target has no such node, all unknown keys stay behind anyway.
    """

    def edit(node: Node, _attributes: _Attributes) -> dict[str, Any]:
        classes = source.nodes.get(type(node), ()) if type(node) in target.nodes else ()
        if not classes:
            return {}
        declared = frozenset().union(*(declared_names(source, cls) for cls in classes))
        return _less(node, [name for name, value in node.extra.items() if name in declared and is_empty(value)])

    return _edited(meant, edit)  # type: ignore[no-any-return]  # an edited Completion is one, and an edited Chunk


def fit(shape: Node, target: Vendor) -> Node:
    """Make a shape that was said for a foreign Completion one that the target vendor reads as it is meant."""

    def edit(node: Node, attributes: _Attributes) -> dict[str, Any]:
        edits = {}
        for key in attributes.fitted:
            value = getattr(node, key.name)
            fitted = _fitted(value, key)
            if fitted is not value:
                edits[key.name] = fitted
        if node.extra:
            declared = declared_names(target, type(node))
            edits.update(_less(node, [name for name in node.extra if name in declared]))
        return edits

    return _edited(shape, edit)


def declared_names(vendor: Vendor, cls: type) -> frozenset[str]:
    """All names that mean something on a node of this class, in any of the vendor's forms."""
    return frozenset().union(*(spelled_names(form, cls) for form in vendor.forms.values()), {NESTED})


def _attributes(cls: type) -> _Attributes:
    if cls not in _ATTRIBUTES:
        keys = keys_of(cls)
        _ATTRIBUTES[cls] = _Attributes(
            nodes=tuple(key.name for key in keys if any(map(_is_edited, (key.items or key).classes))),
            fitted=tuple(key for key in keys if key.schema.integer or key.schema.needs_text),
            has_extra=has_extra(cls),
        )
    return _ATTRIBUTES[cls]


def _edited(node: Node, edit: Edit) -> Node:
    """Apply an edit to every node of a tree, from the leaves up; what nothing changes stays the same object."""
    attributes = _attributes(type(node))
    edits: dict[str, Any] = {}
    for name in attributes.nodes:
        value = getattr(node, name)
        if value is None or value is UNSET:
            continue
        edited = tuple(_edited(item, edit) for item in value) if isinstance(value, tuple) else _edited(value, edit)
        if _is_other(edited, value):
            edits[name] = edited
    node = attrs.evolve(node, **edits) if edits else node
    own = edit(node, attributes) if attributes.fitted or (attributes.has_extra and node.extra) else {}
    return attrs.evolve(node, **own) if own else node


def _is_edited(cls: type) -> bool:
    """Whether objects of a class, or those in them, hold unknown keys or values with a demand on them."""
    attributes = _attributes(cls)
    return attributes.has_extra or bool(attributes.nodes or attributes.fitted)


def _is_other(new: Any, old: Any) -> bool:
    if isinstance(new, tuple):
        return any(item is not before for item, before in zip(new, old, strict=True))
    return new is not old


def _less(node: Node, names: list[str]) -> dict[str, Any]:
    """The edit that takes some names out of a node's ``extra``."""
    return {EXTRA: without(node.extra, *names)} if names else {}


def _fitted(value: Any, key: Key) -> Any:
    if key.schema.needs_text:
        return "" if value is UNSET or value is None else value
    if isinstance(value, tuple):
        fitted = tuple(as_integer(item) for item in value)
        return fitted if _is_other(fitted, value) else value
    return value if value.__class__ is int else as_integer(value)
