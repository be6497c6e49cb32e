"""The fast path against the exact path: the same is read, written and reported, or the same is refused."""

from __future__ import annotations

from collections.abc import Iterator

from ..drawn import SPELLINGS
from ..paths import paths_agree
from .byte_dice import ByteDice
from .codec_target import WAYS
from .texts import headed, recorded


def seeds() -> Iterator[bytes]:
    """Five throws say how the text is given and read, and for whom it is written."""
    yield from headed(5, recorded())
    for number, text in enumerate(recorded()):
        yield bytes((number % 2, 0, 0, 0, number % len(SPELLINGS))) + text


def attempt(given: bytes) -> bool:
    """Twice, for a key that was not known the first time is known the second."""
    dice = ByteDice(given)
    shape = dice.choice(WAYS)
    is_named, is_spelled = dice.randrange(2), dice.randrange(2)
    vendor, form = dice.choice(SPELLINGS)
    to, to_form = dice.choice(SPELLINGS)
    text = shape(dice.rest())
    wanted = vendor if is_named else None, form if is_named and is_spelled else None
    paths_agree(text, *wanted, to, to_form)
    return paths_agree(text, *wanted, to, to_form)
