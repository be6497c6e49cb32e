"""A payload with one thing changed: every declared key of every object in it, set to each of many telling values.

The values are those that tell kinds and kindness apart: what an SDK coerces, swallows, rounds or fills in.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from normalizer.shapes import Key

from .places import Path, at, declared, objects

TELLING: tuple[Any, ...] = (
    None,
    0,
    1,
    1.0,
    1.5,
    -0.0,
    1e21,
    2**53 + 1,
    "",
    "0",
    "word",
    "-inf",
    True,
    [],
    {},
    [None],
    [0],
    {"a": 1},
)

# Names that a schema does not declare, though some program on the way knows something of that name.
UNDECLARED = (
    "x_vendor",
    "logprobs",
    "additionalProperties",
    "additional_properties",
    "OBJECT",
    "ROLE",
    "TYPE",
    "bytes_",
    "finishReason",
    "toolCalls",
    "model_config",
    "model_extra",
    "__pydantic_extra__",
    "__proto__",
    "constructor",
    "toString",
    "10",
    "",
    "./id",
    "\ud800",
)
UNDECLARED_VALUES: tuple[Any, ...] = ("word", 1, 1.0, {"a": [None]})


def mutated(shape: type, payload: Any) -> Iterator[Any]:
    """Every payload that differs from this one in one declared key, or in one item of a declared array."""
    for path, cls in objects(shape, payload):
        here = at(payload, path)
        for name, key in declared(cls).items():
            if name in here:
                yield without(payload, (*path, name))
            yield from (changed(payload, (*path, name), value) for value in _values(key))
            if key.items is not None and isinstance(here.get(name), list) and here[name]:
                yield from (changed(payload, (*path, name, 0), value) for value in _values(key.items))


def with_undeclared(shape: type, payload: Any) -> Iterator[Any]:
    """Every payload that has one key more, at any of its objects, of a name that is not declared there."""
    for path, cls in objects(shape, payload):
        names = [name for name in UNDECLARED if name not in declared(cls)]
        yield from (changed(payload, (*path, name), value) for name in names for value in UNDECLARED_VALUES)


def changed(payload: Any, path: Path, value: Any) -> Any:
    """A copy with another value at a path."""
    copied = copy.deepcopy(payload)
    at(copied, path[:-1])[path[-1]] = copy.deepcopy(value)
    return copied


def without(payload: Any, path: Path) -> Any:
    """A copy without what stands at a path."""
    copied = copy.deepcopy(payload)
    del at(copied, path[:-1])[path[-1]]
    return copied


def _values(key: Key) -> tuple[Any, ...]:
    return (*TELLING, *key.schema.words)
