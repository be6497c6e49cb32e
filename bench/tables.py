"""Figures as text, and rows of them as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from .candidate import Way
from .figures import Figure, Figures, named

TITLES: Final[dict[Way, str]] = {
    "read": "read",
    "same": "read, written to the same vendor",
    "other": "read, written to the other vendor",
    "seven": "read, seven fields looked at, written to the other vendor",
    "report": "read, written to the other vendor, with the report of changes",
}
NAMES: Final = {"orq": "orq", "opper": "Opper"}
TEN, HUNDRED = 10, 100


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def short(value: float) -> str:
    """Two places below ten, one above, none from a hundred on."""
    return f"{value:.2f}" if value < TEN else f"{value:.1f}" if value < HUNDRED else f"{value:.0f}"


def with_spread(figure: Figure) -> str:
    """A figure with its quartiles, if it varies."""
    if figure.low == figure.high:
        return short(figure.ratio)
    return f"{short(figure.ratio)} [{short(figure.low)}-{short(figure.high)}]"


def cell(figures: Figures, *name: str) -> str:
    """A figure with its quartiles, and a mark where what is written back is not what was read; empty if there is none."""
    full = named(*name)
    if full not in figures.figures:
        return ""
    return with_spread(figures.figures[full]) + (" †" if full in figures.losing else "")
