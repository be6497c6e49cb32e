"""Dice that a fuzzer throws: each throw takes the next byte of its input, so that it can learn which throws lead where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from attrs import define

T = TypeVar("T")


@define
class ByteDice:
    """As `normalizer.testing.dice` has it. When all bytes are used up, every throw is the least."""

    given: bytes
    used: int = 0

    def choice(self, options: Sequence[T], /) -> T:
        return options[self.randrange(len(options))]

    def randrange(self, stop: int, /) -> int:
        size = max(1, ((stop - 1).bit_length() + 7) // 8)
        thrown = int.from_bytes(self.given[self.used : self.used + size], "little")
        self.used += size
        return thrown % stop

    def rest(self) -> bytes:
        """The bytes that no throw has taken yet."""
        return self.given[self.used :]
