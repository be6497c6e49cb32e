"""One run of everything: all environments one after another, then the log, what is kept, and the imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Final

from tests.oracles.environments import Environment

from .child import Row
from .environments import HOME, ROOT
from .figures import named
from .imports import import_ratios
from .kept import kept_ratios
from .logs import RECORDS, mixed_log, unseen_log
from .mixed import jq_ratio, mixed_ratios, unseen_ratio
from .timing import TURN

Ratios = dict[str, list[float]]
Told = Callable[[str], None]

OURS: Final = "ours"
ALONE: Final = "ours_alone"
FLOOR: Final = "floor"


def one_run(
    environments: Iterable[Environment], rounds: int, told: Told, records: int = RECORDS
) -> tuple[Ratios, set[str]]:
    """The ratios of all rounds by the figures' names, and the names of those that write back something else."""
    rows = ours_rows(rounds, told=told)
    rows += _rows_of(sys.executable, ALONE, rounds) + _rows_of(sys.executable, FLOOR, rounds)
    for environment in environments:
        told(environment.name)
        rows += _rows_of(environment.interpreter, environment.name, rounds)
    taken, losing = named_rows(rows)
    told("mixed log")
    log = mixed_log(HOME, records)
    for name, ratio in {**mixed_ratios(log), **unseen_ratio(unseen_log(HOME)), **jq_ratio(log)}.items():
        taken[named("mixed", name)] = [ratio]
    told("kept")
    taken |= {named("kept", name): ratios for name, ratios in kept_ratios(3).items()}
    told("imports")
    taken |= {named("imports", name): ratios for name, ratios in import_ratios(rounds).items()}
    return taken, losing


def once(told: Told) -> Ratios:
    """What is looked at once only, for its shape and not for its height: how cost grows, and where it is spent."""
    told("growth and shares")
    taken, _ = named_rows(
        [*_printed([sys.executable, "-m", "bench.growth"]), *_printed([sys.executable, "-m", "bench.shares"])]
    )
    return taken


def ours_rows(rounds: int, turn: float = TURN, *, told: Told) -> list[Row]:
    """Our own rows, from an interpreter of their own as the peers'."""
    told(OURS)
    return _rows_of(sys.executable, OURS, rounds, turn)


def named_rows(rows: Iterable[Row]) -> tuple[Ratios, set[str]]:
    names = {name_of(row): row for row in rows}
    return {name: row["ratios"] for name, row in names.items()}, {
        name for name, row in names.items() if not row["keeps"]
    }


def name_of(row: Row) -> str:
    return named(row["who"], row["way"], row["variant"], row["vendor"], row["size"])


def _rows_of(interpreter: str, peer: str, rounds: int, turn: float = TURN) -> list[Row]:
    # Warnings are switched off: pydantic has some for each dump of what an SDK built.
    return _printed(
        [interpreter, "-W", "ignore", "-m", "bench.child", peer, "--rounds", str(rounds), "--turn", str(turn)]
    )


def _printed(command: list[str]) -> list[Row]:
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, check=True)
    rows: list[Row] = json.loads(done.stdout)
    return rows
