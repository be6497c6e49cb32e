"""Differences: taken back they give the tree before, each of them is needed, and conversions are whole or reported."""

from __future__ import annotations

from collections.abc import Iterator

from normalizer import Completion, NormalizerError
from normalizer.diff import difference
from normalizer.testing import assert_same, edits_of, generators
from normalizer.testing.judging import require
from normalizer.testing.laws import stands_at_its_pointer, through_text
from normalizer.undo import undo
from normalizer.values import JSON, same
from normalizer.vendors import canonical

from ..drawn import SPELLINGS
from ..long.trial import ACCEPTED, REFUSED, Trial
from .byte_dice import ByteDice
from .texts import recorded

TEXT, TWO, EDITED = range(3)
HEAD = 4


def seeds() -> Iterator[bytes]:
    """The first throw says what the rest is: JSON text to be converted, throws for two Completions, or for one and an edit."""
    for number, text in enumerate(recorded()):
        yield bytes((TEXT, number % len(SPELLINGS), number % 3, number * 5 % len(SPELLINGS))) + text
    for number in range(12):
        throws = bytes((number * 31 + place * place * 7) % 256 for place in range(300))
        yield bytes((TWO,)) + throws
        yield bytes((EDITED,)) + throws


def attempt(given: bytes) -> bool:
    dice = ByteDice(given)
    how = dice.randrange(3)
    if how == TEXT:
        return converted(dice)
    one = generators.completion(dice)
    other = generators.completion(dice)
    if how == EDITED:
        other, _ = dice.choice(list(edits_of(one, other)))
    is_taken_back(one, other)
    is_taken_back(other, one)
    return True


def converted(dice: ByteDice) -> bool:
    vendor, form = dice.choice(SPELLINGS)
    certain = dice.randrange(3)
    to, to_form = dice.choice(SPELLINGS)
    text = dice.rest()
    outcome = Trial(text, False, vendor if certain else None, form if certain > 1 else None, to, to_form).outcome()
    require(outcome in (ACCEPTED, REFUSED), outcome)
    return outcome == ACCEPTED


def is_taken_back(one: Completion, other: Completion) -> None:
    before, after = canonical.tree(one), canonical.tree(other)
    changes = difference(before, after)
    assert_same(before, undo(through_text(after), changes))
    require(
        bool(changes) is not same(before, after), "there are changes where nothing changed, or none where something did"
    )
    for number, change in enumerate(changes):
        stands_at_its_pointer(change, before)
        require(
            not restores(before, after, changes[:number] + changes[number + 1 :]),
            "a change is superfluous",
            change.pointer,
        )


def restores(before: JSON, after: JSON, changes: tuple[object, ...]) -> bool:
    try:
        return same(before, undo(after, changes))  # type: ignore[arg-type]  # they are Changes
    except NormalizerError:
        return False
