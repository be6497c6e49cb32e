"""Whether our own ways became slower than the baseline says, in about a minute.

Ratios hardly depend on the machine, but they do a little, and on its moods: a row only counts as slower when it is so by
more than the tolerance in three measurements.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from typing import Final

from . import figures
from .collection import Told, named_rows, ours_rows

TOLERANCE: Final = 1.4
TRIES: Final = 3
ROUNDS: Final = 5


def look(told: Told) -> int:
    """Measure, print what is slower, and give the exit code."""
    baseline = figures.load()
    slower: dict[str, float] = {}
    for attempt in range(TRIES):
        taken, _ = named_rows(ours_rows(ROUNDS, told=told))
        now = {name: statistics.median(rounds) for name, rounds in taken.items()}
        again = slower_than(baseline, now)
        slower = {name: times for name, times in again.items() if not attempt or name in slower}
        if not slower:
            break
    for line in report(slower, baseline):
        print(line)
    return 1 if slower else 0


def slower_than(baseline: figures.Figures, now: Mapping[str, float]) -> dict[str, float]:
    """By name how many times its baseline a figure is, of those that are beyond the tolerance."""
    times = {name: ratio / baseline.ratio(name) for name, ratio in now.items() if name in baseline.figures}
    return {name: value for name, value in times.items() if value > TOLERANCE}


def report(slower: Mapping[str, float], baseline: figures.Figures) -> Iterable[str]:
    yield f"{len(slower)} figures are slower than in the baseline by more than {TOLERANCE - 1:.0%}"
    for name, times in sorted(slower.items(), key=lambda item: -item[1]):
        yield f"  {times:5.2f} x {baseline.ratio(name):.2f}  {name}"
