"""Counts over time, in periods that grow longer as a log has more of them.

Strategy: a cell is a period and a model; cells that hold nothing are not there. Where there are more cells than fit, the next
longer width is taken, and every width divides the next one: so a coarser cell is exactly the sum of finer ones.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final, TypeAlias

from attrs import define, field

from .capped import Name

MOST_CELLS: Final = 30_000
MINUTE: Final = 60
WEEK: Final = 604_800
_LONGER: Final = (300, 900, 3600, 21_600, 86_400, WEEK)

MONDAY: Final = 345_600
"""The first Monday after 1970 began, in seconds: weeks begin there."""


@define
class Cell:
    """What a model did in a period."""

    records: int = 0
    input: int = 0
    output: int = 0
    reasons: Counter[str] = field(factory=Counter)

    def add(self, other: Cell) -> None:
        self.records += other.records
        self.input += other.input
        self.output += other.output
        self.reasons.update(other.reasons)


Cells: TypeAlias = dict[tuple[int, Name], Cell]
"""By the number of the period and the model."""


@define
class Periods:
    """The cells of a log."""

    most: int = MOST_CELLS
    width: int = MINUTE
    """Of a period, in seconds."""

    cells: Cells = field(factory=dict, init=False)
    untimed: int = field(default=0, init=False)
    """How many records have no time that can be read."""

    def count(self, time: datetime | None, model: Name, counted: Cell) -> None:
        if time is None:
            self.untimed += 1
            return
        _at(self.cells, (number_of(time, self.width), model)).add(counted)
        while len(self.cells) > self.most and (width := next_width(self.width)) is not None:
            self.cells, self.width = coarsened(self.cells, self.width, width), width


def number_of(time: datetime, width: int) -> int:
    """The number of the period that a time lies in."""
    return int((time.timestamp() - MONDAY) // width)


def start_of(number: int, width: int) -> int:
    """When a period begins, in seconds since 1970."""
    return number * width + MONDAY


def next_width(width: int) -> int | None:
    """The next longer one. Beyond weeks, each is twice as long, up to one that holds all the years that Python knows."""
    if width < WEEK:
        return next(step for step in _LONGER if step > width)
    return width * 2 if width < WEEK * 2**19 else None


def coarsened(cells: Cells, width: int, wider: int) -> Cells:
    """The same counts in longer periods."""
    merged: Cells = {}
    for (number, model), cell in cells.items():
        _at(merged, (number * width // wider, model)).add(cell)
    return merged


def _at(cells: Cells, key: tuple[int, Name]) -> Cell:
    if key not in cells:
        cells[key] = Cell()
    return cells[key]
