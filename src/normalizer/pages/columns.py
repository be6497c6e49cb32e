"""Stacked columns over time, as SVG paths. What is written stands beside the drawing, so that it keeps its size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from .names import Shown
from .numbers import compact, exact

HEIGHT: Final = 100
_WIDE: Final = 0.86
_NICE: Final = (1, 2, 4, 6, 8, 10)


@frozen
class Series:
    """One colour of a chart."""

    look: str
    name: Shown
    numbers: tuple[int, ...]
    """One a column."""

    path: str = ""

    @property
    def total(self) -> str:
        return exact(sum(self.numbers))


@frozen
class Chart:
    """A drawing of columns."""

    title: str
    series: tuple[Series, ...]
    labels: tuple[str, ...]
    ticks: tuple[str, ...]
    """From the top down; empty where it would be a fraction."""

    told: tuple[str, ...]
    """What each column says."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """The columns that are not empty, as a table."""

    @property
    def size(self) -> int:
        return len(self.labels)


def chart(title: str, series: Sequence[Series], labels: tuple[str, ...]) -> Chart | None:
    """A chart of those series that are not all nothing; None where there is none."""
    there = [each for each in series if any(each.numbers)]
    sums = [sum(each.numbers[column] for each in there) for column in range(len(labels))]
    if not there:
        return None
    top = nice(max(sums))
    return Chart(
        title=title,
        series=tuple(
            Series(each.look, each.name, each.numbers, path(there[: place + 1], top))
            for place, each in enumerate(there)
        ),
        labels=labels,
        ticks=tuple(compact(top * part // 4) if top * part % 4 == 0 else "" for part in (4, 3, 2, 1, 0)),
        told=tuple(_told(label, there, column) for column, label in enumerate(labels)),
        rows=tuple(
            (label, tuple(exact(each.numbers[column]) for each in there))
            for column, label in enumerate(labels)
            if sums[column]
        ),
    )


def path(stack: Sequence[Series], top: int) -> str:
    """The columns of the last series, on top of those before it."""
    *under, last = stack
    drawn = []
    for column, number in enumerate(last.numbers):
        if number:
            height = number * HEIGHT / top
            bottom = HEIGHT - sum(each.numbers[column] for each in under) * HEIGHT / top
            drawn.append(f"M{column + (1 - _WIDE) / 2:.2f} {bottom - height:.2f}h{_WIDE}v{height:.2f}h-{_WIDE}z")
    return "".join(drawn)


def nice(number: int) -> int:
    """The next number that an axis may end at, and that quarters well."""
    unit: int = 10 ** (len(str(number)) - 1)
    return next(step * unit for step in _NICE if step * unit >= number)


def _told(label: str, series: Sequence[Series], column: int) -> str:
    numbers = [f"{each.name.text}: {exact(each.numbers[column])}" for each in series if each.numbers[column]]
    return "\n".join([label, *(numbers or ["nothing"])])
