"""Completions as a table: its schema, and its rows in batches that stay small whatever the records are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..completion import Completion
from .columns import COLUMNS, TEXTS, WITHHELD_COLUMN, cells_of
from .engine import pa
from .placed import placed
from .rows import Rows, check_rows, rows_of

NAME: Final = "normalizer.table"
VERSION: Final = 1

ROWS_OF_A_BATCH: Final = 8192
CHARACTERS_OF_A_BATCH: Final = 8 * 2**20
"""How much canonical JSON, by whichever limit comes first; the row that reaches it still belongs to the batch."""


def schema(rows: Rows = "completion") -> pa.Schema:
    """The columns; what the table is, its version and what its rows are about stand in the metadata.

    :raises NormalizerError: ``rows`` is neither ``completion`` nor ``choice``.
    """
    check_rows(rows)
    fields = [pa.field(column.name, column.kind.type, nullable=not column.always) for column in COLUMNS]
    withheld = pa.field(WITHHELD_COLUMN, TEXTS.type, nullable=False)
    metadata = {"normalizer.schema": NAME, "normalizer.version": str(VERSION), "normalizer.rows": rows}
    return pa.schema([*fields, withheld], metadata)


def batches_of(completions: Iterable[Completion], rows: Rows = "completion") -> Iterator[pa.RecordBatch]:
    """Completions as batches of rows, one batch at a time: only one is held, however many there are.

    :param rows: what one row is about.
    :raises PayloadError: one of them is no Completion, or holds what no payload can hold; the pointers begin with its
        number, from 0.
    :raises NormalizerError: ``rows`` is neither ``completion`` nor ``choice``.
    """
    return _gathered(completions, Gathering(rows))


def table_of(completions: Iterable[Completion], rows: Rows = "completion") -> pa.Table:
    """Completions as one table in memory. Parameters and errors are those of :func:`batches_of`."""
    return pa.Table.from_batches(batches_of(completions, rows), schema(rows))


class Gathering:
    """Completions that come one by one, made rows and kept until there are enough of them for a batch.

    :raises NormalizerError: ``rows`` is neither ``completion`` nor ``choice``.
    """

    def __init__(self, rows: Rows) -> None:
        self.schema = schema(rows)
        self._about = rows
        self._record = 0
        self._page: list[dict[str, Any]] = []
        self._size = 0

    def add(self, completion: Completion) -> Iterator[pa.RecordBatch]:
        """The batches that are full with it.

        :raises PayloadError: as :func:`batches_of`.
        """
        with placed(self._record):
            made = list(rows_of(self._record, completion, self._about))
        self._record += 1
        for row in made:
            self._page.append(cells_of(row))
            self._size += len(row.canonical)
            if len(self._page) >= ROWS_OF_A_BATCH or self._size >= CHARACTERS_OF_A_BATCH:
                yield self._batch()

    def rest(self) -> Iterator[pa.RecordBatch]:
        """What there is left for a last batch, if anything."""
        if self._page:
            yield self._batch()

    def _batch(self) -> pa.RecordBatch:
        page, self._page, self._size = self._page, [], 0
        return pa.RecordBatch.from_pylist(page, schema=self.schema)


def _gathered(completions: Iterable[Completion], gathering: Gathering) -> Iterator[pa.RecordBatch]:
    for completion in completions:
        yield from gathering.add(completion)
    yield from gathering.rest()
