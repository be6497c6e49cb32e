"""Logs on Spark: its reader, its tasks, its writer and its commit around the seam.

Strategy: a bad byte ends a job as soon as a line is text for Python, and a bare CR ends a line unless Spark is told what does;
so lines are read with ``lineSep``, and are binary before Python sees them. It needs the extra ``spark``.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterable
from typing import Any, Final

from pyspark.sql import Observation
from pyspark.sql import functions as F  # noqa: N812  # the name it has in every program with Spark

from ..logs.order import Order
from ..logs.records import MAX_LINE
from .batches import OUTCOMES, RAW, check_order
from .writing import SOURCE, converted_lines

READ: Final = "read"


def convert_files(
    session: Any, inputs: Iterable[str], folder: str, order: Order, *, max_line: int = MAX_LINE
) -> dict[str, int]:
    """Convert the lines of files into a folder that is not there yet, in one pass.

    Under ``outcome=converted``, ``outcome=rejected`` and ``outcome=blank`` it has the lines, and ``_SUCCESS`` when all of them
    are there.

    :param session: a ``SparkSession``.
    :param inputs: files, folders (with all that is in them) and patterns, as Spark reads them.
    :returns: how many lines were ``read``, ``converted``, ``rejected`` and ``blank``.
    :raises AnalysisException: Spark's own: an input is missing, or the folder is there.
    :raises ValueError: Spark would pass over an input because of its name; or the order is none for lines.
    """
    written = to_lines(read_lines(session, inputs), order, max_line=max_line)
    counted = Observation()
    count = {READ: F.count(F.lit(1)), **{name: F.count_if(F.col("outcome") == name) for name in OUTCOMES}}
    write_lines(written.observe(counted, *(column.alias(name) for name, column in count.items())), folder)
    return {name: counted.get[name] for name in count}


def read_lines(session: Any, inputs: Iterable[str]) -> Any:
    """The lines of files as a ``DataFrame`` with the columns ``raw`` (binary) and ``source``.

    A file that is damaged or goes missing ends the job, whatever the session says of such files.
    """
    paths = [_seen(path) for path in inputs]
    options = {
        "lineSep": "\n",
        "ignoreCorruptFiles": "false",
        "ignoreMissingFiles": "false",
        "recursiveFileLookup": "true",
    }
    lines = session.read.options(**options).text(paths)
    return lines.select(F.col("value").cast("binary").alias(RAW), F.col("_metadata.file_path").alias(SOURCE))


def to_lines(lines: Any, order: Order, *, max_line: int = MAX_LINE) -> Any:
    """Lines as :func:`read_lines` gives them, converted: the columns ``line`` (binary) and ``outcome``."""
    check_order(order)
    work = functools.partial(converted_lines, order=order, max_line=max_line)
    return lines.mapInArrow(work, "line binary, outcome string")


def write_lines(written: Any, folder: str) -> None:
    """Write lines into a folder that is not there yet, the outcomes apart."""
    texts = written.select(F.col("line").cast("string"), "outcome")
    texts.write.mode("errorifexists").partitionBy("outcome").text(folder, lineSep="\n")


def _seen(path: str) -> str:
    """Spark reads nothing of a file whose name begins so, and says nothing."""
    if posixpath.basename(path.rstrip("/")).startswith(("_", ".")):
        raise ValueError(f"{path}: Spark passes over names that begin with '_' or '.'")
    return path
