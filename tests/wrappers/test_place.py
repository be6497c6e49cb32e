"""A value is found in any JSON text by its pointer, and only its bytes are changed."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import PayloadError, codec
from normalizer.pointer import resolve
from normalizer.values import same
from normalizer.wrappers.place import place_of

from .spelled import objects, places_in, put, randoms, spelled, trees

many = settings(max_examples=200, deadline=None)


@many
@given(objects, trees, randoms, st.data())
def test_another_value_at_any_pointer_changes_the_line_there_and_nowhere_else(
    tree: Any, other: Any, random: Random, data: st.DataObject
) -> None:
    line, new = spelled(tree, random).encode(), spelled(other, random).encode()
    value = codec.decode(line)
    path = data.draw(st.sampled_from(list(places_in(value))))

    place = place_of(line, path)
    changed = line[: place.start] + new + line[place.stop :]

    assert same(codec.decode(line[place]), resolve(value, path))
    assert same(codec.decode(changed), put(value, path, codec.decode(new)))


@pytest.mark.parametrize(
    ("line", "path", "expected"),
    [
        (b'{"a":1E2}', ["a"], b"1E2"),
        (b'{"\\u0061":1.50 , "b":2}', ["a"], b"1.50"),
        (b' [ 0 , [ ] ,\t{"x" : -0 } ] ', ["2", "x"], b"-0"),
        (b'{"a":{"b":1},"b":2}', ["b"], b"2"),
        (b'{"x":"\\"a\\":{","a":true}', ["a"], b"true"),
        ('{"é\u2028":"\U0001f600","a":"ü"}'.encode(), ["a"], '"ü"'.encode()),
        (b'{"x":"\\ud800","a":null}', ["a"], b"null"),
        (b'{"x":' + b"9" * 4300 + b',"":{"":0.10}}', ["", ""], b"0.10"),
        (b'{"a":1}', [], b'{"a":1}'),
        (b'{"a":1}\r\n', [], b'{"a":1}'),
    ],
)
def test_the_bytes_of_a_value_are_found_however_the_line_is_spelled(
    line: bytes, path: list[str], expected: bytes
) -> None:
    assert line[place_of(line, path)] == expected


def _seconds(line: bytes) -> float:
    """The shortest of some times, without those in which Python looks for garbage."""

    def once() -> float:
        gc.collect()
        start = time.process_time()
        assert line[place_of(line, ["a"])] == b"1"
        return time.process_time() - start

    gc.disable()
    try:
        return min(once() for _ in range(3))
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "make",
    [
        lambda size: b"{" + b"".join(b'"k%d":%d,' % (n, n) for n in range(size)) + b'"a":1}',
        lambda size: b'{"x":"' + b"\\u00e9\\n" * size + b'","a":1}',
        lambda size: ('{"x":"' + "é" * size + '","a":1}').encode(),
        lambda size: b'{"x":[' + b"[],{}," * size + b'0],"a":1}',
    ],
)
def test_time_is_in_proportion_to_the_length_of_the_line(make: Callable[[int], bytes]) -> None:
    small, large = make(5_000), make(40_000)

    assert _seconds(large) < 40 * max(_seconds(small), 0.001)  # eight times as long: 64 if it grew with the square


def test_a_callers_deep_stack_gives_a_refusal_and_no_recursion_error() -> None:
    line = json.dumps({"x": json.loads("[" * 250 + "]" * 250), "a": 1}).encode()

    told = at_the_end_of_the_stack(lambda: _told(line))

    assert told == "1" or "inside each other" in told


def _told(line: bytes) -> str:
    try:
        return line[place_of(line, ["a"])].decode()
    except PayloadError as error:
        return str(error)


def at_the_end_of_the_stack(function: Callable[[], Any]) -> Any:
    """What a function returns where the caller's own frames leave hardly any room."""
    try:
        return at_the_end_of_the_stack(function)
    except RecursionError:
        return function()
