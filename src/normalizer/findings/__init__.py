"""What happened in a log, counted record by record: what became of them, what was lost where, what the models did."""

from __future__ import annotations

from .capped import OTHERS, Capped
from .changed import Changed, Changes, Example, Place
from .findings import Findings, Rejects
from .models import Model, Models
from .periods import Cell, Periods
from .tokens import TokenSum, TokenSums

__all__ = [
    "OTHERS",
    "Capped",
    "Cell",
    "Changed",
    "Changes",
    "Example",
    "Findings",
    "Model",
    "Models",
    "Periods",
    "Place",
    "Rejects",
    "TokenSum",
    "TokenSums",
]
