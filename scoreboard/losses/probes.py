"""What a field is tried with: representative values of every kind that it may hold, each with a name to show.

Strategy: plain values are a few of each kind, and of texts also every word that some vendor's schema knows. Objects are
filled, so that they say something; arrays are empty, of one item, and of two, of every class in every order.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen

from normalizer.crossing import declared_names
from normalizer.shapes import Key, classes_under, keys_of
from normalizer.values import UNSET, Unset
from normalizer.vendor import Vendor
from normalizer.vendors import known_vendors

from .fields import PLAIN_TEXT, Field, required_values

ANY_TEXT = "a text"
PLAIN: dict[type, tuple[Any, ...]] = {
    str: ("", PLAIN_TEXT, "1756112345"),
    int: (0, 7, 2**53 + 1),
    float: (5.0, 0.5, -0.0),
    bool: (True, False),
    dict: ({}, {"a": 1}),
    type(None): (None,),
}
UNKNOWN: tuple[Any, ...] = (None, "", [], {}, 0, 7, 0.5, False, PLAIN_TEXT, ["a", None], {"a": {"b": 1.0}})


@frozen
class Probe:
    """One value that a field is tried with."""

    name: str
    value: Any

    is_word: bool = False
    """Whether it is a word of some vendor's, which may mean more than any text."""


def probes(field: Field, source: Vendor, target: Vendor) -> Iterator[Probe]:
    """All values for a field on the way from one vendor to another."""
    if field.key is None:
        yield from _unknown(field.cls, source, target)
        return
    yield from _plain(field.key)
    if Unset in field.key.leaves and attrs.fields_dict(field.cls)[field.name].default is not UNSET:
        yield Probe("nothing", UNSET)
    yield from (Probe(_name(value), value) for value in _objects(field.key.classes))
    if field.key.items is not None:
        yield from _arrays(field.key.items)


def _plain(key: Key) -> Iterator[Probe]:
    for leaf, values in PLAIN.items():
        if leaf in key.leaves:
            yield from (Probe(ANY_TEXT if value is PLAIN_TEXT else json.dumps(value), value) for value in values)
    words = key.words or (_all_words() if str in key.leaves else ())
    yield from (Probe(json.dumps(word), word, is_word=True) for word in sorted(words))


def _all_words() -> frozenset[str]:
    """The words that the vendors' published schemas know."""
    classes = [cls for vendor in known_vendors().values() for cls in classes_under(vendor.shape)]
    return frozenset(word for cls in classes for key in keys_of(cls) for word in key.schema.words)


def _objects(classes: tuple[type, ...]) -> list[Any]:
    return [_filled(cls, rest) for cls in classes for rest in required_values(cls)]


def _filled(cls: type, rest: dict[str, Any]) -> Any:
    """An object that says something under each of its keys."""
    attributes = attrs.fields_dict(cls)
    unset = [key for key in keys_of(cls) if attributes[key.name].default is UNSET]
    return cls(**{key.name: _something(key) for key in unset}, **rest)


def _something(key: Key) -> Any:
    if key.items is not None:
        return (_something(key.items),)
    if key.classes:
        return _objects(key.classes)[0]
    return next(
        value for leaf, value in ((str, PLAIN_TEXT), (int, 7), (bool, True), (dict, {"a": 1})) if leaf in key.leaves
    )


def _arrays(item: Key) -> Iterator[Probe]:
    yield Probe("[]", ())
    yield from (Probe(f"[{probe.name}]", (probe.value,)) for probe in _plain(item))
    objects = _objects(item.classes)
    for held in [*((one,) for one in objects), *itertools.product(objects, repeat=2)]:
        yield Probe(f"[{', '.join(map(_name, held))}]", held)


def _name(value: Any) -> str:
    required = next(required_values(type(value)))
    words = [json.dumps(getattr(value, key.name)) for key in keys_of(type(value)) if key.name in required and key.words]
    return " ".join([type(value).__name__, *words])


def _unknown(cls: type, source: Vendor, target: Vendor) -> Iterator[Probe]:
    """Unknown keys, and known ones: those that the target declares there, and the source's own that say nothing."""
    yield from (Probe(f"an unknown key: {json.dumps(value)}", {"unknown": value}) for value in UNKNOWN)
    for name in sorted(_declared(target, cls) - _declared(source, cls)):
        yield Probe(f"a key that {target.name} declares", {name: PLAIN_TEXT})
    for name in sorted(_declared(source, cls)):
        yield Probe(f"a silent key of {source.name}", {name: None})


def _declared(vendor: Vendor, cls: type) -> frozenset[str]:
    classes = vendor.nodes[cls] if cls in vendor.nodes else ()
    return frozenset[str]().union(*(declared_names(vendor, declaring) for declaring in classes))
