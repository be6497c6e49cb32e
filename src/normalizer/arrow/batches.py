"""Completions as a table: its schema, and its rows in batches that stay small whatever the records are."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..completion import Completion
from .columns import COLUMNS, TEXTS, WITHHELD_COLUMN, cells_of
from .engine import pa
from .placed import placed
from .rows import Row, Rows, check_rows, rows_of

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
    make_batch = functools.partial(pa.RecordBatch.from_pylist, schema=schema(rows))
    return map(make_batch, _pages(_rows(completions, rows)))


def table_of(completions: Iterable[Completion], rows: Rows = "completion") -> pa.Table:
    """Completions as one table in memory. Parameters and errors are those of :func:`batches_of`."""
    return pa.Table.from_batches(batches_of(completions, rows), schema(rows))


def _rows(completions: Iterable[Completion], rows: Rows) -> Iterator[Row]:
    for record, completion in enumerate(completions):
        with placed(record):
            yield from rows_of(record, completion, rows)


def _pages(rows: Iterable[Row]) -> Iterator[list[dict[str, Any]]]:
    """The cells of as many rows as belong to one batch."""
    page: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        page.append(cells_of(row))
        size += len(row.canonical)
        if len(page) >= ROWS_OF_A_BATCH or size >= CHARACTERS_OF_A_BATCH:
            yield page
            page, size = [], 0
    if page:
        yield page
