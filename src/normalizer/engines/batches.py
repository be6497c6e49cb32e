"""The seam: a batch of lines in, a batch of their outcomes out, row by row.

Strategy: it reads nothing, writes nothing, keeps nothing, and asks neither clock nor chance, so that a task which an engine runs
again gives the same bytes. What it needs are plain values that can be sent to any worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from .. import codec
from ..arrow.engine import pa
from ..logs.converting import convert_record
from ..logs.order import Order
from ..logs.outcomes import Converted, Outcome, Rejected
from ..logs.record import Record, of_line
from ..logs.records import MAX_LINE

RAW: Final = "raw"
"""The column of the lines, if nothing else is said."""

CONVERTED: Final = "converted"
REJECTED: Final = "rejected"
BLANK: Final = "blank"
OUTCOMES: Final = (CONVERTED, REJECTED, BLANK)


def convert_batch(
    lines: Any, order: Order, *, column: str = RAW, keep: Sequence[str] = (), max_line: int = MAX_LINE
) -> Any:
    """Convert every line of a batch.

    :param lines: a ``RecordBatch`` or a ``Table``. A line is what stands between two newlines, a CR at its end included.
    :param column: the lines, as binary or text.
    :param keep: columns that are passed on as they are: the name of the file, an id.
    :param max_line: how many bytes a line may have; a longer one is rejected.
    :returns: of the same class, one row for each row, in their order: what was kept, then ``raw`` (the line as it was),
        ``outcome`` (``converted``, ``rejected`` or ``blank``), ``text`` (what is to be written, without a newline; null of what
        was not converted), ``record_id`` (as JSON, where the order's wrapper has one), ``code``, ``pointer``, ``message`` (null of what was not rejected), and ``vendor``, ``form``,
        ``partial``, ``lossy`` (null of what was not converted).
    :raises UnknownVendorError: the order names a vendor that is not known; as UnknownFormError.
    :raises ValueError: the order writes event streams, or two of its wishes exclude each other; a line is null; a
            column that is kept has the name of one of these.
    :raises TypeError: the column holds neither binary nor text.
    :raises KeyError: there is no such column.
    """
    check_order(order)
    if isinstance(lines, pa.Table):
        batches = [_outcomes(batch, order, column, keep, max_line) for batch in lines.to_batches()]
        return pa.Table.from_batches(batches or [_outcomes(_none_of(lines), order, column, keep, max_line)])
    return _outcomes(lines, order, column, keep, max_line)


def check_order(order: Order) -> None:
    """Find what no line could be converted with.

    :raises ValueError: it writes event streams, which are no lines; and as :meth:`~normalizer.logs.Order.check`.
    """
    order.check()
    if order.replay:
        raise ValueError("an engine writes lines, and replay writes event streams")


def _none_of(table: Any) -> Any:
    return pa.RecordBatch.from_pylist([], table.schema)


def _outcomes(batch: Any, order: Order, column: str, keep: Sequence[str], max_line: int) -> Any:
    raws = _raws(batch, column)
    rows = [_row(convert_record(_record(raw, max_line), order)) for raw in raws.to_pylist()]
    said = pa.RecordBatch.from_pylist(rows, _schema(raws.type))
    kept = {name: batch.column(name) for name in keep}
    if taken := kept.keys() & {RAW, *said.schema.names}:
        raise ValueError(f"an outcome has a column {min(taken)!r} of its own: keep yours under another name")
    return pa.RecordBatch.from_pydict({**kept, RAW: raws, **dict(zip(said.schema.names, said.columns, strict=True))})


def _raws(batch: Any, column: str) -> Any:
    """The lines as binary; of text that is no copy."""
    lines = batch.column(column)
    if lines.null_count:
        raise ValueError(f"expected lines in the column {column!r}, null came: leave such rows out")
    if pa.types.is_binary(lines.type) or pa.types.is_large_binary(lines.type):
        return lines
    if pa.types.is_string(lines.type):
        return lines.cast(pa.binary())
    if pa.types.is_large_string(lines.type):
        return lines.cast(pa.large_binary())
    raise TypeError(f"expected binary or text in the column {column!r}, {lines.type} came")


def _record(raw: bytes, max_line: int) -> Record:
    """Where in its input the line stands, no engine tells."""
    if len(raw) > max_line:
        return Record("", 0, b"", "long")  # its bytes stay in the batch
    return of_line("", 0, raw, 0)


def _row(outcome: Outcome) -> dict[str, Any]:
    """What there is to say of an outcome; the columns that are not named are null. The Completion is not kept."""
    if isinstance(outcome, Converted):
        return {
            "outcome": CONVERTED,
            "record_id": _json(outcome.record.id),
            "text": outcome.text.removesuffix(b"\n"),
            "vendor": outcome.answer.source.vendor,
            "form": outcome.answer.source.form,
            "partial": outcome.answer.is_partial,
            "lossy": outcome.is_lossy,
        }
    if isinstance(outcome, Rejected):
        said = {"code": outcome.code, "pointer": outcome.pointer, "message": outcome.message}
        return {"outcome": REJECTED, "record_id": _json(outcome.record.id), **said}
    return {"outcome": BLANK}


def _json(known: str | int | None) -> str | None:
    """An id as JSON, for a text and an integer are two ids."""
    return None if known is None else codec.encode(known).decode()


def _schema(raw: Any) -> Any:
    """The columns of outcomes, as large as that of the lines."""
    is_large = pa.types.is_large_binary(raw)
    word, text = (pa.large_string(), pa.large_binary()) if is_large else (pa.string(), pa.binary())
    columns = {
        "outcome": word,
        "text": text,
        **dict.fromkeys(("record_id", "code", "pointer", "message", "vendor", "form"), word),
        **dict.fromkeys(("partial", "lossy"), pa.bool_()),
    }
    return pa.schema(list(columns.items()))
