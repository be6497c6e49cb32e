"""Completions out of a table, exactly: from their canonical JSON, never from the other columns.

Strategy: any engine may have written the table, so only what is needed is asked for. ``canonical`` has to be there; with
``record`` and ``choice_position``, rows of one Completion that follow each other are known as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ..completion import Completion
from ..errors import PayloadError
from ..reading import loads
from ..report import Problem
from .batches import VERSION
from .engine import pa
from .placed import placed

NEEDED: Final = ("record", "choice_position", "canonical")


class _Saved(NamedTuple):
    """What a row says about its Completion."""

    record: int | None
    position: int | None
    canonical: str | bytes | None

    def goes_on(self, before: _Saved | None) -> bool:
        """Whether the row is about another choice of the Completion that the row before was about."""
        if before is None or self.position is None or before.position is None:
            return False
        is_same = (self.record, self.canonical) == (before.record, before.canonical)
        return is_same and self.position > before.position


def completions_in(table: Any) -> Iterator[Completion]:
    """The Completions of a table, in the order of its rows, each once where its rows follow each other.

    :param table: a table, a batch or batches of pyarrow's, or what gives an Arrow stream: Polars' frames, DuckDB's
        relations.
    :raises PayloadError: a row has no readable canonical JSON (the pointers begin with its number, from 0), the table has
        none at all, or it is of another version.
    """
    for number, text in texts_in(_batches(table)):
        with placed(number, "canonical"):
            completion = loads(text, "canonical")
        yield completion


def texts_in(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, Any]]:
    """The canonical JSON of each Completion as the table has it, with the number of its first row, from 0.

    :raises PayloadError: there is no such column, or the table is of another version.
    """
    before: _Saved | None = None
    for number, row in enumerate(row for batch in batches for row in _rows(batch)):
        if not row.goes_on(before):
            yield number, row.canonical
        before = row


def _batches(table: Any) -> Iterable[pa.RecordBatch]:
    if isinstance(table, pa.RecordBatch):
        return (table,)
    batches: Iterable[pa.RecordBatch] = table
    return pa.RecordBatchReader.from_stream(table) if hasattr(table, "__arrow_c_stream__") else batches


def _rows(batch: pa.RecordBatch) -> Iterator[_Saved]:
    check_schema(batch.schema)
    nothing = [None] * batch.num_rows
    columns = [batch.column(name).to_pylist() if name in batch.schema.names else nothing for name in NEEDED]
    return map(_Saved, *columns)


def check_schema(columns: pa.Schema) -> None:
    """Look whether there are Completions in it. A table without metadata went through an engine that keeps none."""
    version = (columns.metadata or {}).get(b"normalizer.version", str(VERSION).encode())
    if version != str(VERSION).encode():
        raise PayloadError((Problem("", f"expected a table of version {VERSION}, another came"),))
    if "canonical" not in columns.names:
        raise PayloadError((Problem("", "expected a table with a column canonical, one without came"),))
