"""Completions to Parquet files and back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import IO, Final

from ..completion import Completion
from .batches import batches_of, schema
from .engine import pa, pq
from .returning import NEEDED, completions_in
from .rows import Rows
from .whole_file import published

_READ_AT_ONCE: Final = 1024
"""Rows of a row group, for files of other engines, whose row groups may be large."""


def write_parquet(completions: Iterable[Completion], path: str | os.PathLike[str], rows: Rows = "completion") -> None:
    """Write a Parquet file, which appears under its name when all of it is there; an older one stays until then.

    One row group is held at a time. Parameters and errors are those of :func:`~normalizer.arrow.batches_of`.

    :raises OSError: it cannot be written.
    """
    with published(path) as stream:
        write_into(stream, completions, rows)


def write_into(stream: IO[bytes], completions: Iterable[Completion], rows: Rows = "completion") -> None:
    """The same into an open stream, which stays open: for who publishes several files together."""
    with pq.ParquetWriter(stream, schema(rows), compression="zstd") as writer:
        for batch in batches_of(completions, rows):
            writer.write_batch(batch)


def read_parquet(path: str | os.PathLike[str]) -> Iterator[Completion]:
    """The Completions in a Parquet file, one at a time; errors are those of :func:`~normalizer.arrow.completions_in`."""
    with pq.ParquetFile(path) as file:
        yield from completions_in(_batches_in(file))


def _batches_in(file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    """One row group after the other: asked for all, pyarrow fills its batches from several."""
    names = [name for name in NEEDED if name in file.schema_arrow.names]
    for group in range(file.num_row_groups):
        yield from file.iter_batches(_READ_AT_ONCE, row_groups=[group], columns=names)
