"""Completions to Parquet files and back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import IO, Final

from ..completion import Completion
from ..errors import PayloadError
from ..report import Problem
from ..values import kind_of
from .batches import Gathering, batches_of, schema
from .engine import pa, pq
from .returning import NEEDED, check_schema, completions_in, texts_in
from .rows import Rows
from .whole_file import published

UNREADABLE: Final = (PayloadError, OSError, pa.ArrowException)
"""What is raised where a file is damaged, or no table of Completions."""

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
    with _writer(stream, schema(rows)) as writer:
        for batch in batches_of(completions, rows):
            writer.write_batch(batch)


class ParquetRows:
    """The same for who has one Completion after the other: each is written to an open stream, which stays open.

    The row group that is not full yet is held. It is no Parquet file before it is closed.
    """

    def __init__(self, stream: IO[bytes], rows: Rows = "completion") -> None:
        self._gathering = Gathering(rows)
        self._writer = _writer(stream, self._gathering.schema)

    def write(self, completion: Completion) -> None:
        """Add the rows of a Completion; errors are those of :func:`~normalizer.arrow.batches_of`."""
        for batch in self._gathering.add(completion):
            self._writer.write_batch(batch)

    def close(self) -> None:
        """Write the rest, and what makes a file of it. To close it again does nothing."""
        if self._writer.is_open:
            for batch in self._gathering.rest():
                self._writer.write_batch(batch)
            self._writer.close()


def read_parquet(path: str | os.PathLike[str]) -> Iterator[Completion]:
    """The Completions in a Parquet file, one at a time; errors are those of :func:`~normalizer.arrow.completions_in`."""
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        yield from completions_in(_batches_in(file))


def _writer(stream: IO[bytes], columns: pa.Schema) -> pq.ParquetWriter:
    """With check sums, or a byte that changed on a disk could change what an answer says."""
    return pq.ParquetWriter(stream, columns, compression="zstd", write_page_checksum=True)


def read_texts(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The canonical JSON of each Completion in a file, with the number of its first row, from 0; what is null is null in JSON.

    :raises PayloadError: the table has none, holds no text there, or is of another version.
    :raises OSError: it cannot be read; as the others of :data:`UNREADABLE`.
    """
    with pq.ParquetFile(file, page_checksum_verification=True) as table:
        check_schema(table.schema_arrow)
        for row, text in texts_in(_batches_in(table)):
            yield row, _encoded(text)


def _encoded(text: object) -> bytes:
    if text is None:
        return b"null"
    if not isinstance(text, (str, bytes)):
        raise PayloadError((Problem("", f"expected text in the column canonical, {kind_of(text)} came"),))
    return text.encode() if isinstance(text, str) else text


def _batches_in(file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    """One row group after the other: asked for all, pyarrow fills its batches from several."""
    names = [name for name in NEEDED if name in file.schema_arrow.names]
    for group in range(file.num_row_groups):
        yield from file.iter_batches(_READ_AT_ONCE, row_groups=[group], columns=names)
