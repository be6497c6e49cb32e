"""Why choices ended: in all, over time, and in the vendors' own words."""

from __future__ import annotations

from collections import Counter
from typing import Final

from attrs import frozen

from ..findings import OTHERS, Findings
from ..findings.models import REASONS
from .bars import Share, bar
from .model_rows import REASON_LABELS, reason_look
from .names import Names, Shown
from .numbers import exact

MOST: Final = 20


@frozen
class Word:
    """A vendor's word for a finish reason."""

    kind: str
    look: str
    word: Shown
    choices: str


def words(findings: Findings, names: Names) -> tuple[tuple[Word, ...], int]:
    """The words that most choices have, and how many others there are."""
    held = findings.models.words.held
    order = sorted(held.items(), key=lambda item: (item[0] is OTHERS, -item[1].number, str(item[0])))
    return tuple(_word(key, count.number, names) for key, count in order[:MOST]), max(len(order) - MOST, 0)


def _word(key: object, number: int, names: Names) -> Word:
    if not isinstance(key, tuple):
        return Word("several", "", names.word(key), exact(number))
    return Word(REASON_LABELS[key[0]], reason_look(key[0]), names.word(key), exact(number))


def reason_shares(findings: Findings) -> tuple[Share, ...]:
    total: Counter[str] = sum((model.reasons for model in findings.models.by_name.held.values()), Counter())
    return bar((reason_look(reason), REASON_LABELS[reason], total[reason]) for reason in REASONS)
