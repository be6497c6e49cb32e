"""Outcomes as lines: each row of them is one line of an output, of a file of rejects, or blank."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from .. import __version__, codec
from ..arrow.engine import pa, pc
from ..logs.order import Order
from ..logs.record import Record
from ..logs.rejects import told_with_bytes
from .batches import CONVERTED, RAW, REJECTED, convert_batch

SOURCE: Final = "source"
"""The column that names the input of a line."""

PIECE_BYTES: Final = 32 * 2**20
"""How many bytes of lines are converted at a time, so that no batch outgrows Arrow's 2 GiB; one line may be longer."""


def lines_to_write(outcomes: Any, source: str | None = None) -> Any:
    """Say outcomes as lines, row by row.

    :param outcomes: what :func:`~normalizer.engines.convert_batch` made; a ``RecordBatch`` or a ``Table``.
    :param source: the column that was kept and names the input; nothing names it if None.
    :returns: of the same class: ``line``, without a newline, and ``outcome``. The line is the text that was converted, the
        blank line itself, or of a reject an object as ``normalizer replay`` reads it: ``source``, ``sha256`` (of the bytes),
        ``id`` where there is one, ``code``, ``pointer``, ``message``, ``version``, and the exact bytes as ``raw`` or ``raw_b64``.
    :raises KeyError: a column is missing.
    """
    if isinstance(outcomes, pa.Table):
        schema = pa.schema([("line", outcomes.schema.field("text").type), outcomes.schema.field("outcome")])
        return pa.Table.from_batches([lines_to_write(batch, source) for batch in outcomes.to_batches()], schema)
    names = ("outcome", "text", RAW, "record_id", "code", "pointer", "message", *([source] if source else []))
    lines = [_line(row, row[source] if source else None) for row in outcomes.select(names).to_pylist()]
    columns = {"line": pa.array(lines, outcomes.column("text").type), "outcome": outcomes.column("outcome")}
    return pa.RecordBatch.from_pydict(columns)


def _line(row: dict[str, Any], source: Any) -> Any:
    if row["outcome"] != REJECTED:
        return row["text"] if row["outcome"] == CONVERTED else row[RAW]
    told = {
        "source": source,
        "sha256": hashlib.sha256(row[RAW]).hexdigest(),
        **({} if row["record_id"] is None else {"id": codec.decode(row["record_id"])}),
        "code": row["code"],
        "pointer": row["pointer"],
        "message": row["message"],
        "version": __version__,
    }
    return b"".join(told_with_bytes(told, Record("", 0, row[RAW]))).removesuffix(b"\n")


def converted_lines(batches: Iterable[Any], order: Order, max_line: int) -> Iterator[Any]:
    """What a worker does: batches with the columns ``raw`` and ``source`` in, batches of lines to write out."""
    for batch in batches:
        for piece in _pieces(batch):
            outcomes = convert_batch(piece, order, keep=(SOURCE,), max_line=max_line)
            yield lines_to_write(outcomes, SOURCE)


def _pieces(batch: Any) -> Iterator[Any]:
    """Its rows in order, some at a time; no rows are a piece as well."""
    start, size = 0, 0
    for end, length in enumerate(pc.binary_length(batch.column(RAW)).to_pylist()):
        if size + length > PIECE_BYTES and end > start:
            yield batch.slice(start, end - start)
            start, size = end, 0
        size += length
    yield batch.slice(start)
