"""The counts of one run, and its summary."""

from __future__ import annotations

import time
from collections import Counter

from attrs import define, field

from .order import Converted


@define
class Tally:
    """What became of the records."""

    vendors: Counter[str] = field(factory=Counter)
    forms: Counter[str] = field(factory=Counter)
    partial: int = 0
    lossy: int = 0
    rejected: int = 0
    _began: float = field(factory=time.monotonic)

    @property
    def converted(self) -> int:
        return self.vendors.total()

    def count(self, result: Converted) -> None:
        self.vendors[result.answer.source.vendor] += 1
        self.forms[result.answer.source.form] += 1
        self.partial += result.answer.is_partial
        self.lossy += result.is_lossy

    def summary(self, blank: int, losses: str, name: str) -> str:
        """One line; what was read is what was converted, rejected and blank."""
        counts = [
            f"read {self.converted + self.rejected + blank}",
            f"converted {self.converted}{self._kinds()}",
            *([f"partial {self.partial}"] if self.partial else []),
            losses,
            f"rejected {self.rejected}",
            *([f"blank {blank}"] if blank else []),
        ]
        return f"{', '.join(counts)} in {time.monotonic() - self._began:.1f} s -> {name}"

    def _kinds(self) -> str:
        """Whose they were; their forms only where there were others than ``wire``."""
        counters = [self.vendors, *([self.forms] if self.forms.keys() > {"wire"} or len(self.forms) > 1 else [])]
        kinds = "; ".join(_listed(counter) for counter in counters)
        return f" ({kinds})" if kinds else ""


def _listed(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items()))
