"""Parquet files as logs: their records are the rows' canonical JSON. It needs the extra ``arrow``.

Strategy: a Parquet file is read from its end, so anything that is no such file on a disk (a pipe, an archive of one) is
first written to a temporary file. Rows that are choices of one answer are one record.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from ..errors import PayloadError
from .errors import LogError
from .inputs import Input
from .record import Record

MAGIC: Final = b"PAR1"

_NEEDED: Final = 'Parquet needs its extra: pip install "completion-normalizer[arrow]"'


def records_of_table(source: Input, stream: IO[bytes], size: int | None) -> Iterator[Record]:
    """The records of a Parquet file, which the stream holds. Line and offset of each are the number of its first row.

    :param size: how large it is, where it is a file.
    :raises LogError: it cannot be read, or is no table of Completions.
    """
    try:
        from ..arrow.parquet import UNREADABLE, read_texts  # the extra may be missing
    except ModuleNotFoundError:
        raise LogError(source.name, _NEEDED) from None
    first = 0 if source.begin is None else source.begin.offset
    try:
        with _on_disk(source, stream, size) as file:
            for row, text in read_texts(file):
                if row >= first:
                    yield Record(source.name, row + 1, text, offset=row)
    except UNREADABLE as error:
        raise LogError(source.name, _reason(error)) from None


@contextlib.contextmanager
def _on_disk(source: Input, stream: IO[bytes], size: int | None) -> Iterator[IO[bytes]]:
    if source.stream is None and size is not None:
        with Path(source.name).open("rb") as file:
            if file.read(len(MAGIC)) == MAGIC:  # or it is an archive of one
                yield file
                return
    with tempfile.TemporaryFile() as spool:
        shutil.copyfileobj(stream, spool)
        yield spool


def _reason(error: Exception) -> str:
    if isinstance(error, PayloadError):
        return "; ".join(problem.message for problem in error.problems)
    return getattr(error, "strerror", None) or "the Parquet file is damaged"
