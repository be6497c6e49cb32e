"""What a class says about a JSON object: its keys, the values they may hold, and what the published schema demands.

A class is declared with attrs. The annotations say what can be read, which is what real logs hold; :func:`key` says
beside them what the vendor's schema demands, which only :mod:`~normalizer.check` and crossing look at.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

import attrs
from attrs import frozen

from .frozen import EMPTY, freeze
from .values import UNSET, Unset

EXTRA: Final = "extra"
"""The attribute that holds the keys which no other attribute names."""

NONE_IS_ABSENT: Final = "none is absent"
"""Set in the metadata of an attribute that is None where the key is not there; the key is never null."""


NOT_A_KEY: Final = "not a key"
"""Set in the metadata of an attribute that no JSON holds: it is about the way on which an object came."""


@frozen
class Schema:
    """What a vendor's published schema demands of one key."""

    required: bool = False
    nullable: bool = False

    integer: bool = False
    """A number (or each number of an array) has to be an integer."""

    words: tuple[str, ...] = ()
    """The only texts allowed; empty where every text is."""

    needs_text: bool = False
    """Where a Completion of another vendor has no text to put here, an empty one is written."""


DECIMAL: Final = "decimal"
"""Set in the metadata of a number that mostly has a fraction. Reading fast goes by it, and what is read does not."""


@frozen
class Tagged:
    """How an object says which class of a union it is."""

    by: str
    """The attribute, and wire name, of the key that says it."""

    classes: Mapping[str, type]
    otherwise: type | None = None
    """The class for every other word, also for none; None refuses them."""


@frozen
class Key:
    """One key of a class."""

    name: str
    """The attribute; for a vendor's classes also the wire name."""

    leaves: frozenset[type]
    """The types of plain values it may hold: ``str``, ``int``, ``float``, ``bool``, ``dict``, ``NoneType``, ``Unset``."""

    words: frozenset[str]
    """The only texts it may hold, where the annotation is a ``Literal``."""

    classes: tuple[type, ...]
    """The classes of objects it may hold."""

    items: Key | None
    """What it holds an array of."""

    schema: Schema
    tagged: Tagged | None

    absent: Unset | None
    """What the attribute is where the key is not there."""

    is_decimal: bool
    """Whether the number mostly has a fraction."""

    @property
    def expected(self) -> str:
        """What may stand here, in words."""
        names = ["an object"] if self.classes else ["an array"] if self.items else []
        names += [f"one of {'/'.join(sorted(self.words))}"] if self.words else []
        names += [name for leaf, name in _LEAF_NAMES.items() if leaf in self.leaves]
        return " or ".join(", ".join(names).rsplit(", ", 1))


_LEAF_NAMES: Final[dict[type, str]] = {
    str: "a string",
    int: "a number",
    bool: "a boolean",
    dict: "an object",
    type(None): "null",
    Unset: "nothing",
}


def key(  # noqa: PLR0913  # one word for each thing a schema can say
    *,
    required: bool = False,
    nullable: bool = False,
    integer: bool = False,
    words: tuple[str, ...] = (),
    needs_text: bool = False,
    tagged: Tagged | None = None,
    decimal: bool = False,
    **options: Any,
) -> Any:
    """Declare a key as an attribute that is UNSET unless given; the options are those of ``attrs.field``."""
    schema = Schema(required, nullable, integer, words, needs_text)
    return attrs.field(**{"default": UNSET, **options}, metadata={Schema: schema, Tagged: tagged, DECIMAL: decimal})


def extra_keys() -> Any:
    """Declare the attribute for the keys that no other attribute names."""
    return attrs.field(default=EMPTY, converter=freeze)


def keys_of(cls: type) -> tuple[Key, ...]:
    """The keys of a class, in its order, without :data:`EXTRA`."""
    if cls not in _KEYS:
        _KEYS[cls] = _declared_keys(cls)
    return _KEYS[cls]


_KEYS: Final[dict[type, tuple[Key, ...]]] = {}


def _declared_keys(cls: type) -> tuple[Key, ...]:
    attrs.resolve_types(cls)
    return tuple(
        _key(attribute.name, attribute.type, attribute.metadata)
        for attribute in attrs.fields(cls)
        if attribute.init and attribute.name != EXTRA and NOT_A_KEY not in attribute.metadata
    )


def has_extra(cls: type) -> bool:
    return EXTRA in attrs.fields_dict(cls)


def classes_under(cls: type) -> tuple[type, ...]:
    """A class and all classes that can be reached from it."""
    found = [cls]
    for known in found:
        for declared in keys_of(known):
            held = declared.items.classes if declared.items else declared.classes
            found += [other for other in held if other not in found]
    return tuple(found)


def _key(name: str, annotation: Any, metadata: Mapping[Any, Any]) -> Key:
    members = _members(annotation)
    arrays = [member for member in members if get_origin(member) is tuple]
    literals = [member for member in members if get_origin(member) is Literal]
    leaves = frozenset(_leaf(member) for member in members if not attrs.has(member) and member not in arrays + literals)
    is_none_absent = NONE_IS_ABSENT in metadata
    return Key(
        name=name,
        leaves=(leaves - {type(None)}) | {Unset} if is_none_absent else leaves,
        words=frozenset(word for literal in literals for word in get_args(literal)),
        classes=tuple(member for member in members if attrs.has(member)),
        items=_key(name, get_args(arrays[0])[0], metadata) if arrays else None,
        schema=metadata.get(Schema) or Schema(),
        tagged=metadata.get(Tagged),
        absent=None if is_none_absent else UNSET,
        is_decimal=bool(metadata.get(DECIMAL)),
    )


def _members(annotation: Any) -> tuple[Any, ...]:
    """The members of a union, nested ones flattened; anything else is its own only member."""
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _leaf(annotation: Any) -> type:
    """A mapping is an object that is kept as it came; what else is left is a class."""
    return dict if get_origin(annotation) is not None else annotation
