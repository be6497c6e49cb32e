"""How many tokens records say they cost, added up; and how many records say nothing of it."""

from __future__ import annotations

from typing import Any, Final

from attrs import define, field

from ..spelling import as_integer
from ..usage import Usage
from ..values import UNSET, Maybe

LARGEST: Final = 2**53
"""Nothing is added up beyond this: in no log is it a number of tokens."""


@define
class TokenSum:
    """The sum of one count over records."""

    total: int = 0

    stated: int = 0
    """How many records are in the sum."""

    unusable: int = 0
    """How many records state something that is no number of tokens: it is negative, a fraction, or beyond :data:`LARGEST`."""

    def add(self, count: Any) -> int:
        """Add what one record states.

        :returns: by how much the sum grew.
        """
        number = as_integer(count)
        if type(number) is int and 0 <= number <= LARGEST:
            self.total += number
            self.stated += 1
            return number
        self.unusable += number is not UNSET and number is not None
        return 0


@define
class TokenSums:
    """The sums that a model's records have."""

    input: TokenSum = field(factory=TokenSum)
    output: TokenSum = field(factory=TokenSum)
    cached: TokenSum = field(factory=TokenSum)
    """Of the input."""

    reasoning: TokenSum = field(factory=TokenSum)
    """Of the output."""

    def add(self, usage: Maybe[Usage | None]) -> tuple[int, int]:
        """Add what one record states.

        :returns: by how much the sums of input and output grew.
        """
        if not isinstance(usage, Usage):
            return 0, 0
        if usage.input_details:
            self.cached.add(usage.input_details.cached_tokens)
        if usage.output_details:
            self.reasoning.add(usage.output_details.reasoning_tokens)
        return self.input.add(usage.input_tokens), self.output.add(usage.output_tokens)
