"""What was measured, as it is kept in ``bench/baseline.jsonl``: a line about the whole, then a line for each figure."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

BASELINE: Final = Path(__file__).with_name("baseline.jsonl")


@dataclass(frozen=True)
class Figure:
    """A ratio, and the quartiles of all rounds."""

    ratio: float
    low: float
    high: float


@dataclass
class Figures:
    """One measurement of everything."""

    machine: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    losing: list[str] = field(default_factory=list)
    """The names of figures whose work writes something else back than it read."""

    def ratio(self, *name: str) -> float:
        return self.figures[named(*name)].ratio

    def save(self, path: Path = BASELINE) -> None:
        about = {"machine": self.machine, "versions": self.versions, "losing": self.losing}
        lines = [about, *({"name": name, **asdict(figure)} for name, figure in self.figures.items())]
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def load(path: Path = BASELINE) -> Figures:
    about, *lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return Figures(**about, figures={line.pop("name"): Figure(**line) for line in lines})


def named(*name: str) -> str:
    """The name of a figure: who, way, variant, vendor and size of a response, or what else it is about."""
    return "/".join(name)


def combined(runs: Sequence[Mapping[str, Sequence[float]]]) -> dict[str, Figure]:
    """Of each figure the geometric mean of the runs' medians, and the quartiles of all rounds of all runs."""
    return {name: _figure([run[name] for run in runs]) for name in runs[0]}


def _figure(runs: Sequence[Sequence[float]]) -> Figure:
    ratio = statistics.geometric_mean(statistics.median(rounds) for rounds in runs)
    rounds = [value for run in runs for value in run]
    low, _, high = statistics.quantiles(rounds, n=4, method="inclusive") if len(rounds) > 1 else rounds * 3
    return Figure(*(round(value, 3) for value in (ratio, low, high)))
