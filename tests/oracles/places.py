"""Where in a payload something stands, told class by class, and what the SDKs' own namings of it come to.

Only the shapes' declarations are used, neither our reader nor our forms: what is compared with an SDK's reading must not
have gone through what is being tested.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from attrs import evolve, frozen

from normalizer.shapes import Key, keys_of
from normalizer.values import UNSET

Path: TypeAlias = tuple[str | int, ...]
NESTED = "additionalProperties"
NOT_DECLARED = " is not declared"


def class_of(key: Key, value: Any) -> type | None:
    """The class of an object that stands where the key is; None where no object of a class can."""
    if key.tagged is None or not key.classes:
        return key.classes[0] if key.classes else None
    word = value.get(key.tagged.by) if isinstance(value, dict) else None
    return key.tagged.classes.get(str(word)) or key.tagged.otherwise or key.classes[0]


def declared(cls: type) -> dict[str, Key]:
    """The keys of a class by their wire name."""
    return {key.name: key for key in keys_of(cls)}


def objects(cls: type, value: Any, path: Path = ()) -> Iterator[tuple[Path, type]]:
    """Every object of a payload whose class is known, the root first."""
    if not isinstance(value, dict):
        return
    yield path, cls
    for name, key in declared(cls).items():
        for place, held, item in _items(key, value.get(name, UNSET), (*path, name)):
            inner = class_of(held, item)
            if inner is not None:
                yield from objects(inner, item, place)


def _items(key: Key, value: Any, path: Path) -> list[tuple[Path, Key, Any]]:
    if key.items is None:
        return [(path, key, value)]
    items = value if isinstance(value, list) else []
    return [((*path, index), key.items, item) for index, item in enumerate(items)]


def at(payload: Any, path: Sequence[str | int]) -> Any:
    """What stands at a path; UNSET where nothing does."""
    for token in path:
        payload = _below(payload, token)
    return payload


def located(cls: type, payload: Any, named: Sequence[str | int]) -> Path:
    """The place that pydantic or zod named: pydantic also names the members of unions on the way."""
    here = _Place((), payload, declared(cls))
    for token in named:
        here = here.step(token)
    return here.path


@frozen
class _Place:
    """How far a naming of a place has been followed."""

    path: Path
    value: Any
    keys: dict[str, Key]
    """What can be named next, in an object;"""

    items: Key | None = None
    """in an array;"""

    tag: str | None = None
    """and the word that says which class of a union an object is, which is named before its keys."""

    def step(self, token: str | int) -> _Place:
        """One token further, unless it names no place but a member of a union."""
        if token == self.tag:
            return evolve(self, tag=None)
        key = self.items if isinstance(token, int) else self.keys.get(token)
        if key is None or not isinstance(self.value, dict if isinstance(token, str) else list):
            return self
        return self._of(key, (*self.path, token), _below(self.value, token))

    def _of(self, key: Key, path: Path, value: Any) -> _Place:
        inner = class_of(key, value)
        tag = value.get(key.tagged.by) if key.tagged and isinstance(value, dict) else None
        return _Place(path, value, declared(inner) if inner else {}, key.items, tag if isinstance(tag, str) else None)


def _below(value: Any, token: Any) -> Any:
    if isinstance(value, dict):
        return value.get(token, UNSET)
    return value[token] if isinstance(value, list) and isinstance(token, int) and token < len(value) else UNSET


def from_node(cls: type, value: Any) -> Any:
    """A Node SDK's object with the wire's names: keys it knows are spelled inCamelCase, the others are nested."""
    if not isinstance(value, dict):
        return value
    spelled = {re.sub("_(.)", lambda found: found[1].upper(), name): key for name, key in declared(cls).items()}
    nested = value.get(NESTED, {})
    known = {name: held for name, held in value.items() if name != NESTED}
    beside = {_wire_name(spelled, name): _from_node(spelled.get(name), held) for name, held in known.items()}
    return {**nested, **beside}


def _wire_name(spelled: dict[str, Key], name: str) -> str:
    """A key that the SDK knows and the shape does not gets a name that no payload has."""
    return spelled[name].name if name in spelled else name + NOT_DECLARED


def _from_node(key: Key | None, value: Any) -> Any:
    if key is not None and key.items is not None and isinstance(value, list):
        return [_from_node(key.items, item) for item in value]
    cls = class_of(key, value) if key is not None else None
    return from_node(cls, value) if cls is not None else value


def known(cls: type, payload: Any) -> Any:
    """The payload without the keys that are not declared: what an SDK holds that drops them."""
    if not isinstance(payload, dict):
        return payload
    keys = declared(cls)
    return {name: _known(keys[name], value) for name, value in payload.items() if name in keys}


def _known(key: Key, value: Any) -> Any:
    if key.items is not None and isinstance(value, list):
        return [_known(key.items, item) for item in value]
    cls = class_of(key, value)
    return known(cls, value) if cls is not None else value
