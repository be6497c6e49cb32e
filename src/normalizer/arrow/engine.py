"""pyarrow, or a word on which extra brings it. Nothing else of the library imports it."""

from __future__ import annotations

try:
    import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs
    from pyarrow import compute as pc
    from pyarrow import parquet as pq
except ModuleNotFoundError as missing:
    needed = 'normalizer.arrow needs its extra: pip install "completion-normalizer[arrow]"'
    raise ModuleNotFoundError(needed, name=missing.name) from missing

__all__ = ["pa", "pc", "pq"]
