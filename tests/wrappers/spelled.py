"""JSON text as odd as JSON allows: any white space, any escapes, keys in any order, numbers in any spelling."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from normalizer.values import JSON

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
LITERALS = [
    "null", "true", "false", "0", "-0", "-0.0", "1E2", "1.50", "0.30000000000000000001", "5e-324", "18446744073709551616",
    '"\\ud800"', '"\\udc00x"', '""', "[]", "{}", "[ ]", "{\t}",
]  # fmt: skip
KEYS = ["", "a", "b", "0", "1", "a/b", "~", "~1", "m\u00e9", "\u2028", "\U0001f600", '"', "\\", "response", "body"]
SHORT = {'"': '\\"', "\\": "\\\\", "/": "\\/", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@frozen
class Literal:
    """A value that is spelled just so."""

    text: str


texts = st.text(max_size=8)
trees = st.recursive(
    st.sampled_from(LITERALS).map(Literal) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | texts, inner, max_size=4),
    max_leaves=12,
)
objects = st.dictionaries(st.sampled_from(KEYS) | texts, trees, max_size=5)
randoms = st.randoms(use_true_random=True)  # of a drawn seed: choices are too many to draw each of them


def spelled(tree: Any, random: Random, spaces: str = " \t\r\n") -> str:
    """A tree as JSON text."""

    def space() -> str:
        return "".join(random.choice(spaces) for _ in range(random.choice([0, 0, 0, 1, 2])))

    def written(value: Any) -> str:
        if isinstance(value, Literal):
            return value.text
        if isinstance(value, str):
            return _string(value, random)
        if isinstance(value, list):
            return "[" + ",".join(space() + written(item) + space() for item in value) + space() + "]"
        members = list(value.items())
        random.shuffle(members)
        return (
            "{"
            + ",".join(
                space() + _string(key, random) + space() + ":" + space() + written(child) + space()
                for key, child in members
            )
            + space()
            + "}"
        )

    return space() + written(tree) + space()


def _string(text: str, random: Random) -> str:
    return '"' + "".join(_character(character, random) for character in text) + '"'


def _character(character: str, random: Random) -> str:
    escaped = json.dumps(character)[1:-1]
    ways = [
        escaped,
        SHORT.get(character, escaped),
        escaped.upper().replace("\\U", "\\u") if len(escaped) > 2 else escaped,
    ]
    if len(escaped) == 1:
        ways += [character, f"\\u{ord(character):04x}"]
    elif character not in SHORT and ord(character) >= 32:
        ways.append(character)
    return random.choice(ways)


def places_in(value: JSON, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths to a value and to all that is in it."""
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in members:
        yield from places_in(child, (*path, str(key)))


def put(value: JSON, path: tuple[str, ...], new: JSON) -> JSON:
    """A value in which another one stands at a path."""
    if not path:
        return new
    if isinstance(value, list):
        index = int(path[0])
        return [put(item, path[1:], new) if at == index else item for at, item in enumerate(value)]
    return {key: put(child, path[1:], new) if key == path[0] else child for key, child in value.items()}


def lines_of(name: str) -> list[bytes]:
    """The lines of a wrapped log in the fixtures."""
    return (FIXTURES / "wrapped" / f"{name}.jsonl").read_bytes().split(b"\n")[:-1]


def body_of(path: str) -> bytes:
    return (FIXTURES / path).read_bytes().rstrip(b"\n")
