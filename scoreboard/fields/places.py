"""The keys that a vendor's classes declare, and where in canonical JSON each of them is.

Strategy: nobody writes the places down. A payload is read in which the key holds a value that is nowhere else, or, where it
holds an object, in which this object has such a value under an unknown key; and the value is looked for in what was read.
"""

from __future__ import annotations

import ast
import inspect
import itertools
from collections.abc import Callable, Iterator
from typing import Any, Final

from attrs import frozen

from normalizer.shapes import EXTRA, Key, keys_of
from normalizer.vendor import Vendor
from normalizer.vendors import canonical

MARK: Final = "\u2691"
"""A text, and an unknown key, that no payload has."""

NUMBER: Final = 987654321

Around = Callable[[dict[str, Any]], dict[str, Any]]
"""Makes a whole payload of one of its objects."""


@frozen
class Declared:
    """One key of a vendor."""

    path: str
    """``choices[].message.tool_calls[custom].id``: as the wire spells it."""

    key: Key

    note: str
    """What its class says about it."""

    place: str | None
    """Where it is in canonical JSON, spelled alike; None where there is no such node."""


def declared_keys(vendor: Vendor) -> Iterator[Declared]:
    """All keys of a vendor's whole answers, each before those under it."""
    return _keys_under(vendor, vendor.shape, "", lambda node: node)


def _keys_under(vendor: Vendor, cls: type, above: str, around: Around) -> Iterator[Declared]:
    notes = _notes(cls)
    for key in keys_of(cls):
        classes = (key.items or key).classes
        for inner in classes or (None,):
            tag = _tag(key, inner)
            brackets = f"[{next(iter(tag.values()), '')}]" if key.items else ""
            path = f"{above}{key.name}{brackets if classes else ''}"
            place = _place(vendor, around({**_least(vendor, cls), **_held(vendor, key, inner, {MARK: NUMBER})}))
            yield Declared(path, key, notes.get(key.name, ""), place)
            if inner is not None:
                yield from _keys_under(vendor, inner, f"{path}.", _inside(vendor, cls, key, inner, around))


def _inside(vendor: Vendor, cls: type, key: Key, inner: type, around: Around) -> Around:
    return lambda node: around({**_least(vendor, cls), **_held(vendor, key, inner, node)})


def _held(vendor: Vendor, key: Key, inner: type | None, node: dict[str, Any]) -> dict[str, Any]:
    """The key with an object of a class, filled with what a node says, or with a plain value that is nowhere else."""
    if inner is not None:
        value: Any = {**_least(vendor, inner), **_tag(key, inner), **node}
    else:
        value = MARK if str in (key.items or key).leaves else NUMBER
    return {key.name: [value] if key.items else value}


def _tag(key: Key, inner: type | None) -> dict[str, str]:
    """What tells an object of this class from the others that may stand there."""
    tagged = key.tagged or (key.items and key.items.tagged) or None
    classes = tagged.classes if tagged else {}
    return next(({tagged.by: word} for word, cls in classes.items() if cls is inner), {}) if tagged else {}


def _least(vendor: Vendor, cls: type) -> dict[str, Any]:
    """The least that an object of a class has to have to be read."""
    if cls is vendor.shape:
        return {"choices": []}
    key = {key.name: key for key in keys_of(cls)}.get(vendor.choice_key)
    return {} if key is None else {key.name: {} if key.classes else None}


def _place(vendor: Vendor, payload: dict[str, Any]) -> str | None:
    """Where the value that is nowhere else is, less the unknown key that holds it."""
    tree = canonical.VENDOR.write(vendor.read(payload, "wire"), "wire")
    found = next(_paths_of_marks(tree, ""), None)
    return found and found.removesuffix(f".{MARK}").removesuffix(f".{EXTRA}")


def _paths_of_marks(value: Any, path: str) -> Iterator[str]:
    if value in (MARK, NUMBER):
        yield path
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _paths_of_marks(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for item in value:
            yield from _paths_of_marks(item, path + brackets(path, item))


def brackets(path: str, item: Any) -> str:
    """An index, or which type of part it is."""
    return f"[{item['type']}]" if path.endswith(".parts") else "[]"


def _notes(cls: type) -> dict[str, str]:
    """The text under each attribute of a class, which attrs does not keep."""
    (definition,) = ast.parse(inspect.getsource(cls)).body
    body = definition.body if isinstance(definition, ast.ClassDef) else []
    return {
        attribute.target.id: " ".join(ast.literal_eval(text.value).split())
        for attribute, text in itertools.pairwise(body)
        if isinstance(attribute, ast.AnnAssign)
        and isinstance(attribute.target, ast.Name)
        and isinstance(text, ast.Expr)
    }
