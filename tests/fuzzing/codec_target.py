"""JSON text: with msgspec and without it the same is read, it is what the standard library reads, and it comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from normalizer import PayloadError, codec
from normalizer.limits import CANONICAL_DEPTH, check_values
from normalizer.testing import BrokenLawError, assert_same

from ..long.damage import TOKENS
from ..long.trial import codecs_agree, read_elsewhere
from ..parsing.cases import CASES
from .byte_dice import ByteDice
from .texts import as_text, recorded

WAYS: tuple[Callable[[bytes], Any], ...] = (bytes, as_text)


def seeds() -> Iterator[bytes]:
    """The first byte says whether the text is given as bytes or as a string."""
    for text in [*recorded(), *(token.encode("utf-8", "surrogatepass") for token in TOKENS), *CASES.values()]:
        yield b"\0" + text
        yield b"\1" + text


def attempt(given: bytes) -> bool:
    dice = ByteDice(given)
    text: Any = dice.choice(WAYS)(dice.rest())
    codecs_agree(text)
    try:
        value = codec.decode(text)
    except PayloadError:
        is_refused_elsewhere_or_beyond_the_limits(text)
        return False
    assert_same(read_elsewhere(text, is_object=False), value)
    assert_same(value, codec.decode(codec.encode(value)))
    return True


def is_refused_elsewhere_or_beyond_the_limits(text: str | bytes) -> None:
    try:
        value = read_elsewhere(text, is_object=False)
    except (ValueError, RecursionError):
        return
    try:
        check_values(value, CANONICAL_DEPTH)
    except PayloadError:
        return
    raise BrokenLawError("text is refused that JSON has, and that no limit forbids")
