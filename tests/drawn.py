"""The laws over values that are drawn from a seed: one number says which law, which spelling and which value.

Strategy: seeds count up, and take the spellings and the laws in turn, so that any stretch of them covers all of both,
can be dealt out to processes, and can be run again from its number alone. Every other stretch takes the exact path alone.
"""

from __future__ import annotations

import contextlib
from random import Random

from attrs import frozen

from normalizer.completion import FormName
from normalizer.express import exact_only
from normalizer.testing import LAWS, laws_of, spellings

SPELLINGS = spellings()
TURNS = [(law, vendor, form) for vendor, form in SPELLINGS for law in laws_of(vendor)]


@frozen
class Draw:
    """What a seed stands for."""

    seed: int
    law: str
    vendor: str
    form: FormName

    def run(self) -> None:
        """Fails, by any exception, where the law is broken."""
        law = LAWS[self.law]
        with exact_only() if self.seed // len(TURNS) % 2 else contextlib.nullcontext():
            law.hold(self.vendor, self.form, *law.draw(self.vendor, self.form, Random(self.seed)))


def draw(seed: int) -> Draw:
    return Draw(seed, *TURNS[seed % len(TURNS)])
