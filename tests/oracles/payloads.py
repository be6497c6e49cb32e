"""Random payloads of any vendor, derived from its shapes: as the schema says, but for a mistake or two in half of them.

A key says what its values are (`Key.leaves`, `classes`, `items`) and what the schema demands of them (`Key.schema`);
both are followed, so a new vendor gets its payloads without a line here. `normalizer.testing` makes payloads that can be
read; most of those break the schema in so many places that they would say little about any one of them.
"""

from __future__ import annotations

from random import Random
from typing import Any

from normalizer.shapes import Key, keys_of
from normalizer.testing.any_json import json_value

from .mutations import TELLING, UNDECLARED, changed, without
from .places import at, declared, objects

OPTIONAL_KEYS = 0.6
NULLS = 0.2
UNKNOWN_KEYS = 0.3
MISTAKES = (0, 0, 0, 1, 1, 2)

TEXTS = ("", "0", "1.0", "a", "stop", "Snow on the tin roof", "\ud800", "\x00", "\u2028\U0001f600", "-inf", "null")
INTEGERS = (0, 1, -1, 7, 4096, 1756112345, 2**31, 2**53, 2**53 + 1, -(2**63), 2**64 + 1, 10**30)
FLOATS = (0.0, -0.0, 1.0, 0.5, -0.0125, -9999.0, 4113.95, 1e-7, 1e21, 1e300, 6.350348195354974e16, 5e-324)


def payload(random: Random, shape: type) -> Any:
    """A payload of a vendor's shape."""
    made = conforming(random, shape)
    for _ in range(random.choice(MISTAKES)):
        made = spoilt(random, shape, made)
    return made


def conforming(random: Random, cls: type) -> dict[str, Any]:
    """An object as the schema wants it, of any values that it allows, sometimes with unknown keys."""
    keys = [key for key in keys_of(cls) if key.schema.required or random.random() < OPTIONAL_KEYS]
    random.shuffle(keys)
    made = {key.name: _value(random, key) for key in keys}
    if random.random() < UNKNOWN_KEYS:
        made |= {name: json_value(random, 2) for name in random.sample(UNDECLARED, 2) if name not in declared(cls)}
    return made


def spoilt(random: Random, shape: type, whole: Any) -> Any:
    """The payload with one declared key, of any object in it, gone or set to anything."""
    path, cls = random.choice(list(objects(shape, whole)))
    there = (*path, random.choice(keys_of(cls)).name)
    if random.random() < 0.2:
        return without(whole, there) if there[-1] in at(whole, path) else whole
    return changed(whole, there, random.choice((*TELLING, json_value(random, 2))))


def _value(random: Random, key: Key) -> Any:
    if key.schema.nullable and random.random() < NULLS:
        return None
    if key.items is not None:
        return [_item(random, key.items) for _ in range(random.choice((0, 1, 1, 2)))]
    return _item(random, key)


def _item(random: Random, key: Key) -> Any:
    if key.schema.words:
        return random.choice(key.schema.words)
    if key.classes:
        return conforming(random, random.choice(key.classes))
    if key.schema.integer:
        return random.choice(INTEGERS)
    numbers = INTEGERS + FLOATS if int in key.leaves else ()
    return random.choice((*numbers, *(TEXTS if str in key.leaves else ())))
