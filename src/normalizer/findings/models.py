"""What the models did: tokens and finish reasons, in all and over time."""

from __future__ import annotations

from collections import Counter
from typing import Final

from attrs import define, field

from ..completion import FINISH_REASON_KINDS, Completion, FinishReason
from ..values import UNSET, Maybe
from .capped import Capped, Name, held_name
from .periods import Cell, Periods
from .tokens import TokenSums

NULL: Final = "null"
ABSENT: Final = "absent"
REASONS: Final = (*FINISH_REASON_KINDS, NULL, ABSENT)
"""The kinds of finish reasons, and what a choice can have instead of one."""


@define
class Model:
    """One model in all records."""

    records: int = 0
    tokens: TokenSums = field(factory=TokenSums)
    reasons: Counter[str] = field(factory=Counter)
    """Of its choices."""


@define
class Count:
    """A number to be counted up."""

    number: int = 0


@define
class Models:
    """All models of a log. A name is UNSET where there was none, and None where null was its place."""

    by_name: Capped[Model]
    words: Capped[Count]
    """The kinds of finish reasons with the vendors' own words for them."""

    periods: Periods = field(factory=Periods)

    def count(self, completion: Completion) -> None:
        name = self.by_name.key(_name(completion.model))
        model = self.by_name.at(name)
        model.records += 1
        sent, said = model.tokens.add(completion.usage)
        reasons = Counter(self._reason(choice.finish_reason) for choice in completion.choices)
        model.reasons.update(reasons)
        self.periods.count(completion.created_at, name, Cell(1, sent, said, reasons))

    def _reason(self, reason: Maybe[FinishReason | None]) -> str:
        if not isinstance(reason, FinishReason):
            return ABSENT if reason is UNSET else NULL
        self.words.at((reason.kind, held_name(reason.raw))).number += 1
        return reason.kind


def _name(model: Maybe[str | None]) -> Name:
    return held_name(model) if isinstance(model, str) else model
