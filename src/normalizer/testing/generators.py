"""Random payloads and Completions, made from what the classes declare, so that a new vendor needs no generator."""

from __future__ import annotations

from typing import Any

import attrs

from ..completion import Completion, Source
from ..forms import NESTED, Form, spelled_names
from ..shapes import Key, has_extra, keys_of
from ..values import UNSET, Unset
from ..vendor import Vendor
from ..vendors import answer_keys, known_vendors
from .any_json import NUMBERS, TEXTS, WORDS, json_value, unknown_keys
from .dice import Dice, likely, several


def payload(dice: Dice, vendor: Vendor, form: Form) -> dict[str, Any]:
    """A payload that the vendor's shape can hold in this form, conforming to its schema or not."""
    made = _object(dice, vendor.shape, form)
    for choice in made["choices"]:
        if answer_keys().isdisjoint(choice):
            choice.pop("delta", None)  # it would make a chunk of it
    return made


def chunk_payload(dice: Dice, vendor: Vendor, form: Form) -> dict[str, Any]:
    """A chunk as its shape allows; for vendors that have streams."""
    chunks: Any = vendor.chunks
    return _object(dice, chunks.shape, form)


def spoilt(dice: Dice, vendor: Vendor, form: Form) -> Any:
    """A payload in which one value, somewhere, was replaced by any other."""
    whole = payload(dice, vendor, form)
    container = dice.choice([whole, *_containers(whole)])
    if not container:
        return json_value(dice)
    place = dice.choice(list(container) if isinstance(container, dict) else range(len(container)))
    container[place] = json_value(dice)
    return whole


def completion(dice: Dice) -> Completion:
    """A Completion as an app might build it: of every type what its annotation allows."""
    made: Completion = instance(dice, Completion)
    return made


def instance(dice: Dice, cls: type) -> Any:
    """An object of a canonical class."""
    if cls is Source:
        return _source(dice)
    values = {key.name: _attribute(dice, key) for key in keys_of(cls)}
    if has_extra(cls):
        values["extra"] = unknown_keys(dice)
    return cls(**values)


def _source(dice: Dice) -> Source:
    vendor = dice.choice(list(known_vendors().values()))
    form: Any = dice.choice(list(vendor.forms))
    envelope = vendor.name != "canonical" and likely(dice, 1)
    return Source(vendor.name, form, envelope, dice.choice([UNSET, None, "chat.completion", "text_completion", "x"]))


def _attribute(dice: Dice, key: Key) -> Any:
    """A value an attribute may hold, as the attribute holds it."""
    if key.absent is None:
        return instance(dice, key.classes[0]) if likely(dice, 7) else None
    value = _plain(dice, key)
    if value is not _COMPOSITE:
        return value
    if key.items is not None:
        return tuple(_attribute(dice, key.items) for _ in several(dice, 3, 6))
    return instance(dice, dice.choice(key.classes))


def _object(dice: Dice, cls: type, form: Form) -> dict[str, Any]:
    made: dict[str, Any] = dict(form.constants.get(cls, {}))
    if cls is Source:
        return attrs.asdict(_source(dice), filter=lambda _, value: value is not UNSET)
    for key in keys_of(cls):
        value = _spelled_value(dice, key, form)
        if value is not UNSET:
            made[form.spell(key.name)] = value
    return _with_unknown(dice, made, cls, form) if has_extra(cls) else made


def _spelled_value(dice: Dice, key: Key, form: Form) -> Any:
    value = _plain(dice, key)
    if value is not _COMPOSITE:
        return value
    if key.items is not None:
        return [_item(dice, key.items, form) for _ in several(dice, 3, 6)]
    return _object(dice, key.classes[0], form)


def _item(dice: Dice, key: Key, form: Form) -> Any:
    if key.tagged is None:
        return _spelled_value(dice, key, form)
    cls = dice.choice(key.classes)
    made = _object(dice, cls, form)
    words = [word for word, tagged in key.tagged.classes.items() if tagged is cls]
    spelled = form.spell(key.tagged.by)
    if words:
        made[spelled] = words[0]
    elif made.get(spelled) in key.tagged.classes:
        made[spelled] = "function"
    return made


_COMPOSITE = object()


def _plain(dice: Dice, key: Key) -> Any:
    """A plain value, if the key may hold one and the dice say so; in one throw, so that a smaller one leaves the rest."""
    leaf = dice.choice(_options(key))
    if leaf is str and key.words:
        return dice.choice(sorted(key.words))
    return leaf if leaf is _COMPOSITE else _leaf(dice, leaf)


def _options(key: Key) -> list[Any]:
    """What a key may hold, absence first; the more often it stands here, the more often it comes."""
    absent = [Unset] * (Unset in key.leaves)
    plain = sorted(key.leaves - {Unset}, key=lambda leaf: leaf.__name__) + [str] * bool(key.words)
    if not key.classes and not key.items:
        return absent + plain * 2
    return absent + plain * bool(absent) + [_COMPOSITE] * 2 * len(absent + plain or [None])


def _leaf(dice: Dice, leaf: type) -> Any:
    if leaf in (int, float):
        return dice.choice([number for number in NUMBERS if type(number) is leaf])
    if leaf is str:
        return dice.choice(TEXTS + WORDS)
    if leaf is dict:
        return unknown_keys(dice)
    return dice.choice([False, True]) if leaf is bool else {Unset: UNSET, type(None): None}[leaf]


def _with_unknown(dice: Dice, made: dict[str, Any], cls: type, form: Form) -> dict[str, Any]:
    unknown = {name: value for name, value in unknown_keys(dice).items() if name not in spelled_names(form, cls)}
    if form.extra == "named":
        return {**made, "extra": unknown} if unknown else made
    if form.extra == "nested" and likely(dice, 7):
        return {**made, NESTED: {**unknown, **unknown_keys(dice)}} if unknown else made
    return {**made, **unknown}


def _containers(value: Any) -> list[Any]:
    """All objects and arrays inside a value."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    inner = [item for item in items if isinstance(item, (dict, list))]
    return inner + [deeper for item in inner for deeper in _containers(item)]
