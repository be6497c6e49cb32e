"""What is one change: arrays as a whole, but for choices and parts, which face each other by their types."""

from __future__ import annotations

from typing import Any

from normalizer.diff import difference
from normalizer.undo import undo

PARTS = "/choices/0/message/parts"
AT_MOST = 1_000_000
"""The product of two lengths up to which parts in another order are matched."""


def parts(*types: str) -> dict[str, Any]:
    return {"choices": [{"message": {"parts": [{"type": word} for word in types]}}]}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str]]:
    changes = difference(before, after)
    assert before == undo(after, changes)
    return [(change.kind, change.pointer) for change in changes]


def test_parts_that_both_begin_with_are_no_change() -> None:
    assert told(parts("text", "tool_call"), parts("text", "refusal")) == [
        ("dropped", f"{PARTS}/1"),
        ("invented", f"{PARTS}/1"),
    ]


def test_what_both_begin_with_faces_each_other_before_anything_else_does() -> None:
    before, after = parts("text", "audio"), parts("text", "refusal", "text", "audio")

    assert told(before, after) == [("invented", f"{PARTS}/1"), ("invented", f"{PARTS}/2")]


def test_of_parts_in_another_order_one_is_told_as_dropped_and_invented() -> None:
    assert told(parts("audio", "text", "text"), parts("text", "text", "audio")) == [
        ("dropped", f"{PARTS}/0"),
        ("invented", f"{PARTS}/2"),
    ]
    assert len(told(parts("audio", *["text"] * 300), parts(*["text"] * 300, "audio"))) == 2


def test_beyond_a_million_pairs_all_parts_are_told_but_those_that_both_begin_with() -> None:
    many = ["text"] * 999
    one_more = ["text"] * 1000

    assert len(told(parts("refusal", "audio", *many), parts("refusal", *many, "audio"))) == 2
    assert 1000 * 1000 == AT_MOST
    assert len(told(parts("refusal", "audio", *one_more), parts("refusal", *one_more, "audio"))) == 2 * 1001


def test_one_pair_more_than_a_million_is_too_many() -> None:
    changes = difference(parts("audio", *["text"] * 100), parts(*["text"] * 9900, "audio"))

    assert 101 * 9901 == AT_MOST + 1
    assert len(changes) == 101 + 9901


def test_arrays_of_those_names_elsewhere_are_one_value() -> None:
    before = {"choices": [], "extra": {"x": {"message": {"parts": [1, 2]}}, "choices": [1]}}
    after = {"choices": [], "extra": {"x": {"message": {"parts": [2]}}, "choices": []}}

    assert told(before, after) == [("altered", "/extra/x/message/parts"), ("altered", "/extra/choices")]


def test_an_array_that_is_there_on_one_side_is_one_value() -> None:
    none: dict[str, Any] = {"choices": [{"message": {}}]}

    assert told(parts("text"), none) == [("dropped", PARTS)]
    assert told(none, parts("text")) == [("invented", PARTS)]
