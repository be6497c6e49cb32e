"""Law 6: what may move for an edit, and what may not."""

from __future__ import annotations

import attrs
import pytest

from normalizer import UNSET, Choice, Completion, Message, Source, ToolCall, Usage
from normalizer.testing import BrokenLawError, laws

from .test_broken_laws import READ


def test_law_6_is_broken_by_a_loss_of_what_was_not_edited() -> None:
    """What is lost of it is as it was before, so that it has not moved."""
    counted = attrs.evolve(READ, id="else", source=None)
    before = attrs.evolve(counted, id=UNSET, usage=Usage(input_tokens=1))
    with pytest.raises(
        BrokenLawError, match="at /id: /usage/input_details/cache_creation_tokens moved, and it was not edited"
    ):
        laws.an_edit_shows(before, counted, "/id", Source("opper"))


@pytest.mark.parametrize(
    ("moved", "edited"),
    [
        ("/id", "/id"),
        ("/usage", "/usage/input_tokens"),
        ("/usage/input_tokens", "/usage"),
        ("/choices/0/message/parts/0", "/choices/0/message/parts/0/text"),
        ("/choices/1/extra/delta", "/choices/1/message/parts"),
        ("/choices/0/message/parts/1/extra/function", "/choices/0/message/parts/1/kind"),
    ],
)
def test_an_edit_may_move_what_it_is_in_or_holds_and_what_there_is_then_no_room_for(moved: str, edited: str) -> None:
    assert laws.near(moved, edited)


@pytest.mark.parametrize(
    ("moved", "edited"),
    [
        ("/id", "/model"),
        ("/extra/id", "/extra/id2"),
        ("/extra/id2", "/extra/id"),
        ("/usage/input_tokens", "/usage/output_tokens"),
        ("/choices/10/index", "/choices/1"),
        ("/choices/0/message/parts/1", "/choices/0/message/parts/0"),
        ("/choices/0/message/parts/0/name", "/choices/0/message/parts/0/arguments"),
        ("/choices/1/extra/delta", "/choices/10/message/parts"),
        ("/choices/1/extra/delta", "/extra"),
        ("/choices/1/message/extra/delta", "/choices/1/message/parts"),
        ("/choices/1/extra/other", "/choices/1/message/parts"),
        ("/choices/1/delta", "/choices/1/message/parts"),
        ("/choices/0/message/parts/0/extra/function", "/choices/0/message/parts/1/kind"),
        ("/choices/0/message/parts/1/id", "/choices/0/message/parts/1/kind"),
        ("/choices/0/message/parts/1/extra/function", "/choices/0/message/parts/1/name"),
    ],
)
def test_an_edit_may_move_nothing_beside_it(moved: str, edited: str) -> None:
    assert not laws.near(moved, edited)


def test_the_kind_of_a_call_may_be_taken_away_from_beside_an_unknown_key_where_its_vendor_then_says_the_call() -> None:
    call = ToolCall(kind="custom", extra={"function": True})
    custom, plain = (
        Completion(choices=(Choice(message=Message(parts=(attrs.evolve(call, kind=kind),))),))
        for kind in ("custom", UNSET)
    )

    laws.an_edit_shows(custom, plain, "/choices/0/message/parts/0/kind", Source("opper"))
    assert [loss.pointer for loss in laws.losses_of(plain, "opper", "wire")] == [
        "/choices/0/message/parts/0/extra/function"
    ]
