"""The recordings as a log, and ways of tables to other places and back."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs
from pyarrow import parquet as pq

import normalizer
from normalizer import Completion

ROOT = Path(__file__).parents[2]
FILES = [recording["file"] for recording in json.loads((ROOT / "fixtures" / "recordings.json").read_bytes())]
PAYLOADS = [json.loads((ROOT / "fixtures" / file).read_bytes()) for file in FILES]


def completions() -> list[Completion]:
    return [normalizer.normalize(payload) for payload in PAYLOADS]


def through_parquet(table: pa.Table) -> pa.Table:
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return pq.read_table(stream)


def through_duckdb(table: pa.Table) -> duckdb.DuckDBPyRelation:
    return duckdb.from_arrow(table)


def through_polars(table: pa.Table) -> Any:
    return pl.from_arrow(table)


WAYS = (through_parquet, through_duckdb, through_polars)
