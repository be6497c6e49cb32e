"""Of `arrow/`."""

from __future__ import annotations

from typing import Final

from . import reasons

EQUIVALENT: Final[dict[str, str]] = {
    "arrow/returning.py _Saved.goes_on: return False -> return None": reasons.FALSE,
    "arrow/whole_file.py published: 4 -> nothing": "how long the random part of a name is makes no difference",
    "arrow/fitting.py flag: value is None or value is UNSET -> value is UNSET": "a cell with null is the cell with nothing",
    "arrow/fitting.py instant: type(created) is int or _is_exact(created, time) -> _is_exact(created, time)": reasons.QUICK,
    "arrow/fitting.py _is_unicode: return False -> return None": reasons.FALSE,
    "arrow/parquet.py _batches_in: name in file.schema_arrow.names -> nothing": "pyarrow passes over names that are in no file",
    "arrow/parquet.py _batches_in: _READ_AT_ONCE -> nothing": "how many rows are read at once makes no difference but in memory",
    "arrow/parquet.py _batches_in: columns=names -> nothing": "columns that nobody asks for are only read in vain",
    "arrow/parquet.py on import: 1024 -> 1025": "how many rows are read at once makes no difference but in memory",
    "arrow/returning.py _batches: if isinstance(table, pa.RecordBatch): return (table,) -> nothing": reasons.QUICK,
    "arrow/whole_file.py published: 4 -> 5": "how long the random part of a name is makes no difference",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    "arrow/whole_file.py published: stream.flush() -> nothing": "only a machine that stops at this moment could show it",
    "arrow/whole_file.py published: os.fsync(stream.fileno()) -> nothing": "only a machine that stops at this moment could show it",
}  # fmt: skip
