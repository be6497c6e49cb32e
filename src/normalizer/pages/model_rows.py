"""The models of a log, those first that most tokens went through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from ..findings import OTHERS, Model
from ..findings.models import ABSENT, REASONS
from .bars import Share, bar
from .columns import Series, path
from .names import Names, Shown
from .numbers import counted, exact
from .timeline import Timeline

COLOURED: Final = 6
MOST: Final = 20
MOST_MORE: Final = 200

REASON_LABELS: Final = {
    **{kind: kind.replace("_", " ") for kind in REASONS},
    ABSENT: "no finish reason",
}


@frozen
class Row:
    """One model."""

    look: str
    """Its colour in the charts."""

    name: Shown
    records: str
    input: str
    output: str
    notes: tuple[str, ...]
    reasons: tuple[Share, ...]
    paths: tuple[tuple[str, str], ...]
    """Its finish reasons over time: class and path of each."""


def ranked(models: Mapping[Any, Model]) -> list[Any]:
    """The names, by tokens, then by records; those that were not told apart last."""

    def rank(name: Any) -> tuple[Any, ...]:
        model = models[name]
        return name is OTHERS, -model.tokens.input.total - model.tokens.output.total, -model.records, str(name)

    return sorted(models, key=rank)


def row(model: Model, name: Any, place: int, names: Names, timeline: Timeline | None) -> Row:
    """The row of a model at its place in the ranking."""
    tokens = model.tokens
    return Row(
        look=f"s{min(place, COLOURED) + 1}",
        name=names.model(name),
        records=exact(model.records),
        input=exact(tokens.input.total) if tokens.input.stated else "",
        output=exact(tokens.output.total) if tokens.output.stated else "",
        notes=tuple(_notes(model)),
        reasons=bar((reason_look(reason), REASON_LABELS[reason], model.reasons[reason]) for reason in REASONS),
        paths=_paths(name, timeline) if timeline is not None and place < MOST else (),
    )


def reason_look(reason: str) -> str:
    """The class that colours a finish reason."""
    return f"r-{reason.replace('_', '-')}"


def _notes(model: Model) -> list[str]:
    tokens = model.tokens
    silent = model.records - tokens.output.stated - tokens.output.unusable
    unusable = sum(each.unusable for each in (tokens.input, tokens.output))
    return [
        *([f"{exact(tokens.cached.total)} of the input cached"] if tokens.cached.total else []),
        *([f"{exact(tokens.reasoning.total)} of the output reasoning"] if tokens.reasoning.total else []),
        *([f"{counted(silent, 'record')} without an output count"] if silent else []),
        *([f"{counted(unusable, 'count')} unusable"] if unusable else []),
    ]


def _paths(name: Any, timeline: Timeline) -> tuple[tuple[str, str], ...]:
    """Each column is as high as the model's highest one allows."""
    cells = [timeline.cells_of(column, [name]).reasons for column in range(timeline.size)]
    top = max(cell.total() for cell in cells)
    stack = [
        Series(reason_look(reason), Shown(reason), tuple(cell[reason] for cell in cells))
        for reason in REASONS
        if any(cell[reason] for cell in cells)
    ]
    return tuple((each.look, path(stack[: place + 1], top)) for place, each in enumerate(stack))
