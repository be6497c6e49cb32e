"""Changes from any tree to any other, taken back, give the first; each of them is needed for that."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given, settings

from normalizer import Change, Completion, NormalizerError, RestoreError
from normalizer.diff import difference
from normalizer.testing import assert_same, completions
from normalizer.testing.laws import stands_at_its_pointer
from normalizer.undo import undo
from normalizer.values import UNSET, same
from normalizer.vendors import canonical

two_completions = given(completions(), completions())


def parts_of(*types: str, **more: Any) -> dict[str, Any]:
    """A tree with a message that has parts of these types, each with its number."""
    parts = [{"type": word, **more} for word in types]
    return {"choices": [{"message": {"parts": parts}}]}


@settings(max_examples=300, deadline=None)
@two_completions
def test_undoing_any_difference_gives_the_tree_before(one: Completion, other: Completion) -> None:
    before, after = canonical.tree(one), canonical.tree(other)
    changes = difference(before, after)

    assert_same(before, undo(json.loads(json.dumps(after)), changes))
    assert_same(before, undo(after, reversed(changes)))
    for change in changes:
        stands_at_its_pointer(change, before)


@settings(max_examples=100, deadline=None)
@two_completions
def test_no_change_of_a_difference_can_be_left_out(one: Completion, other: Completion) -> None:
    before, after = canonical.tree(one), canonical.tree(other)
    changes = difference(before, after)

    for left_out in range(len(changes)):
        try:
            undone = undo(after, changes[:left_out] + changes[left_out + 1 :])
        except NormalizerError:
            continue
        assert not same(before, undone)


def test_many_parts_in_another_order_are_compared_in_no_time_to_speak_of() -> None:
    calls = [{"type": "tool_call", "id": str(number)} for number in range(2000)]
    text = {"type": "text", "text": "a"}
    before, after = ({"choices": [{"message": {"parts": parts}}]} for parts in ([*calls, text], [text, *calls]))

    changes = difference(before, after)

    assert before == undo(after, changes)
    assert len(changes) == 2 * (len(calls) + 1)


def test_an_extra_that_lost_its_last_key_is_gone_and_one_that_got_its_first_is_there() -> None:
    one: dict[str, object] = {"choices": [], "extra": {"x": 1}}
    other: dict[str, object] = {"choices": []}

    for before, after in ((one, other), (other, one)):
        changes = difference(before, after)
        assert [change.pointer for change in changes] == ["/extra/x"]
        assert before == undo(after, changes)


def test_an_object_that_is_no_extra_may_be_empty() -> None:
    before, after = (
        {"a": {}, "choices": [{"extra": {"x": 1}}]},
        {"a": {"b": 1}, "choices": [{"extra": {"x": 1, "y": {}}}]},
    )

    assert before == undo(after, difference(before, after))
    assert {"choices": [{}]} == undo(after, difference({"choices": [{}]}, after))


def test_changes_that_come_in_any_order_are_undone() -> None:
    before = parts_of("text", "refusal", "text", "audio", "audio")
    after = parts_of("tool_call", "text", "function_call", "text", "audio", "function_call")

    changes = difference(before, after)

    kinds = [change.kind for change in changes]
    assert sorted(kinds) == ["dropped", "dropped", "invented", "invented", "invented"]
    for order in itertools.permutations(changes):
        assert before == undo(after, order)


@pytest.mark.parametrize(
    "change",
    [
        Change("invented", "/choices/0", UNSET, {"index": 5}),
        Change("altered", "/choices/1", {"index": 7}, {"index": 1, "message": {"parts": []}}),
        Change("invented", "/choices/2", UNSET, {"index": 1}),
        Change("altered", "/choices/0", {"index": 7}, {"index": 0}),
        Change("dropped", "/choices/3", {"index": 2}, UNSET),
        Change("dropped", "/choices/x", {"index": 2}, UNSET),
        Change("dropped", "/choices/0/message/parts/0", {"type": "text"}, UNSET),
        Change("dropped", "/choices/1/message/parts/x", {"type": "text"}, UNSET),
        Change("altered", "/id", "a", "c"),
        Change("altered", "/id/a", "a", "c"),
        Change("dropped", "/id/extra/a", "a", UNSET),
    ],
    ids=str,
)
def test_a_change_that_does_not_fit_is_refused_with_its_pointer(change: Change) -> None:
    tree = {"id": "b", "choices": [{"index": 0, "message": {"parts": {}}}, {"index": 1, "message": {"parts": []}}]}

    with pytest.raises(RestoreError) as caught:
        undo(tree, [change])
    assert caught.value.pointer == change.pointer


@pytest.mark.parametrize("name", ["extra", "arguments"])
def test_an_unknown_object_that_is_called_extra_is_one_value(name: str) -> None:
    part = {"type": "tool_call", "arguments": {"extra": {"a": 1}}, "extra": {"extra": {"a": 1}}}
    before = {"choices": [{"message": {"parts": [part]}}]}
    after = {"choices": [{"message": {"parts": [{**part, name: {"y": 2}}]}}]}

    changes = difference(before, after)

    assert f"/choices/0/message/parts/0/{name}/extra" in [change.pointer for change in changes]
    assert before == undo(after, changes)
