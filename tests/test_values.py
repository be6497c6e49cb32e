"""Absence, typed equality and values that cannot change."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import attrs
import pytest

import normalizer
from normalizer import UNSET, Completion, Delta, NormalizerError, Refusal, Text, ToolCall
from normalizer.frozen import EMPTY, FrozenDict, FrozenList, freeze, thaw
from normalizer.pointer import join, resolve, split
from normalizer.values import is_empty, kind_of, same

from .test_refusals import CHAT

DIFFERENT: list[Any] = [
    0,
    0.0,
    -0.0,
    False,
    None,
    "",
    [],
    {},
    1,
    1.0,
    True,
    "1",
    [0],
    [0.0],
    {"a": 0},
    {"a": None},
    {"b": 0},
    [[]],
    UNSET,
]


def test_values_of_different_kinds_are_never_the_same() -> None:
    for number, one in enumerate(DIFFERENT):
        for other_number, other in enumerate(DIFFERENT):
            assert same(one, other) == (number == other_number)


KINDS: list[tuple[Any, str]] = [
    (UNSET, "nothing"),
    (None, "null"),
    (True, "a boolean"),
    (1, "an integer"),
    (1.0, "a decimal number"),
    ("1", "a string"),
    ([1], "an array"),
    ({"1": 1}, "an object"),
]


@pytest.mark.parametrize(("value", "kind"), KINDS)
def test_the_kinds_of_values_have_the_words_of_json(value: Any, kind: str) -> None:
    assert kind_of(value) == kind


def test_sameness_of_deep_values_needs_no_stack() -> None:
    def deep() -> Any:
        value: Any = 1
        for _ in range(50_000):
            value = [value]
        return value

    one, other = deep(), deep()
    assert same(one, other)
    while one:  # taken apart level by level, for Python's own deallocation recurses
        one, other = (one[0], other[0]) if isinstance(one, list) else (0, 0)


def test_integers_of_any_length_are_compared() -> None:
    assert same(10**5000, 10**5000)
    assert not same(10**5000, 10**5000 + 1)


def test_unset_is_one_falsy_object_that_survives_copies() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert all(made is UNSET for made in (copy.deepcopy(UNSET), pickle.loads(pickle.dumps(UNSET))))


def test_only_what_says_nothing_is_empty() -> None:
    assert [None, "", [], {}] == [value for value in DIFFERENT if value is not UNSET and is_empty(value)]


def test_a_kind_is_named_without_the_value() -> None:
    assert kind_of("secret") == "a string"
    assert kind_of(FrozenDict(secret=1)) == "an object"
    assert kind_of({"secret"}) == "a Python set"


@pytest.mark.parametrize("edit", [
    lambda extra: extra.update(a=1), lambda extra: extra.clear(), lambda extra: extra.__setitem__("a", 1),
    lambda extra: extra["list"].append(1), lambda extra: extra["list"].sort(), lambda extra: extra["deep"].pop("a"),
])  # fmt: skip
def test_what_a_completion_carries_cannot_be_changed(edit: Any) -> None:
    completion = Completion(extra={"list": [1], "deep": {"a": [{}]}})

    with pytest.raises(TypeError, match="immutable"):
        edit(completion.extra)


def test_a_completion_shares_nothing_with_the_payload_it_was_read_from() -> None:
    payload = json.loads(json.dumps({**CHAT, "x": {"y": [1]}}))
    completion = normalizer.normalize(payload)
    before = normalizer.dumps(completion)
    payload["x"]["y"].append(2)
    payload["choices"][0]["message"]["content"] = "other"

    assert before == normalizer.dumps(completion)


def test_what_is_written_is_the_receivers_own() -> None:
    completion = normalizer.normalize({**CHAT, "x": {"y": [1]}})
    written = normalizer.denormalize(completion)
    written["x"]["y"].append(2)
    written["choices"].clear()

    assert normalizer.denormalize(completion)["x"] == {"y": [1]}


def test_frozen_values_compare_print_copy_pickle_and_hash_like_values() -> None:
    frozen = freeze({"a": [1, {"b": []}], "c": {}})

    assert frozen == {"a": [1, {"b": []}], "c": {}}
    assert json.loads(json.dumps(frozen)) == frozen
    assert copy.copy(frozen) is frozen
    assert copy.deepcopy(frozen["a"]) is frozen["a"]
    assert copy.copy(frozen["a"]) is frozen["a"]
    assert pickle.loads(pickle.dumps(frozen)) == frozen
    assert type(pickle.loads(pickle.dumps(frozen))["a"]) is FrozenList
    assert copy.deepcopy(frozen) is frozen
    assert hash(frozen) == hash(freeze(thaw(frozen)))
    assert hash(frozen["a"]) == hash(freeze([2, 3]))
    assert freeze(frozen) is frozen
    assert freeze({}) is EMPTY
    assert type(thaw(EMPTY)) is dict


def test_what_is_frozen_is_shared_by_what_is_frozen_later() -> None:
    frozen = freeze({"a": [1]})
    again = freeze({"object": frozen, "array": frozen["a"], "in an array": [frozen, frozen["a"]]})

    assert freeze(frozen["a"]) is frozen["a"]
    assert (again["object"] is frozen, again["array"] is frozen["a"]) == (True, True)
    assert (again["in an array"][0] is frozen, again["in an array"][1] is frozen["a"]) == (True, True)


def test_objects_and_arrays_are_frozen_as_deep_as_a_thousand_below_the_first() -> None:
    def deep(count: int) -> Any:
        value: Any = []
        for _ in range(count):
            value = [value]
        return value

    assert same(deep(1000), freeze(deep(1000)))
    with pytest.raises(NormalizerError, match="nested deeper"):
        freeze(deep(1001))


def test_completions_can_be_hashed_pickled_and_evolved() -> None:
    completion = normalizer.normalize(CHAT)
    again = pickle.loads(pickle.dumps(completion))

    assert completion == again
    assert hash(completion) == hash(again)
    assert CHAT == normalizer.denormalize(again)
    assert attrs.evolve(completion, id="other") != completion


def test_a_container_that_holds_itself_cannot_be_put_into_a_completion() -> None:
    loop: dict[str, Any] = {}
    loop["loop"] = loop

    with pytest.raises(NormalizerError, match="holds itself"):
        Completion(extra=loop)


@pytest.mark.parametrize("tokens", [[], ["a"], ["", "0"], ["a/b", "~", "~1", "~0"], ["choices", "0"]])
def test_a_pointer_reads_as_the_path_it_was_written_from(tokens: list[str]) -> None:
    assert tokens == split(join(tokens))


def test_a_pointer_that_leads_nowhere_finds_nothing() -> None:
    value = {"a": [1, {"b": None}], "text": "abc"}

    assert resolve(value, ["a", "1", "b"]) is None
    for tokens in (
        ["x"],
        ["a", "2"],
        ["a", "01"],
        ["a", "-1"],
        ["a", "\u0661"],
        ["a", "0", "x"],
        ["a", "0", "0"],
        ["text", "0"],
    ):
        assert resolve(value, tokens) is UNSET


def test_arguments_are_parsed_for_looking_and_kept_as_they_came() -> None:
    parse = {
        text: ToolCall(arguments=text).parsed_arguments for text in ('{"a": 1.0}', "[1]", "null", '{"a": 1', "", "free")
    }

    assert parse == {'{"a": 1.0}': {"a": 1.0}, "[1]": [1], "null": None, '{"a": 1': None, "": None, "free": None}
    assert ToolCall(arguments={"a": 1}).parsed_arguments == {"a": 1}
    assert ToolCall().parsed_arguments is None
    assert normalizer.FunctionCall(arguments="[true]").parsed_arguments == [True]


def test_a_choices_text_is_all_its_texts_or_none() -> None:
    choice = normalizer.Choice(message=normalizer.Message(parts=(Text("a"), ToolCall(id="t"), Text("b"))))

    assert choice.text == "ab"
    assert [call.id for call in choice.tool_calls] == ["t"]
    assert normalizer.Choice().text is None
    assert Completion(choices=[choice]).text == "ab"
    assert Completion().text is None


def test_a_chunks_text_is_what_its_first_choice_adds_to_it_or_none() -> None:
    said = normalizer.ChunkChoice(delta=Delta(parts=(Text("a"), Refusal("no"), Text("b"))))

    assert said.text == "ab"
    assert said.parts == (Text("a"), Refusal("no"), Text("b"))
    assert normalizer.Chunk(choices=[said, normalizer.ChunkChoice()]).text == "ab"
    assert normalizer.Chunk().text is None
    for silent in (normalizer.ChunkChoice(delta=None), normalizer.ChunkChoice(), normalizer.ChunkChoice(delta=UNSET)):
        assert (silent.text, silent.parts) == (None, ())


TIMES = [
    (1756112345, "2025-08-25T08:59:05+00:00"), (1756112345.5, "2025-08-25T08:59:05.500000+00:00"), ("1756112345", "2025-08-25T08:59:05+00:00"),
    ("1756112345.25", "2025-08-25T08:59:05.250000+00:00"), (0, "1970-01-01T00:00:00+00:00"), (-1, "1969-12-31T23:59:59+00:00"),
    ("2025-08-25T10:59:05+02:00", "2025-08-25T10:59:05+02:00"), ("2025-08-25T08:59:05Z", "2025-08-25T08:59:05+00:00"),
    ("2025-08-25T08:59:05z", "2025-08-25T08:59:05+00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("created", "time"), TIMES)
def test_a_time_is_read_from_the_ways_vendors_write_it(created: Any, time: str) -> None:
    read = Completion(created=created).created_at

    assert read is not None
    assert read.isoformat() == time


@pytest.mark.parametrize(
    "created",
    [
        UNSET,
        None,
        "",
        "soon",
        "2025-08-25T10:59:05",
        1e300,
        10**20,
        10**17,
        -(10**17),
        float("nan"),
        True,
        "1_0",
        " 1",
        "\u0661",
        "1e3",
    ],
)
def test_what_is_no_certain_time_is_none(created: Any) -> None:
    assert Completion(created=created).created_at is None


NESTED = {"a": {"b": [1, {"c": [True, "x"]}, []]}, "d": [[0.5, None], {"e": {}}], "f": 7}


def _with_one_leaf_changed(value: Any) -> list[Any]:
    """The value with one leaf or empty container at a time replaced."""
    if isinstance(value, dict) and value:
        return [{**value, key: other} for key, held in value.items() for other in _with_one_leaf_changed(held)]
    if isinstance(value, list) and value:
        return [
            [*value[:place], other, *value[place + 1 :]]
            for place, held in enumerate(value)
            for other in _with_one_leaf_changed(held)
        ]
    return ["another value"]


def test_one_difference_is_found_wherever_it_lies() -> None:
    others = _with_one_leaf_changed(NESTED)

    assert len(others) == 8
    assert same(NESTED, copy.deepcopy(NESTED))
    assert not any(same(NESTED, other) or same(other, NESTED) for other in others)
