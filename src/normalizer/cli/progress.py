"""How much of the inputs was read, on a terminal and nowhere else."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence

from normalizer.logs import Input
from normalizer.logs.inputs import OnBytes


@contextlib.contextmanager
def progress(inputs: Sequence[Input], *, wanted: bool) -> Iterator[OnBytes | None]:
    """What is to be told how many bytes were read. Lines that are printed meanwhile stand above the bar."""
    if not wanted or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    # Imported here, for it is needed on terminals only, and takes its time.
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    sizes = [each.size for each in inputs]
    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None if None in sizes else sum(filter(None, sizes)))
        yield lambda count: bar.advance(task, count)
