"""Completions as Arrow tables and Parquet files, to be looked at with DuckDB, Polars or pandas, and back exactly.

``table_of``, ``batches_of`` and ``write_parquet`` make tables, ``completions_in`` and ``read_parquet`` read them,
``schema`` says what is in them. It needs the extra ``arrow`` (pyarrow).
"""

from .batches import VERSION, batches_of, schema, table_of
from .parquet import read_parquet, write_parquet
from .returning import completions_in
from .rows import Rows

__all__ = [
    "VERSION",
    "Rows",
    "batches_of",
    "completions_in",
    "read_parquet",
    "schema",
    "table_of",
    "write_parquet",
]
