"""What the fast path tells of two carriers is what the difference of their trees is."""

from __future__ import annotations

import contextlib
import itertools
from random import Random
from typing import Any

import msgspec
import pytest

from normalizer import PayloadError
from normalizer.diff import difference
from normalizer.fast.carriers import Meant
from normalizer.fast.differing import changes_between, is_lossy_between
from normalizer.fast.filling import shown
from normalizer.fast.learning import Names, learned
from normalizer.fast.route import Route
from normalizer.frozen import FrozenDict
from normalizer.testing import generators
from normalizer.testing.either_path import text_of
from normalizer.values import UNSET
from normalizer.vendor import Vendor
from normalizer.vendors import canonical, known_vendors

from .test_fast import IN_WIRE, TOKEN, compact, recorded


def meanings(vendor: Vendor) -> list[Any]:
    """What recordings and random payloads mean, as carriers."""
    random = Random(1)  # no secret
    payloads = [recorded(recording) for recording in IN_WIRE if recording["vendor"] == vendor.name]
    payloads += [generators.payload(random, vendor, vendor.form("wire")) for _ in range(1000)]
    route = Route(vendor)
    names: Names = {}
    for payload in payloads:
        names = learned(vendor, payload, names)
    route._reading = route._made(names)  # all of them at once, as each takes time
    transits = [route.read(text_of(payload)) for payload in payloads]
    return [transit.meaning() for transit in transits if transit is not None]


def mixed(random: Random, one: Any, other: Any) -> Any:
    """A carrier that has something of two, down to its leaves; arrays are cut and grow."""
    turn = random.random()
    if turn < 0.5 and isinstance(one, Meant) and one.__class__ is other.__class__:
        names = one.__struct_fields__
        return type(one)(**{name: mixed(random, getattr(one, name), getattr(other, name)) for name in names})
    if turn < 0.5 and isinstance(one, tuple) and isinstance(other, tuple):
        both = [mixed(random, *pair) for pair in zip(one, other, strict=False)]
        return (*both, *random.choice([one, other])[len(both) :])[: random.choice([1, 2, 9])]
    return other if turn > 0.9 else one


def with_one_place_changed(random: Random, one: Any) -> Any:
    """A carrier with another value in one place, mostly one that says nothing: no other loss hides what becomes of it."""
    turn = random.random()
    if isinstance(one, Meant) and turn < 0.95:
        name = random.choice([name for name in one.__struct_fields__ if name != "source"])
        return msgspec.structs.replace(one, **{name: with_one_place_changed(random, getattr(one, name))})
    if isinstance(one, tuple) and one and turn < 0.8:
        place = random.randrange(len(one))
        return (*one[:place], with_one_place_changed(random, one[place]), *one[place + 1 :])
    if isinstance(one, (Meant, tuple, dict)):
        return one
    return random.choice([UNSET, None, "", "text", 0])


def can_be_said(carrier: Any) -> bool:
    """Whether each value may stand where it stands."""
    with contextlib.suppress(PayloadError):
        canonical.tree(shown(carrier))
        return True
    return False


@pytest.mark.parametrize("vendor", ["orq", "opper"])
def test_changes_between_carriers_are_those_between_their_trees(vendor: str) -> None:
    found = meanings(known_vendors()[vendor])
    for seed in range(500):
        random = Random(seed)  # as above
        before, other = random.sample(found, 2)
        changed = next(filter(can_be_said, (with_one_place_changed(random, before) for _ in itertools.count())))
        for after in (before, other, mixed(random, before, other), mixed(random, other, before), changed):
            expected = difference(*[canonical.tree(shown(one)) for one in (before, after)])

            assert repr(changes_between(before, after)) == repr(expected)
            assert is_lossy_between(before, after) == any(change.is_loss for change in expected)
        back = difference(*[canonical.tree(shown(one)) for one in (changed, before)])
        assert is_lossy_between(changed, before) == any(change.is_loss for change in back)


def meaning(**said: Any) -> Any:
    """What Opper means, with one choice unless others are given."""
    transit = Route(known_vendors()["opper"]).read(compact({"choices": [{"message": {}}], **said}))
    assert transit is not None
    return transit.meaning()


def assert_told(before: Any, after: Any) -> None:
    """The changes between carriers, and whether any is a loss, are those between their trees."""
    expected = difference(*[canonical.tree(shown(one)) for one in (before, after)])

    assert is_lossy_between(before, after) == any(change.is_loss for change in expected)
    assert repr(changes_between(before, after)) == repr(expected)


IN_A_MESSAGE: dict[str, list[Any]] = {
    "content": [None, "", "x"],
    "refusal": [None, "", "x"],
    "audio": [{}],
    "function_call": [{}],
    "annotations": [None, [], [{}]],
    "tool_calls": [None, [], [{}]],
}
IN_A_CHOICE: dict[str, list[Any]] = {
    "logprobs": [None, {}, {"content": None}, {"content": []}, {"content": [TOKEN]}],
    "index": [None, 0],
}
BESIDE: dict[str, list[Any]] = {
    "id": [None, "", "x"],
    "usage": [None, {}, {"prompt_tokens": 0}, {"prompt_tokens_details": {}}],
}
SAID = [
    *[{"choices": [{"message": {name: value}}]} for name, values in IN_A_MESSAGE.items() for value in values],
    *[{"choices": [{"message": {}, name: value}]} for name, values in IN_A_CHOICE.items() for value in values],
    *[{name: value} for name, values in BESIDE.items() for value in values],
]
"""What says something, or is there and says nothing."""


@pytest.mark.parametrize("said", SAID, ids=repr)
def test_what_one_side_alone_says_is_a_loss_unless_it_says_nothing(said: dict[str, Any]) -> None:
    one, nothing = meaning(**said), meaning()

    assert_told(one, nothing)
    assert_told(nothing, one)


def test_lost_log_probabilities_are_those_of_their_own_choice() -> None:
    likely, unlikely, other = ({"content": [{**TOKEN, "logprob": number}]} for number in (-0.5, -9.5, -1.5))
    before = meaning(choices=[{"message": {}, "logprobs": said} for said in (likely, unlikely)])

    assert_told(before, meaning(choices=[{"message": {}, "logprobs": other}, {"message": {}}]))
    assert_told(before, meaning(choices=[{"message": {}}, {"message": {}, "logprobs": other}]))
    assert_told(before, meaning(choices=[{"message": {}}, {"message": {}}]))


def test_an_object_that_a_vendor_makes_of_arguments_is_told() -> None:
    """No vendor that is known does; one of other people's may."""
    before = meaning(choices=[{"message": {"tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]}}])
    message = before.choices[0].message
    call = msgspec.structs.replace(message.parts[0], arguments=FrozenDict({"a": [1, {"b": None}]}))
    choice = msgspec.structs.replace(before.choices[0], message=msgspec.structs.replace(message, parts=(call,)))

    assert_told(before, msgspec.structs.replace(before, choices=(choice,)))
