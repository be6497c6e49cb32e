"""The title of a page, and the numbers at its top."""

from __future__ import annotations

from attrs import frozen

from ..findings import Findings
from .numbers import compact, counted, exact, percent


@frozen
class Tile:
    """One of the numbers at the top."""

    label: str
    number: str
    told: str
    look: str = ""


def title(findings: Findings) -> str:
    records = counted(findings.read, "record")
    return f"{records} for {findings.target}" if findings.target else records


def tiles(findings: Findings) -> list[Tile]:
    read = findings.read
    rejected = Tile(
        "rejected", compact(findings.rejected), percent(findings.rejected, read), "bad" * bool(findings.rejected)
    )
    lossy = Tile(
        "with losses",
        compact(findings.lossy),
        f"{percent(findings.lossy, findings.converted)} of converted",
        "warn" * bool(findings.lossy),
    )
    sums = [model.tokens for model in findings.models.by_name.held.values()]
    tokens = [
        ("input tokens", sum(each.input.total for each in sums), sum(each.input.stated for each in sums)),
        ("output tokens", sum(each.output.total for each in sums), sum(each.output.stated for each in sums)),
    ]
    has_others = findings.models.by_name.is_full
    models = f"{'more than ' * has_others}{exact(len(findings.models.by_name.held) - has_others)}"
    return [
        Tile("records", compact(read), _exactly(read)),
        Tile(
            "converted" if findings.target else "readable",
            compact(findings.converted),
            percent(findings.converted, read),
        ),
        *([lossy] if findings.target and findings.looked else []),
        rejected,
        *([Tile("blank", compact(findings.blank), percent(findings.blank, read))] if findings.blank else []),
        *(
            [Tile("of broken streams", compact(findings.partial), percent(findings.partial, read))]
            if findings.partial
            else []
        ),
        *(
            Tile(label, compact(total), _exactly(total) or f"in {counted(stated, 'record')}")
            for label, total, stated in tokens
        ),
        Tile("models", models, ""),
    ]


def _exactly(number: int) -> str:
    """The number itself, where its tile shortens it."""
    return exact(number) if compact(number) != exact(number) else ""
