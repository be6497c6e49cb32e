"""Tokens by model and finish reasons, over time."""

from __future__ import annotations

from typing import Any

from ..findings.models import REASONS
from .columns import Chart, Series, chart
from .model_rows import COLOURED, REASON_LABELS, reason_look
from .names import Names, Shown
from .timeline import Timeline


def charts(order: list[Any], names: Names, time: Timeline) -> tuple[Chart, ...]:
    """Those charts that have something to show; the models are in the order of their ranking."""
    stacks: list[tuple[str, Shown, list[Any]]] = [
        (f"s{place + 1}", names.model(name), [name]) for place, name in enumerate(order[:COLOURED])
    ]
    if rest := order[COLOURED:]:
        shown = Shown("all other models", is_ours=True) if len(rest) > 1 else names.model(rest[0])
        stacks.append((f"s{COLOURED + 1}", shown, rest))
    drawn = [
        chart(f"{key.capitalize()} tokens by model", _tokens(key, stacks, time), time.labels)
        for key in ("input", "output")
    ]
    drawn.append(chart("Finish reasons of all choices", _reasons(order, time), time.labels))
    return tuple(each for each in drawn if each is not None)


def _tokens(key: str, stacks: list[tuple[str, Shown, list[Any]]], time: Timeline) -> list[Series]:
    columns = range(time.size)
    return [
        Series(look, name, tuple(getattr(time.cells_of(column, models), key) for column in columns))
        for look, name, models in stacks
    ]


def _reasons(order: list[Any], time: Timeline) -> list[Series]:
    cells = [time.cells_of(column, order).reasons for column in range(time.size)]
    return [
        Series(reason_look(reason), Shown(REASON_LABELS[reason]), tuple(cell[reason] for cell in cells))
        for reason in REASONS
    ]
