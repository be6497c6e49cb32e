"""Random payloads and Completions, made from what the classes declare, so that a new vendor needs no generator.

Everything is drawn from a ``random.Random``: Hypothesis hands in one that it controls and can shrink, long runs a plain
one. Values are nasty on purpose: names that mean something elsewhere, empties of every kind, numbers at their limits.
"""

from __future__ import annotations

from random import Random
from typing import Any

import attrs

from normalizer.completion import Completion, Source
from normalizer.forms import NESTED, Form, spelled_names
from normalizer.shapes import Key, has_extra, keys_of
from normalizer.values import UNSET, Unset
from normalizer.vendor import Vendor
from normalizer.vendors import answer_keys, known_vendors

TEXTS = [
    "",
    "a",
    "Hello",
    "two words",
    "\u00e9\u2028\U0001f600",
    "\ud83d",
    "\ude00x",
    "0",
    "7",
    "-7",
    "007",
    "1756112345",
    "null",
    "\x00",
]
WORDS = ["stop", "length", "tool_calls", "content_filter", "function_call", "end_turn", "STOP", "other", "error"]
NUMBERS = [0, 1, -1, 5, 7, 2**53 + 1, 10**30, -0.0, 0.0, 1.0, 5.0, 0.5, -9999.0, 1e-7, 1e300, 4113.95]
NAMES = [
    "x", "provider", "cost", "logprobs", "data", "error", "delta", "extra", "source", "type", "TYPE", "OBJECT", "ROLE",
    "bytes_", NESTED, "additional_properties", "__proto__", "constructor", "", "a/b~c", "10", "./x", "../x", "././x",
    "./content", "../finish_reason", "../additionalProperties", ".../x", "message", "text", "content", "tool_calls",
    "finish_reason", "finishReason", "toolCalls", "function", "custom", "name", "arguments", "role", "object", "usage",
    "cache_creation_tokens", "kind", "raw", "parts", "index", "id", "answer",
]  # fmt: skip


def json_value(random: Random, depth: int = 3) -> Any:
    """Any JSON value, now and then an object or array of more."""
    kind = random.randrange(8 if depth else 6)
    if kind == 6:
        return [json_value(random, depth - 1) for _ in range(random.randrange(3))]
    if kind == 7:
        return {random.choice(NAMES): json_value(random, depth - 1) for _ in range(random.randrange(3))}
    return random.choice([None, True, False, random.choice(NUMBERS), random.choice(TEXTS), [], {}])


def payload(random: Random, vendor: Vendor, form: Form) -> dict[str, Any]:
    """A payload that the vendor's shape can hold in this form, conforming to its schema or not."""
    made = _object(random, vendor.shape, form)
    for choice in made["choices"]:
        if answer_keys().isdisjoint(choice):
            choice.pop("delta", None)  # it would make a chunk of it
    return made


def chunk_payload(random: Random, vendor: Vendor, form: Form) -> dict[str, Any]:
    """A chunk as its shape allows."""
    assert vendor.chunks is not None
    return _object(random, vendor.chunks.shape, form)


def spoilt(random: Random, vendor: Vendor, form: Form) -> Any:
    """A payload in which one value, somewhere, was replaced by any other."""
    whole = payload(random, vendor, form)
    containers = [whole, *_containers(whole)]
    container = random.choice(containers)
    if not container:
        return json_value(random)
    place = random.choice(list(container) if isinstance(container, dict) else range(len(container)))
    container[place] = json_value(random)
    return whole


def completion(random: Random) -> Completion:
    """A Completion as an app might build it: of every type what its annotation allows."""
    return instance(random, Completion)  # type: ignore[no-any-return]  # an instance of the class


def instance(random: Random, cls: type) -> Any:
    if cls is Source:
        return _source(random)
    values = {key.name: _attribute(random, key) for key in keys_of(cls)}
    if has_extra(cls):
        values["extra"] = _unknown(random)
    return cls(**values)


def _source(random: Random) -> Source:
    vendor = random.choice(list(known_vendors().values()))
    form: Any = random.choice(list(vendor.forms))
    envelope = vendor.name != "canonical" and random.random() < 0.1
    return Source(vendor.name, form, envelope, random.choice([UNSET, None, "chat.completion", "text_completion", "x"]))


def _attribute(random: Random, key: Key) -> Any:
    """A value an attribute may hold, as the attribute holds it."""
    if key.absent is None:
        return instance(random, key.classes[0]) if random.random() < 0.7 else None
    value = _plain(random, key)
    if value is not _COMPOSITE:
        return value
    if key.items is not None:
        return tuple(_attribute(random, key.items) for _ in range(random.choice([0, 1, 1, 2, 3])))
    return instance(random, random.choice(key.classes))


def _object(random: Random, cls: type, form: Form) -> dict[str, Any]:
    made: dict[str, Any] = dict(form.constants.get(cls, {}))
    if cls is Source:
        return {**attrs.asdict(_source(random), recurse=False, filter=lambda _, value: value is not UNSET)}
    for key in keys_of(cls):
        value = _spelled_value(random, key, form)
        if value is not UNSET:
            made[form.spell(key.name)] = value
    return _with_unknown(random, made, cls, form) if has_extra(cls) else made


def _spelled_value(random: Random, key: Key, form: Form) -> Any:
    value = _plain(random, key)
    if value is not _COMPOSITE:
        return value
    if key.items is not None:
        return [_item(random, key.items, form) for _ in range(random.choice([0, 1, 1, 2, 3]))]
    return _object(random, key.classes[0], form)


def _item(random: Random, key: Key, form: Form) -> Any:
    if key.tagged is None:
        return _spelled_value(random, key, form)
    cls = random.choice(key.classes)
    made = _object(random, cls, form)
    words = [word for word, tagged in key.tagged.classes.items() if tagged is cls]
    spelled = form.spell(key.tagged.by)
    if words:
        made[spelled] = words[0]
    elif made.get(spelled) in key.tagged.classes:
        made[spelled] = "function"
    return made


_COMPOSITE = object()


def _plain(random: Random, key: Key) -> Any:
    """A plain value, if the key may hold one and the dice say so."""
    if (key.classes or key.items) and random.random() < (0.7 if Unset in key.leaves else 1.0):
        return _COMPOSITE
    leaves = sorted(key.leaves, key=lambda leaf: leaf.__name__) + [str] * bool(key.words)
    if Unset in leaves and random.random() < 0.6 and len(leaves) > 1:
        leaves.remove(Unset)
    leaf = random.choice(leaves)
    if leaf is str and key.words:
        return random.choice(sorted(key.words))
    return _leaf(random, leaf)


def _leaf(random: Random, leaf: type) -> Any:
    if leaf in (int, float):
        return random.choice([number for number in NUMBERS if type(number) is leaf])
    if leaf is str:
        return random.choice(TEXTS + WORDS)
    if leaf is dict:
        return _unknown(random)
    return {Unset: UNSET, type(None): None, bool: random.random() < 0.5}[leaf]


def _unknown(random: Random) -> dict[str, Any]:
    count = random.choice([0, 0, 0, 1, 1, 2, 4])
    return {random.choice(NAMES): json_value(random, 2) for _ in range(count)}


def _with_unknown(random: Random, made: dict[str, Any], cls: type, form: Form) -> dict[str, Any]:
    unknown = {name: value for name, value in _unknown(random).items() if name not in spelled_names(form, cls)}
    if form.extra == "named":
        return {**made, "extra": unknown} if unknown else made
    if form.extra == "nested" and random.random() < 0.7:
        return {**made, NESTED: {**unknown, **_unknown(random)}} if unknown else made
    return {**made, **unknown}


def _containers(value: Any) -> list[Any]:
    """All objects and arrays inside a value."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    inner = [item for item in items if isinstance(item, (dict, list))]
    return inner + [deeper for item in inner for deeper in _containers(item)]
