"""How many records may be rejected: so many, or such a share of them."""

from __future__ import annotations

import re
from typing import Final

import click
from attrs import frozen

from normalizer.logs import Tally

from .exits import TooManyRejects

_ALL: Final = 100


@frozen
class MaxRejects:
    """A number of records, or a percentage of those that were not blank."""

    limit: int
    is_share: bool

    def check(self, tally: Tally, *, is_over: bool) -> None:
        """Look during the run and at its end: only then it is known of how many records a share is.

        :raises TooManyRejects: more were rejected.
        """
        records = tally.converted + tally.rejected
        if self.is_share:
            is_exceeded = is_over and tally.rejected * _ALL > self.limit * records
        else:
            is_exceeded = tally.rejected > self.limit
        if is_exceeded:
            told = f"{self.limit}{'%' * self.is_share}"
            raise TooManyRejects(f"{tally.rejected} of {records} records were rejected, --max-rejects allows {told}")


def max_rejects_of(value: str) -> MaxRejects:
    """Read ``5`` or ``5%``."""
    found = re.fullmatch("([0-9]{1,18})(%?)", value)
    if found is None:
        raise click.BadParameter(f"{value!r} is neither a number nor a percentage.")
    return MaxRejects(int(found[1]), bool(found[2]))
