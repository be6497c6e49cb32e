"""All laws over a million random values and more: `just laws-long`, or `python -m tests.long.laws_long --values 5000`.

Strategy: the seeds are cut into batches that are dealt out to one process per core. A failure names its seed, and
`--start SEED --values 1` runs that value alone.
"""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed

import click

from ..drawn import draw

BATCH = 500
SECONDS_BETWEEN_NEWS = 10


def broken_in(seeds: range) -> str | None:
    """The report on the first seed whose law fails, or None where all hold."""
    for seed in seeds:
        try:
            draw(seed).run()
        except Exception:  # noqa: BLE001  # whatever escapes breaks the law
            return report(seed, traceback.format_exc())
    return None


def report(seed: int, trace: str) -> str:
    drawn = draw(seed)
    return (
        f"{trace}\nBROKEN: {drawn.law}, for {drawn.vendor} in form {drawn.form}, seed {seed}\n"
        f"again: python -m tests.long.laws_long --start {seed} --values 1"
    )


def batches(start: int, values: int) -> Iterator[range]:
    for first in range(start, start + values, BATCH):
        yield range(first, min(first + BATCH, start + values))


def run(start: int, values: int) -> str | None:
    """Run the laws over that many values; the report on a broken one, or None."""
    begun = told = time.monotonic()
    done = 0
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        running = {processes.submit(broken_in, seeds): len(seeds) for seeds in batches(start, values)}
        for finished in as_completed(running):
            if broken := finished.result():
                processes.shutdown(cancel_futures=True)
                return broken
            done += running[finished]
            if time.monotonic() - told > SECONDS_BETWEEN_NEWS:
                told = time.monotonic()
                click.echo(f"{done:,} of {values:,} values, {done / (told - begun):,.0f} a second")
    click.echo(f"all laws hold for {done:,} values, {done / (time.monotonic() - begun):,.0f} a second")
    return None


@click.command(help=__doc__)
@click.option("--values", default=1_000_000, show_default=True, help="How many values to draw.")
@click.option("--start", default=0, show_default=True, help="The first seed.")
def main(values: int, start: int) -> None:
    if broken := run(start, values):
        raise click.ClickException(broken)


if __name__ == "__main__":
    main()
