"""What it takes for a Completion of one vendor to be said by another, or in another form: one generic step, driven by
what the vendors declare.

Two things happen, and nothing is invented: unknown keys that would mean something else there, or that only said "nothing"
here, stay behind; and values are respelled where both spellings are exactly equal. All else is carried verbatim, also
what the target's schema objects to: :func:`normalizer.check` tells, and the computed changes show the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import attrs

from .completion import Completion
from .forms import NESTED, spelled_names
from .mapping import without
from .shapes import EXTRA, Key, has_extra, keys_of
from .spelling import as_integer
from .values import UNSET, JsonObject, is_empty
from .vendor import Vendor

Node: TypeAlias = Any
Edit: TypeAlias = Callable[[Node], dict[str, Any]]


def leave_silence(completion: Completion, source: Vendor) -> Completion:
    """Leave behind the source vendor's own keys that are there without saying anything (``refusal: null``)."""

    def edit(node: Node) -> dict[str, Any]:
        declared = [declared_names(source, cls) for cls in source.nodes.get(type(node), ())]
        return _less(
            node,
            lambda name, value: any(name in names for names in declared) and is_empty(value),
        )

    return _edited(completion, edit)  # type: ignore[no-any-return]  # an edited Completion is one


def fit(shape: Node, target: Vendor) -> Node:
    """Make a shape that was said for a foreign Completion one that the target vendor reads as it is meant."""

    def edit(node: Node) -> dict[str, Any]:
        names = declared_names(target, type(node))
        fitted = {key.name: _fitted(getattr(node, key.name), key) for key in keys_of(type(node))}
        changed = {name: value for name, value in fitted.items() if value is not getattr(node, name)}
        return {**changed, **_less(node, lambda name, _value: name in names)}

    return _edited(shape, edit)


def declared_names(vendor: Vendor, cls: type) -> frozenset[str]:
    """All names that mean something on a node of this class, in any of the vendor's forms."""
    return frozenset().union(*(spelled_names(form, cls) for form in vendor.forms.values()), {NESTED})


def _edited(node: Node, edit: Edit) -> Node:
    """Apply an edit to every node of a tree, from the leaves up; what nothing changes stays the same object."""
    edits = {}
    for key in keys_of(type(node)):
        value = getattr(node, key.name)
        if attrs.has(type(value)):
            edits[key.name] = _edited(value, edit)
        elif isinstance(value, tuple) and value and attrs.has(type(value[0])):
            edits[key.name] = tuple(_edited(item, edit) for item in value)
    changed = {name: value for name, value in edits.items() if _is_other(value, getattr(node, name))}
    node = attrs.evolve(node, **changed) if changed else node
    changed = edit(node)
    return attrs.evolve(node, **changed) if changed else node


def _is_other(new: Any, old: Any) -> bool:
    if isinstance(new, tuple):
        return any(item is not before for item, before in zip(new, old, strict=True))
    return new is not old


def _less(node: Node, goes: Callable[[str, Any], bool]) -> dict[str, Any]:
    """The edit that takes some names out of a node's ``extra``."""
    extra: JsonObject = node.extra if has_extra(type(node)) else {}
    names = [name for name, value in extra.items() if goes(name, value)]
    return {EXTRA: without(extra, *names)} if names else {}


def _fitted(value: Any, key: Key) -> Any:
    if key.schema.needs_text and (value is UNSET or value is None):
        return ""
    if not key.schema.integer:
        return value
    if isinstance(value, tuple):
        fitted = tuple(as_integer(item) for item in value)
        return fitted if _is_other(fitted, value) else value
    return as_integer(value)
