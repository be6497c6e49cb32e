"""What the target could not say, by place and kind, coloured by the share of the records that it happens in."""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen

from ..findings import OTHERS, Changed, Findings
from ..report import CHANGE_KINDS
from .names import Names, Shown
from .numbers import counted, exact, percent

MOST: Final = 30
MOST_MORE: Final = 200

LEVELS: Final = ((0.01, "under 1 %"), (0.1, "1 % and more"), (0.25, "10 % and more"), (0.5, "25 % and more"))
LAST_LEVEL: Final = "50 % and more"


@frozen
class Cell:
    """One kind of change at one place."""

    kind: str
    level: int
    """From 1 to 5; 0 where there is none."""

    records: str
    told: str
    more: str
    """How many changes these are, where they are more than records."""


@frozen
class Sample:
    """One change, redacted."""

    kind: str
    before: str
    after: str
    place: Shown


@frozen
class Row:
    """One place."""

    pointer: Shown
    cells: tuple[Cell, ...]
    samples: tuple[Sample, ...]


@frozen
class HeatMap:
    """The places in the order of how many records lose something there."""

    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    """Further ones, folded away."""

    left_out: int
    """How many places beyond these are only counted."""

    left_out_changes: int
    is_capped: bool
    """Whether places came up that were not told apart from each other any more."""


def heat_map(findings: Findings, names: Names) -> HeatMap:
    """The map of a log."""
    places = sorted(findings.changes.by_pointer.held.items(), key=_rank)
    rows = [_row(pointer, kinds, findings.converted, names) for pointer, kinds in places[: MOST + MOST_MORE]]
    rest = places[MOST + MOST_MORE :]
    return HeatMap(
        rows=tuple(rows[:MOST]),
        more=tuple(rows[MOST:]),
        left_out=len(rest),
        left_out_changes=sum(changed.changes for _, kinds in rest for changed in kinds.values()),
        is_capped=findings.changes.by_pointer.is_full,
    )


def level(part: int, whole: int) -> int:
    """How strong the colour is."""
    return 1 + sum(part >= share * whole for share, _ in LEVELS) if part else 0


def _rank(place: tuple[Any, dict[Any, Changed]]) -> tuple[Any, ...]:
    """Losses first, by records; what is only respelled after them; those that were not told apart last."""
    pointer, kinds = place
    lost = sum(changed.records for kind, changed in kinds.items() if kind != "respelled")
    return pointer is OTHERS, -lost, -sum(changed.records for changed in kinds.values()), str(pointer)


def _row(pointer: Any, kinds: dict[Any, Changed], whole: int, names: Names) -> Row:
    return Row(
        names.pointer(pointer),
        tuple(_cell(kind, kinds.get(kind, Changed()), whole) for kind in CHANGE_KINDS),
        tuple(
            Sample(kind, changed.example.before, changed.example.after, names.place(changed.example.place))
            for kind, changed in sorted(kinds.items(), key=lambda item: CHANGE_KINDS.index(item[0]))
            if changed.example is not None
        ),
    )


def _cell(kind: str, changed: Changed, whole: int) -> Cell:
    told = f"{kind} in {counted(changed.records, 'record')} ({percent(changed.records, whole)}), {counted(changed.changes, 'change')}"
    more = f"{exact(changed.changes)} changes" if changed.changes > changed.records else ""
    return Cell(kind, level(changed.records, whole), exact(changed.records), told, more)
