"""Which wrapper a log has is found by the bodies in its lines, with reasons, and not where it is not certain."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from normalizer import read_stream
from normalizer.limits import CANONICAL_DEPTH
from normalizer.streams.joining import join
from normalizer.wrappers.finding import SAMPLE, find_wrapper
from normalizer.wrappers.presets import PRESETS
from normalizer.wrappers.unwrapping import unwrap
from normalizer.wrappers.wrapper import Wrapper

from .spelled import FIXTURES, body_of, lines_of, objects, randoms, spelled

OPPER = json.loads(body_of("opper/text.json"))
ORQ = json.loads(body_of("orq/text.json"))
OPPER_STREAM = (FIXTURES / "opper" / "text.sse").read_text(encoding="utf-8")
OPPER_CHUNKS = [json.loads(line[6:]) for line in OPPER_STREAM.splitlines() if line.startswith("data: {")]


def lines(*values: Any) -> list[bytes]:
    return [json.dumps(value).encode() for value in values]


@pytest.mark.parametrize("name", PRESETS)
def test_the_log_of_a_known_program_is_recognized(name: str) -> None:
    guess = find_wrapper([*lines_of(name), b"", b" \n"])

    assert guess.wrapper == PRESETS[name]
    assert guess.lines == len(lines_of(name))
    assert guess.share == 8 / guess.lines
    assert guess.reasons == (
        f"a body is at {PRESETS[name].pointer} in 8 of {guess.lines} lines: opper 4, orq 4",
        f"all of them have {', '.join(PRESETS[name].marks)}, as {name} has",
    )


def test_bodies_of_every_kind_are_found_in_a_log_of_ones_own() -> None:
    guess = find_wrapper(lines_of("own"))

    assert guess.wrapper == Wrapper("/response")
    assert (guess.share, guess.candidates) == (1.0, ())
    assert guess.reasons == (
        "a body is at /response in 6 of 6 lines: opper 3, orq 3",
        "3 of them are the text in a string",
        "2 of them are a stream",
    )
    for line in lines_of("own"):
        wrapped = unwrap(line, guess.wrapper)
        assert wrapped.with_body(wrapped.body) == line
        if wrapped.kind == "stream":
            assert join(read_stream(wrapped.body)).text


def test_the_deepest_body_is_found_sixteen_objects_deep_in_a_line() -> None:
    deepest = {**ORQ, "unknown": None}
    for _ in range(CANONICAL_DEPTH - 1):
        deepest["unknown"] = [deepest["unknown"]]

    assert [bool(find_wrapper(lines(_inside(deepest, depth))).wrapper) for depth in (16, 17)] == [True, False]


def _inside(value: Any, depth: int) -> Any:
    for _ in range(depth):
        value = {"in": value}
    return value


def test_a_plain_log_has_no_wrapper_around_its_bodies() -> None:
    guess = find_wrapper(lines(OPPER, {"data": ORQ}, OPPER))

    assert guess.wrapper == Wrapper("", in_string=False)
    assert guess.reasons == ("the line is a body in 3 of 3 lines: opper 2, orq 1",)


def test_the_mixed_log_of_the_fixtures_is_a_plain_one() -> None:
    guess = find_wrapper((FIXTURES / "mixed.jsonl").read_bytes().split(b"\n"))

    assert guess.wrapper == Wrapper("", in_string=False)
    assert guess.share == 1.0


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (OPPER, Wrapper("/a~1b/x", in_string=False)),
        (json.dumps(OPPER), Wrapper("/a~1b/x", in_string=True)),
        (OPPER_STREAM, Wrapper("/a~1b/x", in_string=True)),
        (OPPER_CHUNKS, Wrapper("/a~1b/x", in_string=False)),
        ([{"data": chunk} for chunk in OPPER_CHUNKS], Wrapper("/a~1b/x", in_string=False)),
        ({**OPPER, "deep": json.loads("[" * 255 + "]" * 255)}, Wrapper("/a~1b/x", in_string=False)),
    ],
)
def test_a_body_is_found_wherever_it_is(held: Any, expected: Wrapper) -> None:
    line = {"request": {"messages": [{"role": "user", "content": "choices?"}]}, "a/b": {"n": 1, "x": held}}

    assert find_wrapper(lines(line)).wrapper == expected


@pytest.mark.parametrize(
    "held",
    [
        json.dumps(json.dumps(OPPER)),  # text in a text in a string
        "which choices",
        '{"choices": [',
        '{"choices": [{"\ud800"',
        "data: choices\n\n",
        {"choices": 7},
        {"error": {"message": "choices"}},
        [{"choices": [{"delta": 7}]}],
        [1, "choices"],
        [],
    ],
)
def test_what_is_no_body_of_a_known_vendor_is_not_found(held: Any) -> None:
    guess = find_wrapper(lines({"a": held}, 7))

    assert (guess.wrapper, guess.share, guess.candidates) == (None, 0.0, ())
    assert guess.reasons == ("no pointer leads to a body of a known vendor in more than half of 2 lines",)


def test_two_pointers_that_both_lead_to_bodies_are_not_chosen_between() -> None:
    guess = find_wrapper(lines({"a": OPPER, "b": ORQ}, {"a": OPPER, "b": ORQ}, {"a": OPPER}))

    assert guess.wrapper is None
    assert guess.candidates == ("/a", "/b")
    assert guess.reasons == (
        "several pointers lead (2) to a body of a known vendor in more than half of 3 lines",
        "a body is at /a in 3 of 3 lines",
        "a body is at /b in 2 of 3 lines",
    )


def test_of_many_pointers_only_the_first_five_are_told_of() -> None:
    guess = find_wrapper(lines(dict.fromkeys("abcdefg", OPPER)))

    assert len(guess.candidates) == 7
    assert guess.reasons[1:] == tuple(f"a body is at /{name} in 1 of 1 lines" for name in "abcde")


def test_half_of_the_lines_are_not_enough() -> None:
    guess = find_wrapper([*lines({"a": OPPER}), b"no JSON"])

    assert (guess.wrapper, guess.lines, guess.candidates) == (None, 2, ("/a",))


def test_one_line_is_told_of_as_one() -> None:
    reasons = find_wrapper(lines({"a": json.dumps(OPPER)}, {"a": ORQ})).reasons

    assert reasons[1:] == ("1 of them is the text in a string",)


def test_a_pointer_of_a_preset_without_its_marks_is_a_wrapper_of_ones_own() -> None:
    assert find_wrapper(lines({"response": {"body": OPPER}})).wrapper == Wrapper("/response/body", in_string=False)


@pytest.mark.parametrize("name", PRESETS)
def test_the_marks_of_a_preset_with_another_pointer_make_a_wrapper_of_ones_own(name: str) -> None:
    line: dict[str, Any] = {"elsewhere": OPPER}
    for mark in PRESETS[name].marks:
        held = line
        for token in mark.split("/")[1:]:
            held = held.setdefault(token, {})

    assert PRESETS[name].fits(line)
    assert find_wrapper(lines(line)).wrapper == Wrapper("/elsewhere", in_string=False)


def test_no_line_says_nothing() -> None:
    guess = find_wrapper([b"", b"\n"])

    assert (guess.wrapper, guess.lines, guess.reasons) == (None, 0, ("there is no line to tell by",))


def test_only_a_sample_is_looked_at() -> None:
    taken = iter([*lines({"a": OPPER}) * SAMPLE, b"left"])

    assert find_wrapper(taken).lines == SAMPLE
    assert list(taken) == [b"left"]
    assert find_wrapper(lines({"a": OPPER}, 7, 7), sample=1).share == 1.0


@settings(max_examples=50, deadline=None)
@given(objects, randoms)
def test_any_line_is_looked_at_without_an_error_and_what_is_found_can_be_unwrapped(tree: Any, random: Any) -> None:
    line = spelled({**tree, "response": OPPER_TREE}, random).encode()
    guess = find_wrapper([line, b"\xff", line, line[:-1]])

    if guess.wrapper is not None:
        assert unwrap(line, guess.wrapper).body


OPPER_TREE = {"choices": [{"message": {"role": "assistant", "content": "Hello"}}]}


def test_what_no_payload_may_hold_beside_a_body_hides_it_from_nobody() -> None:
    line = b'{"cost": NaN, "a": 1, "a": 1e999, "n": ' + b"9" * 5000 + b', "r": {"choices": [{"text": ""}]}}'

    assert find_wrapper([line]).wrapper == Wrapper("/r", in_string=False)
    assert find_wrapper([line[:-1], b"\xff", b"[" * 5000]).wrapper is None
