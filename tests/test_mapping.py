"""The small words of mapping functions, with which vendors are written: what is kept of silence, of several texts, of a spelling."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import normalizer
from normalizer.completion import FinishReason
from normalizer.frozen import EMPTY, FrozenDict, freeze
from normalizer.mapping import by_type, each, mapped, silent, with_silent, without
from normalizer.spelling import as_integer, is_respelled
from normalizer.texts import joined
from normalizer.values import UNSET, same
from normalizer.vendor import Vendor
from normalizer.vendors import known_vendors
from normalizer.vocabulary import Vocabulary

SILENT: list[tuple[Any, tuple[Any, ...], Any]] = [
    (None, (None,), None), (None, (None, ()), None), (None, ((),), UNSET), (None, (), UNSET),
    ([], (None, ()), ()), ([], ((),), ()), ([], (None,), UNSET), ([], (), UNSET), ([None], (None, ()), UNSET),
    ("", (None, ()), UNSET), ({}, (None, ()), UNSET), (0, (None, ()), UNSET), (False, (None, ()), UNSET),
]  # fmt: skip


@pytest.mark.parametrize(("held", "allowed", "found"), SILENT)
def test_a_key_says_nothing_only_in_the_ways_that_its_place_allows(held: Any, allowed: Any, found: Any) -> None:
    extra = freeze({"x": held, "y": "said"})

    assert silent(extra, "x", *allowed) is found or silent(extra, "x", *allowed) == found == ()
    assert silent(extra, "y", *allowed) is UNSET
    assert silent(extra, "z", *allowed) is UNSET
    assert silent(EMPTY, "x", *allowed) is UNSET


def test_what_is_there_and_says_nothing_is_kept_as_json_says_it_and_all_else_is_not() -> None:
    extra = FrozenDict({"y": 1})
    kept = with_silent(extra, none=None, array=(), absent=UNSET, text="", said="x", items=(1,))

    assert kept == {"y": 1, "none": None, "array": []}
    assert isinstance(kept["array"], list)
    assert [silent(kept, name, None, ()) for name in ("none", "array", "absent", "text")] == [None, (), UNSET, UNSET]
    assert with_silent(extra, absent=UNSET, text="") is extra


def test_null_and_absence_stay_what_they_are_whatever_a_function_makes_of_values() -> None:
    assert [mapped(value, lambda _: "made") for value in (None, UNSET, 0, "", ())] == [
        None,
        UNSET,
        "made",
        "made",
        "made",
    ]
    assert [each(value, str) for value in (None, UNSET, (), (1, 2))] == [None, UNSET, (), ("1", "2")]


def test_items_are_found_by_their_type_in_their_order() -> None:
    assert by_type([1, "a", 2, True]) == {int: [1, 2], str: ["a"], bool: [True]}
    assert list(by_type(["a", 1])) == [str, int]


def test_unknown_keys_are_left_behind_by_their_names() -> None:
    assert without(FrozenDict({"a": 1, "b": 2, "c": None}), "a", "c", "d") == {"b": 2}


def test_several_texts_are_one_and_none_are_none() -> None:
    assert joined([]) is UNSET
    assert joined(iter(["a"])) == "a"
    assert joined(["a", "", "b"]) == "ab"
    assert joined(["\ud83d", "\ude00"]) == "\U0001f600"
    assert joined(["\ud83d\ude00"]) == "\ud83d\ude00"
    assert joined(["\ude00", "\ud83d"]) == "\ude00\ud83d"


INTEGERS: list[tuple[Any, Any]] = [
    (5.0, 5), ("5", 5), ("-5", -5), ("0", 0), (0.0, 0), (1e21, 10**21), ("9" * 18, int("9" * 18)), (-3.0, -3),
    (5, 5), (True, True), (5.5, 5.5), (-0.0, -0.0), ("-0", "-0"), ("05", "05"), ("+5", "+5"), ("5.0", "5.0"), (" 5", " 5"), ("5\n", "5\n"),
    ("", ""), ("9" * 19, "9" * 19), ("\u0665", "\u0665"), ("1_0", "1_0"), (None, None), (UNSET, UNSET), ([5.0], [5.0]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "integer"), INTEGERS)
def test_only_what_equals_an_integer_exactly_is_one(value: Any, integer: Any) -> None:
    assert same(integer, as_integer(value))


ONE: list[tuple[Any, Any]] = [
    (5.0, 5), ("5", 5), (UNSET, None), (UNSET, []), (UNSET, {}), (UNSET, ""), (UNSET, {"type": "text", "text": ""}),
]  # fmt: skip
TWO: list[tuple[Any, Any]] = [
    ("5", 6), (5.5, 5), (-0.0, 0), ("5.0", 5), (True, 1), ("5", 5.0), ("x", "y"), (1.5, 2.5), (None, 0), (5, 6), ([5.0], [5]),
    (UNSET, 0), (UNSET, False), (UNSET, "x"), (UNSET, {"type": "text", "text": "x"}), (UNSET, {"type": "refusal", "text": ""}),
    (UNSET, {"type": "text", "text": "", "extra": {"a": 1}}),
]  # fmt: skip


def test_two_spellings_of_one_value_lose_nothing_whichever_comes_first() -> None:
    for before, after in ONE:
        assert is_respelled(before, after)
        assert is_respelled(after, before)


def test_two_values_are_a_loss_whichever_comes_first() -> None:
    for before, after in TWO:
        assert not is_respelled(before, after), (before, after)
        assert not is_respelled(after, before), (before, after)


INNER: list[dict[str, Any]] = [
    {}, {"inner": None}, {"inner": {}}, {"inner": {"x": 1}}, {"inner": {"name": None}}, {"inner": {"name": "f"}},
    {"inner": {"name": None, "x": None}}, {"inner": {"name": "f", "x": {}}}, {"inner": {"x": {}}, "y": 1},
]  # fmt: skip


@pytest.mark.parametrize("kind", ["function", "custom"])
@pytest.mark.parametrize("held", INNER)
def test_a_tool_call_comes_back_whatever_its_inner_object_says_and_if_there_is_none(kind: str, held: Any) -> None:
    said = {kind: held["inner"]} if "inner" in held else {}
    call = {"id": "1", "type": kind, **said, **{name: value for name, value in held.items() if name != "inner"}}
    payload = {"choices": [{"index": 0, "message": {"tool_calls": [call]}}]}
    completion = normalizer.normalize(payload, "opper")

    assert normalizer.denormalize(completion) == payload
    assert normalizer.denormalize(attrs.evolve(completion, id="edited")) == {"id": "edited", **payload}


@pytest.mark.parametrize("name", ["tool_calls", "content", "refusal", "function_call", "audio", "annotations"])
def test_a_key_that_says_nothing_comes_back_in_an_answer_and_in_a_chunk(name: str) -> None:
    """Null does, and an empty array where arrays are."""
    values: list[Any] = [None, []] if name in ("tool_calls", "annotations") else [None]
    for value in values:
        for place, vendor in (("message", known_vendors()["opper"]), ("delta", known_vendors()["opper"].chunks)):
            payload: Any = {"choices": [{"index": 0, place: {name: value}}]}

            assert vendor is not None
            assert vendor.write(vendor.read(payload, "wire"), "wire") == payload


def test_a_vocabulary_says_a_kind_in_the_first_of_its_words_where_the_raw_word_would_claim_another() -> None:
    words = Vocabulary({"end": "stop", "fin": "stop", "max": "length"})

    assert [words.read(word) for word in ("fin", "max", "odd", None, UNSET)] == [
        FinishReason("stop", "fin"), FinishReason("length", "max"), FinishReason("other", "odd"), None, UNSET,
    ]  # fmt: skip
    said = {
        FinishReason("stop", "fin"): "fin",
        FinishReason("stop", "max"): "end",
        FinishReason("length", "end"): "max",
        FinishReason("error", "max"): "error",
        FinishReason("other", "odd"): "odd",
        FinishReason("stop"): "stop",
    }
    assert {reason: words.write(reason) for reason in said} == said
    assert [words.write(reason) for reason in (None, UNSET)] == [None, UNSET]


@pytest.mark.parametrize("vendor", known_vendors().values(), ids=lambda vendor: vendor.name)
def test_a_form_is_called_what_the_vendor_knows_it_by(vendor: Vendor) -> None:
    for known in (vendor, vendor.chunks):
        assert known is not None
        assert {name: form.name for name, form in known.forms.items()} == {name: name for name in known.forms}
        assert known.name == vendor.name
