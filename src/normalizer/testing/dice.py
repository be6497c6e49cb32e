"""Where chance comes from: a seed, or Hypothesis, which can make what it found smaller.

Strategy: everything random is made by functions that throw dice in two ways only. The first option is always the
simplest, and 0 is always the least, so that a shrinker which makes throws smaller makes values simpler. A
``random.Random`` is a dice as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Dice(Protocol):
    """What random values are made with."""

    def choice(self, options: Sequence[T], /) -> T:
        """One of the options."""
        ...

    def randrange(self, stop: int, /) -> int:
        """A number from 0 on, below the one given."""
        ...


def several(dice: Dice, most: int, tenths: int) -> Iterator[int]:
    """Count up as long as the dice say so, with a chance of about so many tenths each time.

    Whether there is one more is asked before each, and not how many there are, so that a shrinker can leave out the last;
    and a throw of 1 leaves out the one that would have come, whichever it is.
    """
    made = 0
    while made < most and 0 < (throw := dice.randrange(12)) < tenths + 2:
        if throw > 1:
            yield made
            made += 1


def likely(dice: Dice, tenths: int) -> bool:
    """Whether something is so, with a chance of so many tenths; the least throw says that it is not."""
    return dice.randrange(10) >= 10 - tenths
