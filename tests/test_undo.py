"""Changes from any tree to any other, taken back, give the first; each of them is needed for that."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from normalizer import Completion, NormalizerError
from normalizer.diff import difference
from normalizer.testing import assert_same, completions
from normalizer.testing.laws import stands_at_its_pointer
from normalizer.undo import undo
from normalizer.values import same
from normalizer.vendors import canonical

two_completions = given(completions(), completions())


@settings(max_examples=300, deadline=None)
@two_completions
def test_undoing_any_difference_gives_the_tree_before(one: Completion, other: Completion) -> None:
    before, after = canonical.tree(one), canonical.tree(other)
    changes = difference(before, after)

    assert_same(before, undo(json.loads(json.dumps(after)), changes))
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

    assert one == undo(other, difference(one, other))
    assert other == undo(one, difference(other, one))


@pytest.mark.parametrize("name", ["extra", "arguments"])
def test_an_unknown_object_that_is_called_extra_is_one_value(name: str) -> None:
    part = {"type": "tool_call", "arguments": {"extra": {"a": 1}}, "extra": {"extra": {"a": 1}}}
    before = {"choices": [{"message": {"parts": [part]}}]}
    after = {"choices": [{"message": {"parts": [{**part, name: {"y": 2}}]}}]}

    changes = difference(before, after)

    assert f"/choices/0/message/parts/0/{name}/extra" in [change.pointer for change in changes]
    assert before == undo(after, changes)
