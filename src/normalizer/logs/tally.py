"""The numbers of one run: what was read is what was converted, rejected and blank."""

from __future__ import annotations

from collections import Counter
from typing import Any

from attrs import define, field

from .outcomes import Blank, Converted, Outcome


@define
class Tally:
    """What became of the records."""

    vendors: Counter[str] = field(factory=Counter)
    forms: Counter[str] = field(factory=Counter)
    codes: Counter[str] = field(factory=Counter)
    blank: int = 0
    partial: int = 0
    lossy: int = 0

    @property
    def converted(self) -> int:
        return self.vendors.total()

    @property
    def rejected(self) -> int:
        return self.codes.total()

    @property
    def read(self) -> int:
        return self.converted + self.rejected + self.blank

    def count(self, outcome: Outcome) -> None:
        if isinstance(outcome, Converted):
            self.vendors[outcome.answer.source.vendor] += 1
            self.forms[outcome.answer.source.form] += 1
            self.partial += outcome.answer.is_partial
            self.lossy += outcome.is_lossy
        elif isinstance(outcome, Blank):
            self.blank += 1
        else:
            self.codes[outcome.code] += 1

    def numbers(self) -> dict[str, Any]:
        """As JSON; the words in each count are in the order of the alphabet, so that equal runs give equal text."""
        counts = {name: getattr(self, name) for name in ("read", "converted", "rejected", "blank", "partial", "lossy")}
        kinds = {name: dict(sorted(getattr(self, name).items())) for name in ("vendors", "forms", "codes")}
        return {**counts, **kinds}
