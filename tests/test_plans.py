"""A conversion that is known gives what the mapping functions give, for every carrier that it takes."""

from __future__ import annotations

import ast
import contextlib
import itertools
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer import LossError, PayloadError, fast
from normalizer.completion import Source
from normalizer.express import exact_only
from normalizer.faces import carrier_of
from normalizer.fast.alike import is_free, leaves, rebuilt
from normalizer.fast.plans import LARGEST, MOST, Outcome, Plan, Plans, plan_of
from normalizer.fast.tokens import AskedError, Token
from normalizer.frozen import FrozenDict, FrozenList
from normalizer.report import Change
from normalizer.testing import generators
from normalizer.testing.either_path import text_of
from normalizer.values import UNSET
from normalizer.vendors import known_vendors
from normalizer.writing import converted

from .test_fast import CHAT, FIXTURES, IN_WIRE, LOGPROBS, TEXT, compact, other_than, recorded

SOURCE = Path(normalizer.__file__).parent
MAPPING = [
    *sorted((SOURCE / "vendors").rglob("*.py")),
    SOURCE / "mapping.py",
    SOURCE / "left_over.py",
    SOURCE / "texts.py",
]
OTHERS = [None, UNSET, "", "5", "stop", "x", 0, -0.0, 5.0, 7, True, (), FrozenDict({"a": 1}), FrozenList([1.0])]


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    """Other tests have converted something."""
    fast._route_made.forget()
    fast._route_of.cache_clear()  # no other way to forget
    fast._routes_of.cache_clear()  # as above
    fast._known[0] = ()  # as above


def shape_of(text: bytes, vendor: str | None = None) -> Any:
    """The carrier of a text, once its unknown keys are known; None where no carrier can hold it, or it is refused."""
    with contextlib.suppress(PayloadError):
        normalizer.loads(text, vendor)
        transit = carrier_of(normalizer.loads(text, vendor))
        return None if transit is None else transit.shape()
    return None


def plan_for(shape: Any, vendor: str) -> Plan | None:
    return plan_of(shape, plans_of(vendor)._convert)


def plans_of(vendor: str) -> Plans:
    source, target = fast._route_to(vendor), fast._route_to(other_than(vendor))  # no other way to see what is known
    assert source is not None
    assert target is not None
    return fast._passage(source, target).plans


def assert_right(plan: Plan, shape: Any, vendor: str) -> bool:
    """Whether the plan takes a carrier; what it gives is what the exact path gives."""
    written = plan.write(shape)
    if written is None:
        return False
    with exact_only():
        completion = normalizer.loads(fast.route._encode(shape), vendor)
        conversion = normalizer.convert(completion, other_than(vendor))
        assert written == normalizer.dumps(completion, other_than(vendor), lossy=True)
        assert plan.is_lossy == any(change.is_loss for change in conversion.changes)
        assert plan.changes in (None, conversion.changes)
        assert repr(plan.tell(shape)) in ("None", repr(conversion.changes))
    return True


def varied(random: Random, shape: Any) -> Any:
    """The same carrier with other values at a few places."""
    places = [path for path, _ in leaves(shape)]
    chosen = random.sample(places, min(len(places), random.choice([1, 2, 5])))
    held = dict(leaves(shape))
    return rebuilt(shape, {path: _alike(random, held[path]) for path in chosen})


def _alike(random: Random, value: Any) -> Any:
    """Mostly a value that could stand there, too."""
    if value.__class__ is str and random.random() < 0.7:
        return random.choice(["5", "-1", "x", "stop", "length", "function", "", "\u00e9"])
    if value.__class__ is int and random.random() < 0.7:
        return random.choice([0, 1, -5, 2**60])
    return random.choice([one for one in OTHERS if one is None or one is UNSET or one.__class__ is value.__class__])


@pytest.mark.parametrize("recording", IN_WIRE, ids=lambda recording: recording["file"])
def test_what_is_known_of_a_recording_holds_for_all_that_are_alike(recording: dict[str, Any]) -> None:
    shape = shape_of(text_of(recorded(recording)))
    plan = plan_for(shape, recording["vendor"]) if shape is not None else None
    if plan is None:
        return

    assert assert_right(plan, shape, recording["vendor"])
    for seed in range(20):
        assert_right(plan, varied(Random(seed), shape), recording["vendor"])  # no secret


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=True))
def test_what_is_known_of_random_payloads_holds_for_all_that_are_alike(random: Random) -> None:
    vendor = random.choice(["orq", "opper"])
    known = known_vendors()[vendor]
    shape = shape_of(text_of(generators.payload(random, known, known.form("wire"))), vendor)
    plan = plan_for(shape, vendor) if shape is not None else None
    if plan is None:
        return

    assert assert_right(plan, shape, vendor)
    for _ in range(10):
        assert_right(plan, varied(random, shape), vendor)


def test_most_recordings_are_converted_by_heart() -> None:
    shapes = [(recording["vendor"], shape_of(text_of(recorded(recording)))) for recording in IN_WIRE]
    planned = [plan_for(shape, vendor) is not None for vendor, shape in shapes if shape is not None]

    assert sum(planned) > 0.8 * len(planned)


def test_a_conversion_is_written_down_after_it_was_made_sixteen_times_and_then_gives_the_same() -> None:
    with exact_only():
        expected = normalizer.dumps(normalizer.loads(compact(TEXT)), "opper")
    found = []
    for _ in range(MOST + 1):
        assert expected == normalizer.dumps(normalizer.loads(compact(TEXT)), "opper")
        found.append(plans_of("orq").find(shape_of(compact(TEXT))) is not None)

    assert [False] * (MOST - 1) + [True] * 2 == found
    assert normalizer.convert(compact(TEXT), "opper").changes == ()


def test_only_so_many_conversions_are_known_and_the_oldest_is_forgotten() -> None:
    texts = [compact({**TEXT, "choices": TEXT["choices"] * count}) for count in range(1, MOST + 3)]
    plans = plans_of("orq")
    for text in texts:
        plans._missed = itertools.count(MOST)  # as if it had been missed often enough
        plans.miss(shape_of(text))

    assert len(plans._plans) == MOST
    assert plans.find(shape_of(texts[0])) is None
    assert plans.find(shape_of(texts[-1])) is not None


def test_a_value_that_somebody_asks_for_is_fixed() -> None:
    shape = shape_of(compact(TEXT))
    plan = plan_for(shape, "orq")
    assert plan is not None
    other = {("choices", 0, "finish_reason"): "length"}

    assert plan.write(rebuilt(shape, other)) is None
    assert plan.write(rebuilt(shape, {("choices", 0, "text"): "another"})) is not None
    assert plan.write(rebuilt(shape, {("choices", 0, "text"): ""})) is None
    assert plan.write(rebuilt(shape, {("choices", 0, "index"): True})) is None
    assert plan.write(rebuilt(shape, {("choices", 0, "index"): 0.0})) is None
    assert plan.write(rebuilt(shape, {("usage",): None})) is not None  # a node is no leaf, so nothing was replaced


def test_what_a_function_makes_of_two_values_together_is_no_plan_for_either() -> None:
    """Both are moved unless both are a certain text, which no token can tell."""
    shape = shape_of(compact(TEXT))

    def convert(shape: Any) -> Outcome:
        text = shape.choices[0].text
        both = (type(text), type(shape.id)) == (str, str) and text == shape.id == "5"
        return Outcome({"id": shape.id, "text": "both" if both else text}, is_lossy=False, changes=())

    plan = plan_of(shape, convert)

    assert plan is not None
    assert plan.write(shape) == compact({"id": "cmpl-1", "text": "Hello"})
    assert plan.write(rebuilt(shape, {("id",): "5"})) is None


def test_what_cannot_be_done_with_tokens_is_not_written_down() -> None:
    shape = shape_of(compact(TEXT))

    assert plan_of(shape, lambda node: "".join([node.id, node.model])) is None  # type: ignore[arg-type, return-value]  # noqa: FLY002  # no method of a token is called
    many = shape_of(compact({**CHAT, "choices": [{**CHAT["choices"][0], "index": n} for n in range(LARGEST)]}))
    plans = plans_of("opper")
    plans._missed = itertools.count(MOST)  # as if it had been missed often enough
    plans.miss(many)
    assert plans._plans == ()


def test_changes_that_tell_a_value_tell_that_of_each_record() -> None:
    plan = plan_for(shape_of(compact(CHAT)), "opper")
    assert plan is not None
    plans_of("opper")._plans = (plan,)
    text = compact(CHAT).replace(b"call_1", b"call_2")

    assert plan.is_lossy
    assert plan.changes is None
    with exact_only():
        expected = normalizer.convert(text, "orq").changes
    assert repr(expected) == repr(normalizer.convert(text, "orq").changes)
    assert ["call_2"] == [change.before["id"] for change in expected if change.is_loss]  # type: ignore[index]  # a tool call


def test_a_loss_is_refused_and_counted_by_heart_too() -> None:
    plan = plan_for(shape_of(compact(CHAT)), "opper")
    assert plan is not None
    plans_of("opper")._plans = (plan,)
    completion = normalizer.loads(compact(CHAT))

    assert plan.write(shape_of(compact(CHAT))) is not None
    with pytest.raises(LossError, match="/choices/0/message/parts/1"):
        normalizer.dumps(completion, "orq")
    assert converted(completion, Source("orq")).is_lossy
    assert not converted(completion, Source("orq"), look=False).is_lossy


def test_log_probabilities_are_compared_as_they_are() -> None:
    shape = shape_of(compact(LOGPROBS))
    plan = plan_for(shape, "opper")

    assert plan is None or assert_right(plan, shape, "opper")


@pytest.mark.parametrize("kind", [str, int, float, FrozenDict, FrozenList])
def test_a_token_says_its_class_and_nothing_else(kind: type) -> None:
    token: Any = Token(kind, 3)

    assert isinstance(token, kind)
    assert token.__class__ is kind
    assert token != ()
    assert token is not None
    assert token != None  # noqa: E711  # what count and index ask
    asks = [
        hash,
        len,
        iter,
        str,
        repr,
        lambda one: one == "x",
        lambda one: one["x"],
        lambda one: one.lower(),
        lambda one: 1 in one,
    ]
    for ask in asks:
        with pytest.raises(AskedError) as caught:
            ask(token)  # type: ignore[operator]  # they are
        assert caught.value.token is token
    if kind in (int, float):
        with pytest.raises(AskedError):
            bool(token)
    else:
        assert bool(token)


def test_changes_tell_values_to_their_leaves() -> None:
    def convert(shape: Any) -> Outcome:
        held: Any = {"a": [{"b": shape.id, "c": 5.0}]}
        return Outcome(
            {"id": shape.id}, is_lossy=True, changes=(Change("dropped", "/x", held), Change("invented", "/y"))
        )

    shape = shape_of(compact(TEXT))
    plan = plan_of(shape, convert)

    assert plan is not None
    assert plan.changes is None
    told = plan.tell(rebuilt(shape, {("id",): "other"}))
    assert told is not None
    assert [{"a": [{"b": "other", "c": 5.0}]}, UNSET] == [change.before for change in told]
    assert type(told[0].before) is FrozenDict
    assert type(told[0].before["a"]) is FrozenList


@pytest.mark.parametrize("path", MAPPING, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_mapping_asks_for_no_type_so_that_no_token_is_taken_for_something_else(path: Path) -> None:
    """``isinstance`` can be answered by a token, ``type`` cannot."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]

    assert [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "type"] == []


def test_empty_values_are_never_free() -> None:
    assert not any(map(is_free, ("", FrozenDict(), FrozenList(), None, UNSET, True, ())))
    assert all(map(is_free, ("x", 0, -0.0, FrozenDict({"a": 1}))))
    assert FIXTURES.is_dir()
