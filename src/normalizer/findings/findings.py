"""What happened in a log: outcomes in, counts out, in memory that no log can make grow beyond bounds."""

from __future__ import annotations

from collections import Counter
from typing import Final

from attrs import Factory, define, field

from ..logs import Blank, Converted, Outcome, Rejected
from ..report import Change
from .capped import Capped, held_name
from .changed import Changes, Place
from .models import Count, Model, Models
from .redaction import generalised

MOST_NAMES: Final = 1000
_MOST_PLACES: Final = 100

UNCHANGED: Final = "unchanged"
RESPELLED: Final = "respelled"
LOSSY: Final = "lossy"
CONVERTED: Final = "converted"
"""Of a run that does not look for changes."""


@define
class Rejects:
    """The rejects of one code."""

    example: Place
    pointers: Capped[Count] = field(factory=lambda: Capped(_MOST_PLACES, Count), init=False)
    records: int = 0


@define
class Findings:
    """The counts of one log. Feed it with every outcome."""

    target: str | None = None
    """For whom it was converted, in a word for a person; None where it was only read."""

    sources: tuple[str, ...] = ()
    """The inputs, as they were named."""

    looked: bool = True
    """Whether changes were looked for."""

    most: int = MOST_NAMES
    """How many models, pointers and words are told apart, each."""

    blank: int = field(default=0, init=False)
    partial: int = field(default=0, init=False)
    """How many came in a stream that broke off."""

    groups: dict[tuple[str, str], Counter[str]] = field(factory=dict, init=False)
    """What became of the converted records, by vendor and form."""

    rejects: dict[str, Rejects] = field(factory=dict, init=False)
    """By code."""

    changes: Changes = field(
        default=Factory(lambda self: Changes(Capped(self.most, dict)), takes_self=True), init=False
    )
    models: Models = field(
        default=Factory(lambda self: Models(Capped(self.most, Model), Capped(self.most, Count)), takes_self=True),
        init=False,
    )

    @property
    def converted(self) -> int:
        return sum(outcomes.total() for outcomes in self.groups.values())

    @property
    def lossy(self) -> int:
        return sum(outcomes[LOSSY] for outcomes in self.groups.values())

    @property
    def rejected(self) -> int:
        return sum(rejects.records for rejects in self.rejects.values())

    @property
    def read(self) -> int:
        return self.converted + self.rejected + self.blank

    def count(self, outcome: Outcome) -> None:
        if isinstance(outcome, Converted):
            self._count_converted(outcome)
        elif isinstance(outcome, Blank):
            self.blank += 1
        else:
            self._count_rejected(outcome)

    def _count_converted(self, outcome: Converted) -> None:
        source = outcome.answer.source
        group = self.groups.setdefault((source.vendor, source.form), Counter())
        group[_became(outcome.changes) if self.looked else CONVERTED] += 1
        self.partial += outcome.answer.is_partial
        self.changes.count(outcome.record, outcome.changes)
        self.models.count(outcome.answer.completion)

    def _count_rejected(self, outcome: Rejected) -> None:
        rejects = self.rejects.setdefault(outcome.code, Rejects(Place.of(outcome.record)))
        rejects.records += 1
        rejects.pointers.at(held_name(generalised(outcome.pointer))).number += 1


def _became(changes: tuple[Change, ...]) -> str:
    if any(change.is_loss for change in changes):
        return LOSSY
    return RESPELLED if changes else UNCHANGED
