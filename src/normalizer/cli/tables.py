"""``--to parquet``: converted records as rows of a Parquet file, in an output that is published like any other."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any, Final

import click

from normalizer.completion import Completion

from .exits import Refusal
from .options import Command
from .publish import Output

PARQUET: Final = "parquet"
"""Instead of a vendor: a table of what the records mean."""


def rows(command: Command) -> Command:
    told = "What a row of --to parquet is about: a completion (if not given), or a choice of one."
    return click.option("--rows", type=click.Choice(("completion", "choice")), help=told)(command)


class Table:
    """Takes Completions, and writes them to an output. Where that fails, its error is raised as it is."""

    def __init__(self, out: Output, rows: Any) -> None:
        # Imported here, for it needs an extra, and takes its time.
        from normalizer.arrow.parquet import ParquetRows

        self._sink = _Sink(out)
        self._rows = ParquetRows(self._sink, rows)  # type: ignore[arg-type]  # as good as one

    def write(self, completion: Completion) -> None:
        self._rows.write(completion)

    def complete(self) -> None:
        """Write all that belongs to a whole file."""
        self._rows.close()

    def leave(self) -> None:
        """Nothing may be written any more."""
        self._sink.is_left = True
        self._rows.close()


def need_arrow() -> None:
    """Look for the extra before anything is opened.

    :raises Refusal: it is not there.
    """
    try:
        import normalizer.arrow  # noqa: F401  # the extra may be missing
    except ModuleNotFoundError as error:
        raise Refusal(str(error)) from None


@contextlib.contextmanager
def table_into(out: Output, rows: str | None) -> Iterator[Table]:
    """A table that is written to an output."""
    table = Table(out, rows or "completion")
    try:
        yield table
    finally:
        table.leave()


class _Sink(io.RawIOBase):
    """An output as a stream, for pyarrow, until it is left: pyarrow would write the end of a file that failed, too."""

    def __init__(self, out: Output) -> None:
        super().__init__()
        self._out = out
        self.is_left = False

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        if not self.is_left:
            self._out.write(piece)
        return len(piece)
