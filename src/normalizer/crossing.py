"""What it takes for a Completion of one vendor to be said by another, or in another form: one generic step, driven by
what the vendors declare.

Two things happen, and nothing is invented: unknown keys that would mean something else there, or that only said "nothing"
here, stay behind; and values are respelled where both spellings are exactly equal. All else is carried verbatim, also
what the target's schema objects to: :func:`normalizer.check` tells, and the computed changes show the rest.

Strategy: for each pair of vendors, a generated function per class looks at the node's own values and calls the functions of
the nodes in it; what nothing changes stays the same object. It works on whatever holds the nodes (:class:`Holding`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias, TypeVar

import attrs
from attrs import frozen

from .chunk import Chunk
from .compiling import compiled
from .completion import Completion
from .forms import NESTED, spelled_names
from .frozen import EMPTY
from .mapping import without
from .shapes import EXTRA, Key, has_extra, keys_of
from .spelling import as_integer
from .values import UNSET, is_empty
from .vendor import Vendor

Node: TypeAlias = Any
Edit: TypeAlias = Callable[[Node], Node]
OwnLines: TypeAlias = Callable[[type, dict[str, Any]], list[str]]
Meant = TypeVar("Meant", Completion, Chunk)


@frozen(eq=False)
class Holding:
    """What holds the nodes of a tree: objects of the classes that are declared, or others with the same attributes."""

    class_of: Callable[[type], type]
    """What holds an object of a class."""

    replace: Callable[..., Node]
    """Make a node with some attributes replaced."""

    others: Callable[[Edit], dict[type, Edit]] = lambda _edit: {}
    """What else can stand where an object is declared, and how it is edited, given how objects are."""


OBJECTS: Final = Holding(lambda cls: cls, attrs.evolve)


def leave_silence(meant: Meant, source: Vendor, target: Vendor) -> Meant:
    """Leave behind the source vendor's own keys that are there without saying anything (``refusal: null``).

    Where the target has no such node, all unknown keys stay behind anyway.
    """
    return silencer(source, target, OBJECTS)(meant)  # type: ignore[no-any-return]  # what it is given, edited


def fit(shape: Node, target: Vendor) -> Node:
    """Make a shape that was said for a foreign Completion one that the target vendor reads as it is meant."""
    return fitter(target, OBJECTS)(shape)


@functools.lru_cache(maxsize=256)
def silencer(source: Vendor, target: Vendor, holding: Holding) -> Edit:
    """As :func:`leave_silence`, for a pair of vendors and whatever holds the nodes."""

    def own_lines(cls: type, scope: dict[str, Any]) -> list[str]:
        classes = source.nodes.get(cls, ()) if cls in target.nodes else ()
        scope["declared"] = frozenset().union(*(declared_names(source, known) for known in classes))
        return _lines_of_extra("name in declared and is_empty(value)") if classes else []

    return _editor(source.meaning, own_lines, holding)


@functools.lru_cache(maxsize=256)
def fitter(target: Vendor, holding: Holding) -> Edit:
    """As :func:`fit`, for a vendor and whatever holds the nodes."""

    def own_lines(cls: type, scope: dict[str, Any]) -> list[str]:
        scope["declared"] = declared_names(target, cls)
        lines = [line for key in keys_of(cls) for line in _lines_of_fitted(key)]
        return lines + (_lines_of_extra("name in declared") if has_extra(cls) else [])

    return _editor(target.shape, own_lines, holding)


def declared_names(vendor: Vendor, cls: type) -> frozenset[str]:
    """All names that mean something on a node of this class, in any of the vendor's forms."""
    return frozenset().union(*(spelled_names(form, cls) for form in vendor.forms.values()), {NESTED})


def _editor(cls: type, own_lines: OwnLines, holding: Holding) -> Edit:
    """The function that edits a tree with such an object at its root, from the leaves up."""
    return _editor_of(cls, own_lines, holding) or (lambda node: node)


def _editor_of(cls: type, own_lines: OwnLines, holding: Holding) -> Edit | None:
    """None where there is nothing to edit in such an object or in those under it."""
    scope: dict[str, Any] = {**_COMMON, "replace": holding.replace}
    lines = []
    for key in keys_of(cls):
        edits = _edits((key.items or key).classes, own_lines, holding)
        if edits:
            scope[f"edit_{key.name}"] = edits
            lines += _lines_of_array(key.name) if key.items else _lines_of_node(key.name)
    lines += own_lines(cls, scope)
    if not lines:
        return None
    lines = ["def edit(node):", "    edits = NONE", *lines, "    return replace(node, **edits) if edits else node"]
    return compiled("edit", lines, scope, f"{cls.__module__}.{cls.__qualname__} {id(scope)}")


def _edits(classes: Iterable[type], own_lines: OwnLines, holding: Holding) -> dict[type, Edit]:
    """How what stands at one place is edited, by its class; nothing where no class of it has anything to edit."""
    found = {cls: _editor_of(cls, own_lines, holding) for cls in classes}
    if not any(found.values()):
        return {}
    edits = {holding.class_of(cls): edit or (lambda node: node) for cls, edit in found.items()}
    return {**edits, **holding.others(lambda node: edits[node.__class__](node))}


def _lines_of_node(name: str) -> list[str]:
    return [
        f"    value = node.{name}",
        "    if value is not None and value is not UNSET:",
        f"        edited = edit_{name}[value.__class__](value)",
        f"        if edited is not value: edits = {{**edits, {name!r}: edited}}",
    ]


def _lines_of_array(name: str) -> list[str]:
    """Mostly no item is edited: then there is no second array."""
    return [
        f"    value = node.{name}",
        "    for item in value or ():",
        f"        if edit_{name}[item.__class__](item) is not item:",
        f"            edited = tuple([edit_{name}[item.__class__](item) for item in value])",
        f"            edits = {{**edits, {name!r}: edited}}",
        "            break",
    ]


def _lines_of_fitted(key: Key) -> list[str]:
    """The schema demands an integer or a text here: what is exactly one is spelled like one."""
    lines = [f"    value = node.{key.name}"]
    if key.schema.needs_text:
        return [*lines, f"    if value is UNSET or value is None: edits = {{**edits, {key.name!r}: ''}}"]
    if key.schema.integer:
        return [
            *lines,
            "    if value.__class__ in fitted:",
            "        edited = fitted[value.__class__](value)",
            f"        if edited is not value: edits = {{**edits, {key.name!r}: edited}}",
        ]
    return []


def _lines_of_extra(condition: str) -> list[str]:
    return [
        "    if node.extra and not declared.isdisjoint(node.extra):",
        f"        names = [name for name, value in node.extra.items() if {condition}]",
        f"        if names: edits = {{**edits, {EXTRA!r}: without(node.extra, *names)}}",
    ]


def _fitted_items(values: tuple[Any, ...]) -> tuple[Any, ...]:
    fitted = tuple(map(as_integer, values))
    return fitted if any(item is not before for item, before in zip(fitted, values, strict=True)) else values


_COMMON: Final[dict[str, Any]] = {
    "NONE": EMPTY,
    "UNSET": UNSET,
    "fitted": {float: as_integer, str: as_integer, tuple: _fitted_items},
    "is_empty": is_empty,
    "without": without,
}
