"""The numbers of a run, for a person on one line and for a program as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from normalizer import __version__, codec
from normalizer.logs import Tally


def summary(tally: Tally, losses: str, kept: str, seconds: float, name: str) -> str:
    """One line; what was read is what was converted, rejected and blank. ``kept`` says where the rejects are."""
    counts = [
        f"read {tally.read}",
        f"converted {tally.converted}{_kinds(tally)}",
        *([f"partial {tally.partial}"] if tally.partial else []),
        losses,
        f"rejected {tally.rejected}{kept}",
        *([f"blank {tally.blank}"] if tally.blank else []),
    ]
    return f"{', '.join(counts)} in {seconds:.1f} s -> {name}"


def summary_json(tally: Tally, cut: Sequence[str], *, look: bool) -> bytes:
    """The same for a program; without the time, so that two equal runs give equal bytes.

    :param cut: the inputs whose archives were cut off.
    """
    numbers: dict[str, Any] = {**tally.numbers(), "cut": list(cut), "version": __version__}
    return codec.encode(numbers if look else {**numbers, "lossy": None}) + b"\n"


def _kinds(tally: Tally) -> str:
    """Whose they were; their forms only where there were others than ``wire``."""
    counters = [tally.vendors, *([tally.forms] if tally.forms.keys() - {"wire"} else [])]
    kinds = "; ".join(_listed(counter) for counter in counters)
    return f" ({kinds})" if kinds else ""


def _listed(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items()))
