"""What became of the records: of all, and of those of each vendor in each form."""

from __future__ import annotations

from collections import Counter
from typing import Final

from attrs import frozen

from ..findings import Findings
from ..findings.findings import CONVERTED, LOSSY, RESPELLED, UNCHANGED
from .bars import Share, bar
from .numbers import exact

OUTCOMES: Final = {
    UNCHANGED: "unchanged",
    RESPELLED: "respelled only",
    LOSSY: "with losses",
    CONVERTED: "converted",
    "rejected": "rejected",
    "blank": "blank",
}


@frozen
class Group:
    """The records of a vendor in one form."""

    vendor: str
    form: str
    records: str
    bar: tuple[Share, ...]


def outcomes(findings: Findings) -> tuple[Share, ...]:
    total: Counter[str] = sum(findings.groups.values(), Counter())
    return _outcome_bar(total + Counter(rejected=findings.rejected, blank=findings.blank), findings)


def _outcome_bar(outcomes: Counter[str], findings: Findings) -> tuple[Share, ...]:
    labels = OUTCOMES if findings.target else {**OUTCOMES, CONVERTED: "readable"}
    return bar((f"o-{outcome}", label, outcomes[outcome]) for outcome, label in labels.items())


def groups(findings: Findings) -> tuple[Group, ...]:
    """The converted records, in the order of vendors and forms; most rejects are of nobody knows which."""
    return tuple(
        Group(*key, exact(counts.total()), _outcome_bar(counts, findings))
        for key, counts in sorted(findings.groups.items())
    )
