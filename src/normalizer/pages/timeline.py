"""The stretch of time that a page draws, in a few dozen periods.

Strategy: times that stand far apart from all others (a clock that was off, a zero) would leave the others no room. Where
there is nothing for longer than all the rest lasts, and no more than a tenth of the records beyond that gap, it ends the
stretch; what lies beyond is counted.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Final

from attrs import frozen

from ..findings.capped import Name
from ..findings.periods import Cell, Cells, Periods, coarsened, next_width, start_of
from .numbers import counted

MOST: Final = 90
LEAST: Final = 12
_CUTS: Final = 2
_SPARE: Final = 10
"""The part of the records that may be left out at a cut."""

_DAY: Final = 86_400

_UNITS: Final = ((7 * _DAY, "week"), (_DAY, "day"), (3600, "hour"), (60, "minute"))

_EARLIEST: Final = int(datetime.min.replace(tzinfo=timezone.utc).timestamp())
_LATEST: Final = int(datetime.max.replace(tzinfo=timezone.utc, microsecond=0).timestamp())


@frozen
class Timeline:
    """The periods that are drawn, each with its cells."""

    width: int
    first: int
    """The number of the first period."""

    size: int
    cells: Cells
    before: int
    """How many records lie before the stretch."""

    after: int

    def cells_of(self, column: int, models: Iterable[Name]) -> Cell:
        """The sum of some models in one period."""
        total = Cell()
        for model in models:
            if cell := self.cells.get((self.first + column, model)):
                total.add(cell)
        return total

    @property
    def labels(self) -> tuple[str, ...]:
        """When each period begins."""
        return tuple(_written(start_of(self.first + column, self.width), self.width) for column in range(self.size))

    @property
    def period(self) -> str:
        """How long each one is."""
        seconds, word = next(each for each in _UNITS if self.width >= each[0])
        return counted(self.width // seconds, word)


def timeline(periods: Periods) -> Timeline | None:
    """The stretch to draw; None where no record has a time."""
    if not periods.cells:
        return None
    cells, width = periods.cells, periods.width
    first, last = _stretch(cells)
    while last - first >= MOST and (wider := next_width(width)) is not None:
        cells = coarsened(cells, width, wider)
        first, last = first * width // wider, last * width // wider
        width = wider
    before = sum(cell.records for (number, _), cell in cells.items() if number < first)
    after = sum(cell.records for (number, _), cell in cells.items() if number > last)
    room = max(LEAST - (last - first + 1), 0)
    return Timeline(width, first - room // 2, last - first + 1 + room, cells, before, after)


def _stretch(cells: Cells) -> tuple[int, int]:
    """The numbers of the first and the last period."""
    records: Counter[int] = Counter()
    for (number, _), cell in cells.items():
        records[number] += cell.records
    numbers = sorted(records)
    for _ in range(2 * _CUTS):  # one end, and the other
        numbers = _after_gap(numbers, records)[::-1]
    return numbers[0], numbers[-1]


def _after_gap(numbers: list[int], records: Counter[int]) -> list[int]:
    """The periods, from one end, without those before a gap that is longer than the rest."""
    spare = records.total() // _SPARE
    for place, (before, after) in enumerate(itertools.pairwise(numbers), 1):
        spare -= records[before]
        if spare < 0:
            break
        if abs(after - before) > abs(numbers[-1] - after) + LEAST:
            return numbers[place:]
    return numbers


def _written(seconds: int, width: int) -> str:
    time = datetime.fromtimestamp(min(max(seconds, _EARLIEST), _LATEST), timezone.utc)
    return time.date().isoformat() if width >= _DAY else time.replace(tzinfo=None).isoformat(" ", "minutes")
