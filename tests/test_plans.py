"""A conversion that is known gives what the mapping functions give, for every carrier that it takes."""

from __future__ import annotations

import ast
import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import attrs
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer import Completion, LossError, NormalizerError, PayloadError, fast
from normalizer.completion import Source
from normalizer.express import exact_only
from normalizer.faces import carrier_of, unfrozen
from normalizer.fast.alike import is_free, leaves, rebuilt
from normalizer.fast.converting import Converting, Outcome, Plan
from normalizer.fast.plans import LARGEST, MOST, TRIED, Plans, plan_of
from normalizer.fast.route import Route
from normalizer.fast.showing import Showing
from normalizer.fast.tokens import AskedError, Token
from normalizer.frozen import FrozenDict, FrozenList
from normalizer.report import Change
from normalizer.testing import assert_same, generators
from normalizer.testing.either_path import text_of
from normalizer.values import UNSET, same
from normalizer.vendors import canonical, known_vendors
from normalizer.writing import converted

from .test_fast import CALL, CHAT, FIXTURES, IN_WIRE, LOGPROBS, TEXT, USAGE, compact, other_than, recorded

SOURCE = Path(normalizer.__file__).parent
MAPPING = [
    *sorted((SOURCE / "vendors").rglob("*.py")),
    SOURCE / "mapping.py",
    SOURCE / "left_over.py",
    SOURCE / "texts.py",
]
OTHERS = [None, UNSET, "", "5", "stop", "x", 0, -0.0, 5.0, 7, True, (), FrozenDict({"a": 1}), FrozenList([1.0])]

AUDIO = {"id": "a", "data": "", "expires_at": 1756112345, "transcript": "Hello"}
CITED = {"type": "url_citation", "url_citation": {"start_index": 0, "end_index": 5, "title": "t", "url": "u"}}
SPOKEN = {"role": "assistant", "content": "Hello", "tool_calls": [CALL, CALL], "audio": AUDIO, "annotations": [CITED]}
ANSWER = {"index": 0, "finish_reason": "stop", "message": SPOKEN}
UNKNOWN = {"u_text": "x", "u_number": 1, "u_decimal": 0.5, "u_truth": True, "u_null": None}
VARIED: list[dict[str, Any]] = [
    {**CHAT, "choices": [ANSWER], **UNKNOWN},
    {**CHAT, "choices": [{**ANSWER, "u_thing": {"a": 1}}], "usage": {**USAGE, "u_list": ["5", 5.0]}},
    {**TEXT, "created": "1756112345", **UNKNOWN, "u_thing": {"a": [1, "stop"]}},
    {**TEXT, "choices": [{**TEXT["choices"][0], **UNKNOWN}, TEXT["choices"][0]], "model": None},
]
"""Payloads with values of all kinds, also under keys that no vendor declares."""

ABSENT: Any = object()
REPLACEMENTS = [ABSENT, None, "", "5", "stop", 0, 5, 5.0, -0.0, True, False, [], {}, [1.0], {"a": 1}]


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    """Other tests have converted something."""
    fast._route_made.forget()
    fast._route_of.cache_clear()  # no other way to forget
    fast._listed[0] = ()  # as above


def shape_of(text: bytes, vendor: str | None = None) -> Any:
    """The carrier of a text, once its unknown keys are known; None where no carrier can hold it, or it is refused."""
    with contextlib.suppress(PayloadError):
        normalizer.loads(text, vendor)
        transit = carrier_of(normalizer.loads(text, vendor))
        return None if transit is None else transit.shape()
    return None


def plan_for(shape: Any, vendor: str) -> Plan | None:
    return plan_of(shape, plans_of(vendor)._task)


def route_of(vendor: str) -> Route:
    route = fast._route_to(vendor)  # no other way to see what is known
    assert route is not None
    return route


def plans_of(vendor: str) -> Plans[Plan]:
    return fast._passage_made(route_of(vendor), route_of(other_than(vendor))).plans


def is_known(plans: Plans[Plan], shape: Any) -> bool:
    return any(plan.write(shape) is not None for plan in plans.known)


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
        assert repr(plan.tell(shape)) == repr((written, conversion.changes))
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


def fill_for(shape: Any, vendor: str) -> Any:
    """The plan by which a Completion of a carrier is looked into."""
    return None if shape is None else plan_of(shape, route_of(vendor).showing._task)


def assert_shown(fill: Any, shape: Any, vendor: str) -> bool:
    """Whether the plan takes a carrier; what it shows is what the exact path reads."""
    shown: Any = unfrozen(Completion)()
    shown._as_read = True
    shown.__class__ = Completion
    if not fill(shape, shown):
        return False
    with exact_only():
        exact = normalizer.loads(fast.route._encode(shape), vendor)
        assert_same(canonical.tree(exact), canonical.tree(shown))
        assert (exact, exact.source, attrs.asdict(exact)) == (shown, shown.source, attrs.asdict(shown))
        assert sorted(repr(exact)) == sorted(repr(shown))
        assert hash(exact) == hash(shown)
    return True


@pytest.mark.parametrize("recording", IN_WIRE, ids=lambda recording: recording["file"])
def test_a_recording_is_looked_into_by_heart_as_all_are_that_are_alike(recording: dict[str, Any]) -> None:
    shape = shape_of(text_of(recorded(recording)))
    fill = fill_for(shape, recording["vendor"])
    if fill is None:
        return

    assert assert_shown(fill, shape, recording["vendor"])
    for seed in range(20):
        assert_shown(fill, varied(Random(seed), shape), recording["vendor"])  # no secret


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=True))
def test_random_payloads_are_looked_into_by_heart_as_all_are_that_are_alike(random: Random) -> None:
    vendor = random.choice(["orq", "opper"])
    known = known_vendors()[vendor]
    shape = shape_of(text_of(generators.payload(random, known, known.form("wire"))), vendor)
    fill = fill_for(shape, vendor)
    if fill is None:
        return

    assert assert_shown(fill, shape, vendor)
    for _ in range(10):
        assert_shown(fill, varied(random, shape), vendor)


def with_one_value_replaced(payload: Any) -> Iterator[Any]:
    """The payload, with another value in place of each that it holds, one at a time; and each array with an item more."""
    yield from REPLACEMENTS
    places = payload.items() if isinstance(payload, dict) else enumerate(payload) if isinstance(payload, list) else ()
    held = dict(places)
    for place, value in held.items():
        for replaced in with_one_value_replaced(value):
            kept = {name: one for name, one in (held | {place: replaced}).items() if one is not ABSENT}
            yield kept if isinstance(payload, dict) else list(kept.values())
    if isinstance(payload, list) and payload:
        yield [*payload, payload[0]]


@pytest.mark.parametrize("payload", VARIED)
def test_what_is_known_of_a_payload_is_right_or_silent_whatever_stands_in_place_of_a_value(payload: Any) -> None:
    vendor = "opper" if "message" in payload["choices"][0] else "orq"
    shape = shape_of(compact(payload))
    plan, fill = plan_for(shape, vendor), fill_for(shape, vendor)
    assert plan is not None
    takes = []
    for replaced in with_one_value_replaced(payload):
        transit = route_of(vendor).read(compact(replaced)) if isinstance(replaced, dict) else None
        if transit is not None:
            takes += [(assert_right(plan, transit.shape(), vendor), assert_shown(fill, transit.shape(), vendor))]

    taken = [any(both) for both in takes]
    assert taken.count(True) > 20
    assert taken.count(False) > 50


def test_most_recordings_are_looked_into_by_heart_but_not_those_with_log_probabilities() -> None:
    shapes = [(recording["vendor"], shape_of(text_of(recorded(recording)))) for recording in IN_WIRE]
    planned = [fill_for(shape, vendor) is not None for vendor, shape in shapes if shape is not None]

    assert sum(planned) > 0.7 * len(planned)
    assert fill_for(shape_of(compact(LOGPROBS)), "opper") is None


def test_a_completion_is_looked_into_by_heart_after_sixteen_were_and_shows_the_same() -> None:
    with exact_only():
        expected = normalizer.loads(compact(CHAT))
    known = []
    for _ in range(MOST + 2):
        completion = normalizer.loads(compact(CHAT))
        assert expected == completion
        assert expected.choices[0].tool_calls == completion.choices[0].tool_calls
        known.append(len(route_of("opper").showing.known))

    assert [0] * (MOST - 1) + [1] * 3 == known


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
        found.append(is_known(plans_of("orq"), shape_of(compact(TEXT))))

    assert [False] * (MOST - 1) + [True] * 2 == found
    assert normalizer.convert(compact(TEXT), "opper").changes == ()


def test_only_so_many_conversions_are_known_and_the_oldest_is_forgotten() -> None:
    texts = [compact({**TEXT, "choices": TEXT["choices"] * count}) for count in range(1, MOST + 3)]
    plans = plans_of("orq")
    for text in texts:
        plans._missed = itertools.count(MOST)  # as if it had been missed often enough
        plans.miss(shape_of(text))

    assert len(plans.known) == MOST
    assert not is_known(plans, shape_of(texts[0]))
    assert is_known(plans, shape_of(texts[-1]))


def test_a_value_that_somebody_asks_for_is_fixed() -> None:
    shape = shape_of(compact(TEXT))
    plan = plan_for(shape, "orq")
    assert plan is not None
    other = {("choices", 0, "finish_reason"): "length"}

    assert plan.write(rebuilt(shape, other)) is None
    assert plan.write(rebuilt(shape, {("choices", 0, "text"): "another"})) is not None
    assert plan.write(rebuilt(shape, {("choices", 0, "text"): ""})) is None
    assert plan.write(rebuilt(shape, {("choices", 0, "index"): None})) is None
    assert plan.write(rebuilt(shape, {("choices", 0, "index"): UNSET})) is None
    assert plan.write(rebuilt(shape, {("usage",): None})) is not None  # a node is no leaf, so nothing was replaced


def test_what_a_function_makes_of_two_values_together_is_no_plan_for_either() -> None:
    """Both are moved unless both are a certain text, which no token can tell."""
    shape = shape_of(compact(TEXT))

    def convert(shape: Any) -> Outcome:
        text = shape.choices[0].text
        both = (type(text), type(shape.id)) == (str, str) and text == shape.id == "5"
        return Outcome({"id": shape.id, "text": "both" if both else text}, is_lossy=False, changes=())

    plan = plan_of(shape, Converting(convert))

    assert plan is not None
    assert plan.write(shape) == compact({"id": "cmpl-1", "text": "Hello"})
    assert plan.write(rebuilt(shape, {("id",): "5"})) is None


TRIED_ONCE = [(kind, other) for kind, others in TRIED.items() for other in others]


@pytest.mark.parametrize(("kind", "other"), TRIED_ONCE, ids=repr)
def test_a_value_is_not_free_where_a_function_takes_another_for_something_else(kind: type, other: Any) -> None:
    """It asks for the type, which no token can tell; so only trying finds it out."""
    shape = rebuilt(shape_of(compact(TEXT)), {("id",): next(one for one in TRIED[kind] if not same(one, other))})

    def convert(shape: Any) -> Outcome:
        is_other = type(shape.id) is not Token and same(shape.id, other)
        return Outcome({"id": "other" if is_other else shape.id}, is_lossy=False, changes=())

    plan = plan_of(shape, Converting(convert))

    assert plan is not None
    assert plan.write(shape) == compact({"id": shape.id})
    assert plan.write(rebuilt(shape, {("id",): other})) is None


TOLD = Change("altered", "/x", {"a": 5}, 5)
TOLD_OTHERWISE: list[tuple[bool, tuple[Change, ...]]] = [
    (False, (TOLD,)),
    (True, ()),
    (True, (TOLD, TOLD)),
    (True, (attrs.evolve(TOLD, kind="respelled"),)),
    (True, (attrs.evolve(TOLD, pointer="/y"),)),
    (True, (attrs.evolve(TOLD, before={"a": 5.0}),)),
    (True, (attrs.evolve(TOLD, after=5.0),)),
]
"""Whether anything is lost, and the changes: all else than a loss, and one change."""


@pytest.mark.parametrize(("is_lossy", "changes"), TOLD_OTHERWISE)
def test_a_value_is_not_free_where_the_same_text_makes_other_changes(
    *, is_lossy: bool, changes: tuple[Change, ...]
) -> None:
    shape, other = shape_of(compact(TEXT)), {("id",): "5"}

    def convert(shape: Any) -> Outcome:
        return Outcome({}, is_lossy, changes) if is_five(shape.id) else Outcome({}, is_lossy=True, changes=(TOLD,))

    plan = plan_of(shape, Converting(convert))

    assert plan is not None
    assert plan.tell(shape) == (b"{}", (TOLD,))
    assert plan.write(rebuilt(shape, other)) is None
    assert plan.tell(rebuilt(shape, other)) is None


def test_a_plan_is_right_where_all_that_it_gives_is_what_the_functions_give() -> None:
    shape, done, task = shape_of(compact(TEXT)), Outcome({}, is_lossy=False, changes=()), plans_of("orq")._task
    plan = Plan(lambda _: b"{}", lambda _: (b"{}", ()), is_lossy=False, changes=())
    assert task.is_right(plan, shape, done)

    for wrong in (
        attrs.evolve(plan, write=lambda _: b"[]"),
        attrs.evolve(plan, write=lambda _: None),
        attrs.evolve(plan, tell=lambda _: (b"[]", ())),
        attrs.evolve(plan, tell=lambda _: (b"{}", (TOLD,))),
        attrs.evolve(plan, tell=lambda _: None),
        attrs.evolve(plan, is_lossy=True),
    ):
        assert not task.is_right(wrong, shape, done)


def test_a_completion_is_not_looked_into_by_heart_where_a_function_takes_a_value_for_something_else() -> None:
    """As above: for another identifier, another model, or another vendor."""
    shape, other = shape_of(compact(TEXT)), {("id",): "5"}
    meaning_of = route_of("orq").meaning_of

    def show(shape: Any) -> Any:
        return meaning_of(shape)

    def show_another_model(shape: Any) -> Any:
        meant = meaning_of(shape)
        return msgspec.structs.replace(meant, model="other") if is_five(shape.id) else meant

    def show_another_source(shape: Any) -> Any:
        meant = meaning_of(shape)
        return msgspec.structs.replace(meant, source=Source("opper")) if is_five(shape.id) else meant

    fill, *others = [plan_of(shape, Showing(done)) for done in (show, show_another_model, show_another_source)]
    assert fill is not None
    assert assert_shown(fill, rebuilt(shape, other), "orq")
    for fill in others:
        assert fill is not None
        assert assert_shown(fill, shape, "orq")
        assert not assert_shown(fill, rebuilt(shape, other), "orq")


def is_five(value: Any) -> bool:
    return type(value) is str and value == "5"


ALIKE: list[Any] = ["x", 5, 0.5, True, None, ABSENT]
"""What an unknown key may hold that has held no object and no array; of these, texts and numbers may be free."""


@pytest.mark.parametrize("held", ALIKE[:3])
def test_what_is_known_of_one_kind_of_value_is_not_done_with_another(held: Any) -> None:
    """Functions may ask for the kind; and whether a text is empty, or null."""
    shape_of(compact({**TEXT, "unknown": "x"}))

    def convert(shape: Any) -> Outcome:
        said = [kind.__name__ for kind in (str, int, float) if isinstance(shape._0, kind)]
        is_empty = said == ["str"] and not shape._0
        return Outcome({"kinds": said, "empty": is_empty, "held": shape._0}, is_lossy=False, changes=())

    def shape_with(value: Any) -> Any:
        transit = route_of("orq").read(compact({**TEXT, **({} if value is ABSENT else {"unknown": value})}))
        assert transit is not None
        return transit.shape()

    plan = plan_of(shape_with(held), Converting(convert))
    assert plan is not None
    for other in [*ALIKE, "", "y", 7, 1.5]:
        assert (plan.write(shape_with(other)) is not None) == (type(other) is type(held) and other != "")
    assert (plan.write(shape_with(0)) is not None) == (type(held) is int)
    assert (plan.write(shape_with(0.0)) is not None) == (type(held) is float)


class NeverRight(Converting):
    """A conversion that is always written down wrong."""

    def is_right(self, _plan: Plan, _shape: Any, _done: Outcome) -> bool:
        return False


def test_what_is_written_down_wrong_is_not_known_not_even_for_one_carrier() -> None:
    assert (
        plan_of(shape_of(compact(TEXT)), NeverRight(lambda shape: Outcome(shape, is_lossy=False, changes=()))) is None
    )


@pytest.mark.parametrize(
    "fault",
    [NormalizerError(), PayloadError(()), TypeError(), ValueError(), KeyError(), IndexError(), AttributeError()],
    ids=repr,
)
def test_what_raises_where_it_is_given_tokens_is_not_written_down(fault: Exception) -> None:
    def convert(shape: Any) -> Outcome:
        if type(shape.id) is Token:
            raise fault
        return Outcome(shape, is_lossy=False, changes=())

    assert plan_of(shape_of(compact(TEXT)), Converting(convert)) is None


def test_what_cannot_be_done_with_tokens_is_not_written_down() -> None:
    shape = shape_of(compact(TEXT))

    assert plan_of(shape, Converting(lambda node: "".join([node.id, node.model]))) is None  # type: ignore[arg-type, return-value]  # noqa: FLY002  # no method of a token is called
    many = shape_of(compact({**CHAT, "choices": [{**CHAT["choices"][0], "index": n} for n in range(LARGEST)]}))
    plans = plans_of("opper")
    plans._missed = itertools.count(MOST)  # as if it had been missed often enough
    plans.miss(many)
    assert plans.known == ()


def test_changes_that_tell_a_value_tell_that_of_each_record() -> None:
    plan = plan_for(shape_of(compact(CHAT)), "opper")
    assert plan is not None
    plans_of("opper").known = (plan,)
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
    plans_of("opper").known = (plan,)
    assert plan.write(shape_of(compact(CHAT))) is not None
    assert normalizer.dumps(normalizer.loads(compact(CHAT)), "orq", lossy=True)  # so that the way is known, too
    completion = normalizer.loads(compact(CHAT))

    with pytest.raises(LossError, match="/choices/0/message/parts/1"):
        normalizer.dumps(completion, "orq")
    assert converted(completion, Source("orq"), look=True).is_lossy
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
    assert token != UNSET
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
            {"id": shape.id},
            is_lossy=True,
            changes=(Change("dropped", "/x", held), Change("invented", "/y"), Change("altered", "/z", "x", shape.id)),
        )

    shape = shape_of(compact(TEXT))
    plan = plan_of(shape, Converting(convert))

    assert plan is not None
    assert plan.changes is None
    text, told = plan.tell(rebuilt(shape, {("id",): "other"})) or (b"", ())
    assert text == b'{"id":"other"}'
    assert [{"a": [{"b": "other", "c": 5.0}]}, UNSET, "x"] == [change.before for change in told]
    assert [UNSET, UNSET, "other"] == [change.after for change in told]
    assert type(told[0].before) is FrozenDict
    assert type(told[0].before["a"]) is FrozenList


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_change_that_tells_a_value_on_one_side_alone_tells_that_of_each_record(side: str) -> None:
    def convert(shape: Any) -> Outcome:
        return Outcome(
            {}, is_lossy=True, changes=(Change("altered", "/x", **{"before": 1, "after": 1, side: shape.id}),)
        )

    shape = shape_of(compact(TEXT))
    plan = plan_of(shape, Converting(convert))

    assert plan is not None
    assert plan.changes is None
    told = plan.tell(rebuilt(shape, {("id",): "other"}))
    assert told == (b"{}", (Change("altered", "/x", **{"before": 1, "after": 1, side: "other"}),))


@pytest.mark.parametrize("path", MAPPING, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_mapping_asks_for_no_type_so_that_no_token_is_taken_for_something_else(path: Path) -> None:
    """``isinstance`` can be answered by a token, ``type`` cannot."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]

    assert [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "type"] == []


def test_empty_values_are_never_free() -> None:
    assert not any(map(is_free, ("", FrozenDict(), FrozenList(), None, UNSET, True, ())))
    assert all(map(is_free, ("x", 0, -0.0, FrozenDict({"a": 1}))))
    assert FIXTURES.is_dir()
