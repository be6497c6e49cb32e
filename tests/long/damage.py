"""Ways to spoil a JSON value and its text, as logs, proxies and people do; and some that nobody would think of.

Every way takes a `random.Random` and spoils one place of what it is given. Values are spoilt in place where they can be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from normalizer.testing.any_json import NAMES, json_value

DEPTHS = (1, 2, 10, 100, *range(244, 264))
"""How deep a value is buried: up to just beyond the limits for payloads and canonical JSON."""

SCALAR = re.compile(r'"(?:[^"\\]|\\.)*"(?:\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null')

TOKENS = (
    "NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "-0", "-0.0", "0.0", "1.0", "1E2", "1e2", "01", "1.", ".5", "+1",
    "5" * 4300, "5" * 4301, "-" + "5" * 4300, "9" * 400, "0." + "3" * 400, "18446744073709551616", "9223372036854775808",
    "1.7976931348623157e308", "1.7976931348623159e308", "5e-324", "2e-324", "9007199254740993.0", "123456789012345678.9",
    '"\\ud83d"', '"\\ude00"', '"\\ude00\\ud83d"', '"\\ud83d\\ude00"', '"\\u0000"', '"\\/"', '"\\u0041"', '"\\x"', '"\t"',
    '"\x7f"', '"\u2028"', '"\U0001f600"', "null", "true", "false", "nul", "[]", "{}", "[,]", "{,}", "[1,]", '{"a":1,}', "'a'",
    '{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '{"":1,"":2}', "[" * 100_000, '{"a":' * 100_000, "[" * 3000 + "]" * 3000, "/**/1", "",
    '"\ud83d"', '"\\\ud83d"',
)  # fmt: skip
"""What is written in place of a value: numbers at their limits, escapes, lookalikes of JSON, endless nesting."""

SCRAPS = (
    b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\x00", b"\x0c", b" ", b"\n", b"\xc2\xa0", b"\xef\xbb\xbf", b"\xff", b"\xc0\x80",
    b"\xed\xa0\xbd", b"\xed\xb8\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"\\ud83d", b"\\ude00", b"\\u", b"\\u0000", b"\\n",
    b'"id":1,', b'"choices":[],', b'"data":null,', b'"object":"normalizer.completion",', b"1e400", b"NaN", b"0", b"-", b".", b"e9",
)  # fmt: skip
"""What is put between bytes."""


def spoil_value(random: Random, value: Any, other: Any) -> Any:
    """The value with one place spoilt; `other` is another whole value to take things from."""
    return random.choice(VALUE_DAMAGES)(random, value, other)


def delete(random: Random, value: Any, _other: Any) -> Any:
    for container, place in _some_place(random, value):
        del container[place]
    return value


def replace(random: Random, value: Any, _other: Any) -> Any:
    for container, place in _some_place(random, value):
        container[place] = json_value(random)
    return value


def rename(random: Random, value: Any, other: Any) -> Any:
    for container, place in _some_place(random, value):
        if isinstance(container, dict):
            container[_name(random, other)] = container.pop(place)
    return value


def duplicate(random: Random, value: Any, other: Any) -> Any:
    """Again under another name, or again in the array, in a place of its own."""
    for container, place in _some_place(random, value):
        again = _copied(container[place])
        if isinstance(container, dict):
            container[_name(random, other)] = again
        else:
            container.insert(random.randrange(len(container) + 1), again)
    return value


def insert(random: Random, value: Any, other: Any) -> Any:
    container = random.choice(list(containers(value)))
    if isinstance(container, dict):
        container[_name(random, other)] = json_value(random)
    else:
        container.append(json_value(random))
    return value


def swap(random: Random, value: Any, _other: Any) -> Any:
    """Two values change places, unless one lies in the other."""
    for one, place in _some_place(random, value):
        for two, spot in _some_place(random, value):
            inside = [id(container) for held in (one[place], two[spot]) for container in containers(held)]
            if id(one) not in inside and id(two) not in inside:
                one[place], two[spot] = two[spot], one[place]
    return value


def transplant(random: Random, value: Any, other: Any) -> Any:
    """A value becomes one from another record, which may be the whole record."""
    for container, place in _some_place(random, value):
        for donor, spot in _some_place(random, {"whole": other}):
            container[place] = _copied(donor[spot])
    return value


def bury(random: Random, value: Any, _other: Any) -> Any:
    for container, place in _some_place(random, value):
        for _ in range(random.choice(DEPTHS)):
            container[place] = random.choice([[container[place]], {random.choice(NAMES): container[place]}])
    return value


def envelop(random: Random, value: Any, _other: Any) -> Any:
    return random.choice(
        [{"data": value}, {"data": value, "id": 1}, {"data": [value]}, [value], {"data": {"data": value}}]
    )


VALUE_DAMAGES: tuple[Callable[[Random, Any, Any], Any], ...] = (
    delete, replace, replace, rename, duplicate, insert, insert, swap, transplant, bury, envelop,
)  # fmt: skip


def written(random: Random, value: Any) -> str:
    """JSON text of a value in one of the ways it is written."""
    separators = random.choice([(",", ":"), (", ", ": "), (" ,\n", "\t:")])
    return json.dumps(value, ensure_ascii=random.random() < 0.5, separators=separators)


def spoil_text(random: Random, text: str) -> str:
    """A value in the text becomes a token that is hard to read."""
    values = [found.span() for found in SCALAR.finditer(text) if not found[0].endswith(":")]
    start, end = random.choice(values or [(0, 0)])
    return text[:start] + random.choice(TOKENS) + text[end:]


def spoil_bytes(random: Random, text: bytes, other: bytes) -> bytes:
    """Bytes flipped, lost, inserted or repeated, or two records run into one."""
    here, there = sorted(random.randrange(len(text) + 1) for _ in range(2))
    flipped = bytes([text[here] ^ (1 << random.randrange(8))]) if here < len(text) else b""
    spliced = text[:here] + other[random.randrange(len(other) + 1) :]
    return random.choice([
        text[:here] + flipped + text[here + 1 :],
        text[:here] + text[here + 1 :],
        text[:here] + text[there:],
        text[:here] + random.choice(SCRAPS) + text[here:],
        text[:there] + text[here:],
        spliced,
    ])  # fmt: skip


def containers(value: Any) -> Iterator[Any]:
    """The object or array itself, and all inside it, each once, at any depth and around any cycle."""
    stack, seen = [value], set[int]()
    while stack:
        container = stack.pop()
        if isinstance(container, (dict, list)) and id(container) not in seen:
            seen.add(id(container))
            yield container
            stack += container.values() if isinstance(container, dict) else container


def _some_place(random: Random, value: Any) -> Iterator[tuple[Any, Any]]:
    """One place in the value: its container, and the key or index there; none in a value that holds nothing."""
    filled = [container for container in containers(value) if container]
    if filled:
        container = random.choice(filled)
        yield container, random.choice(list(container) if isinstance(container, dict) else range(len(container)))


def _name(random: Random, other: Any) -> str:
    """A name that means something: a nasty one, or one that another record has somewhere."""
    known: list[str] = [name for container in containers(other) if isinstance(container, dict) for name in container]
    return random.choice([random.choice(NAMES), random.choice(known or NAMES)])


def _copied(value: Any) -> Any:
    """A copy of a value of any depth, which `copy.deepcopy` and `json` cannot make."""
    root = [value]
    for container in containers(root):
        for place in list(container) if isinstance(container, dict) else range(len(container)):
            held = container[place]
            container[place] = dict(held) if isinstance(held, dict) else list(held) if isinstance(held, list) else held
    return root[0]
