"""The texts that fuzzing begins with."""

from __future__ import annotations

from functools import cache
from itertools import chain

from normalizer.testing import recordings

from ..long.fuzz import corpus

SHORT = 3000
"""How many bytes a text has that is worth mutating: of longer ones, most mutations change nothing but a text."""


@cache
def recorded() -> tuple[bytes, ...]:
    """The recordings and their golden files that are short."""
    return tuple(text for text in corpus() if len(text) <= SHORT)


@cache
def streams() -> tuple[bytes, ...]:
    """The recorded streams that are short."""
    return tuple(stream for one in recordings() if (stream := one.stream) and len(stream) <= 2 * SHORT)


def as_text(given: bytes) -> str:
    """Bytes as a string that may hold halves of surrogate pairs; each byte a character where they are no such."""
    try:
        return given.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return given.decode("latin-1")


def headed(size: int, texts: tuple[bytes, ...]) -> list[bytes]:
    """Each text behind some throws, different ones for each."""
    return [
        bytes((7 * number + 3 * place) % 256 for place in range(size)) + text
        for number, text in enumerate(chain(texts))
    ]
