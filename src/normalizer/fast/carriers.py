"""Carriers: a msgspec Struct for each class of a vendor and each canonical class, with the same attributes.

A carrier is made in C, five times as fast as an object of the class. What the class says a JSON object may hold, msgspec checks
while it reads: kinds, nulls, unknown keys. What a carrier cannot hold (arguments that are an object, a tool call of a kind of
its own) makes msgspec raise, and the text takes the exact path.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

import attrs
import msgspec

from ..compiling import compiled
from ..completion import Completion
from ..faces import Face
from ..frozen import EMPTY, FrozenDict
from ..once import once
from ..shapes import EXTRA, Key, classes_under, has_extra, keys_of
from ..values import UNSET
from ..vendor import Vendor
from .filling import SHOWN, filler, shower
from .learning import Name

NOTHING: Final = Annotated[int, msgspec.Meta(gt=1, lt=0)]
"""The type that no JSON value has: of attributes that are no keys, and of objects that no carrier is for."""

NO_KEY: Final = "<extra>"
"""Attributes have to be keys for msgspec; a payload that has this one takes the exact path."""

_ARRAY: Final[Any] = tuple
_SCALAR: Final = str | int | float | bool | None
_OPTIONS: Final[dict[str, Any]] = {"gc": False, "kw_only": True, "omit_defaults": True, "forbid_unknown_fields": True}


Mode: TypeAlias = Literal["plain", "decimals"]
PLAIN: Final = "plain"
DECIMALS: Final = "decimals"


class Meant(msgspec.Struct, gc=False):
    """The base of the carriers of canonical classes, which have its options; each fills the faces of its class."""


@functools.cache
def canonical_carriers() -> dict[type, type]:
    """The carriers of the canonical classes. Finish reasons and sources are small, and shared as they are."""
    return _carriers_under(Completion)


@once
def _carriers_under(root: type) -> dict[type, type]:
    return {cls: _canonical_carrier(cls) for cls in classes_under(root) if issubclass(cls, Face)}


def _canonical_carrier(cls: type) -> type:
    """Objects as defaults are left out: the mapping functions always say what they mean."""
    fields: list[Any] = [
        (field.name, Any)
        if field.default is attrs.NOTHING
        else (field.name, Any, UNSET if attrs.has(type(field.default)) else field.default)
        for field in attrs.fields(cls)
        if field.init
    ]
    fill = filler(cls, lets_go=cls is not Completion)  # a whole response is written from what it was read as
    carrier = msgspec.defstruct(cls.__name__, fields, bases=(Meant,), namespace={"fill": fill})
    SHOWN[carrier] = shower(cls)
    return carrier


def said_carriers(shape: type) -> dict[type, type]:
    """The carriers of a vendor's classes, to be written as JSON text: any attribute may be missing."""
    return {cls: _said_carrier(cls) for cls in classes_under(shape)}


def _said_carrier(cls: type) -> type:
    """``arrays`` names what holds objects in arrays: where there are any, it is not mapped before somebody asks."""
    fields: list[Any] = [(key.name, Any, UNSET) for key in keys_of(cls)]
    fields += [(EXTRA, NOTHING, EMPTY)] if has_extra(cls) else []
    namespace = {"arrays": tuple(key.name for key in keys_of(cls) if key.items is not None and key.items.classes)}
    return msgspec.defstruct(cls.__name__, fields, rename={EXTRA: NO_KEY}, namespace=namespace, **_OPTIONS)


def read_carriers(
    vendor: Vendor, said: Mapping[type, type], names: Mapping[type, tuple[Name, ...]], mode: Mode
) -> dict[type, type]:
    """The carriers of a vendor's classes, to be read from JSON text: subclasses of those that are written.

    What every choice of the vendor has must be there: without it, nobody could tell whose it is.

    :param names: unknown keys that were learned, by class.
    :param mode: :data:`PLAIN`, or :data:`DECIMALS`, where all numbers may have a fraction, not only those that mostly do.
    """
    read: dict[type, type] = {}
    for cls in _from_the_leaves(vendor.shape):
        learned = {f"_{number}": name for number, name in enumerate(names.get(cls, ()))}
        fields: list[Any] = [
            (key.name, _type_of(key, read, mode), *([UNSET] if key.name != vendor.choice_key else []))
            for key in keys_of(cls)
        ]
        fields += [
            (attribute, msgspec.Raw if name.is_container else _SCALAR, UNSET) for attribute, name in learned.items()
        ]
        read[cls] = msgspec.defstruct(
            cls.__name__,
            fields,
            bases=(said[cls],),
            rename={attribute: name.spelled for attribute, name in learned.items()},
            namespace={EXTRA: _unknown(learned)} if learned else {},
            **_OPTIONS,
        )
    return read


def held_classes(key: Key) -> tuple[type, ...]:
    """The class of the objects that a key holds as carriers; of several, the one for objects that do not say which."""
    of = key.items or key
    return of.classes if of.tagged is None else tuple(cls for cls in (of.tagged.otherwise,) if cls is not None)


def _from_the_leaves(cls: type) -> Iterator[type]:
    for key in keys_of(cls):
        for held in held_classes(key):
            yield from _from_the_leaves(held)
    yield cls


def _type_of(key: Key, read: Mapping[type, type], mode: Mode) -> Any:
    """The type of what may be read; none where only objects may stand that have to say what they are."""
    types: list[Any] = [read[cls] for cls in held_classes(key) if key.items is None]
    types += [_ARRAY[_type_of(key.items, read, mode), ...]] if key.items else []
    types += [leaf for leaf in (str, int, type(None)) if leaf in key.leaves]
    types += [float] if float in key.leaves and (mode == DECIMALS or key.is_decimal) else []
    return functools.reduce(lambda one, other: one | other, types or [NOTHING])


def _unknown(learned: Mapping[str, Name]) -> property:
    """The unknown keys of a carrier as its ``extra``; containers were frozen when they were read."""
    scope: dict[str, Any] = {"EMPTY": EMPTY, "FrozenDict": FrozenDict, "UNSET": UNSET}
    lines = ["def unknown(carrier):", "    found = {}"]
    for attribute, name in learned.items():
        scope[f"name{attribute}"] = name.spelled
        lines += [f"    if carrier.{attribute} is not UNSET: found[name{attribute}] = carrier.{attribute}"]
    lines += ["    return FrozenDict(found) if found else EMPTY"]
    return property(compiled("unknown", lines, scope, str(id(scope))))
