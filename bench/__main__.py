"""``python -m bench`` measures everything and writes it down; ``--quick`` only looks whether ours became slower.

The full run takes about a quarter of an hour, and the first one builds the peers' environments.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.oracles.environments import build

from . import chart, page, quote, regression
from .collection import once, one_run
from .environments import ENVIRONMENTS, HOME
from .figures import Figures, combined
from .logs import RECORDS
from .machine import busy, machine, versions

RUNS = 3
ROUNDS = 7


def full(runs: int = RUNS, rounds: int = ROUNDS, records: int = RECORDS) -> Figures:
    HOME.mkdir(exist_ok=True)
    for environment in ENVIRONMENTS.values():
        told(f"environment {environment.name}")
        build(environment)
    begun = busy()
    done = [one_run(ENVIRONMENTS.values(), rounds, told, records) for _ in range(runs)]
    return Figures(
        machine={**machine(), "runs": runs, "records": records, "busy": [begun, busy()]},
        versions=versions(ENVIRONMENTS.values()),
        figures=combined([taken for taken, _ in done]) | combined([once(told)]),
        losing=sorted(set().union(*(losing for _, losing in done))),
    )


def write(figures: Figures) -> None:
    """The baseline, the page, the chart, and the README's quote."""
    figures.save()
    page.PAGE.write_text(page.page(figures), encoding="utf-8")
    chart.draw(figures)
    chart.draw_growth(figures)
    readme = quote.README.read_text(encoding="utf-8")
    quote.README.write_text(quote.with_quote(readme, quote.main_figures(figures)), encoding="utf-8")


def told(word: str) -> None:
    print(f"... {word}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--quick", action="store_true", help="compare ours with the baseline, and change nothing")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument(
        "--records", type=int, default=RECORDS, help="how many responses the log has; fewer for a quick look"
    )
    asked = parser.parse_args(arguments)
    if asked.quick:
        return regression.look(told)
    write(full(asked.runs, records=asked.records))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
