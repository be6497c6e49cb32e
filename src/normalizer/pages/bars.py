"""Shares of a whole, one after the other in one bar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from .numbers import exact, percent

WIDTH: Final = 100
_LEAST: Final = 0.8
"""How wide a share is drawn at least: a few among millions are there to be seen."""


@frozen
class Share:
    """One share of a bar."""

    look: str
    """The class that gives it its colour."""

    label: str
    number: int
    x: str
    width: str
    told: str


def bar(parts: Iterable[tuple[str, str, int]]) -> tuple[Share, ...]:
    """A bar of all that is not nothing: class, label and number of each."""
    there = [part for part in parts if part[2]]
    total = sum(number for _, _, number in there)
    drawn = [max(number * WIDTH / total, _LEAST) for _, _, number in there]
    scale = WIDTH / sum(drawn) if drawn else 1
    shares, x = [], 0.0
    for (look, label, number), width in zip(there, drawn, strict=True):
        told = f"{label}: {exact(number)} ({percent(number, total)})"
        shares.append(Share(look, label, number, f"{x:.2f}", f"{width * scale:.2f}", told))
        x += width * scale
    return tuple(shares)
