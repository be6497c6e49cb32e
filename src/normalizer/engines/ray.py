"""Logs on Ray Data: its reader, its tasks, its writer and its commit around the seam.

Strategy: its own reader of text ends at a bad byte, and has no lines that are binary; so it reads whole files, which are cut
into lines afterwards. It needs the extra ``ray``.
"""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

import ray
from ray.data import SaveMode
from ray.data.block import BlockAccessor
from ray.data.datasource import BlockBasedFileDatasink

from ..arrow.engine import pa
from ..logs.order import Order
from ..logs.records import MAX_LINE
from .batches import OUTCOMES, check_order
from .files import LINES, lines_in, write_parts
from .writing import converted_lines

SUCCESS: Final = "_SUCCESS"


def convert_files(inputs: Iterable[str], folder: str, order: Order, *, max_line: int = MAX_LINE) -> dict[str, int]:
    """Convert the lines of files into a folder that is not there yet, in one pass.

    Under ``outcome=converted``, ``outcome=rejected`` and ``outcome=blank`` it has the lines, and ``_SUCCESS`` when all of them
    are there.

    :param inputs: files and folders (with all that is in them), as Ray reads them. A file is held in memory by the task that
        cuts it into lines.
    :returns: how many lines were ``read``, ``converted``, ``rejected`` and ``blank``.
    :raises ValueError: the folder is there; or the order is none for lines.
    :raises FileNotFoundError: an input is missing.
    """
    return write_lines(to_lines(read_lines(inputs), order, max_line=max_line), folder)


def read_lines(inputs: Iterable[str]) -> Any:
    """The lines of files as a ``Dataset`` with the columns ``raw`` (binary) and ``source``."""
    files = ray.data.read_binary_files([_absolute(path) for path in inputs], include_paths=True)
    return files.map_batches(_cut, batch_size=1, batch_format="pyarrow")


def to_lines(lines: Any, order: Order, *, max_line: int = MAX_LINE) -> Any:
    """Lines as :func:`read_lines` gives them, converted: the columns ``line`` (binary) and ``outcome``."""
    check_order(order)
    options = {"order": order, "max_line": max_line}
    return lines.map_batches(_converted, batch_size=None, batch_format="pyarrow", fn_kwargs=options)


def write_lines(written: Any, folder: str) -> dict[str, int]:
    """Write lines into a folder that is not there yet, the outcomes apart, and count them."""
    sink = _Lines(_absolute(folder))
    sink.on_write_start()  # Ray would look at the folder when the first lines are converted, and not at all if there are none
    written.write_datasink(sink)
    return {"read": sink.counts.total(), **{name: sink.counts[name] for name in OUTCOMES}}


def _absolute(path: str) -> str:
    """A worker need not stand where the job was started."""
    return path if "://" in path else os.path.abspath(path)  # noqa: PTH100  # Path would take the second slash of a scheme


def _cut(files: Any) -> Iterator[Any]:
    for content, path in zip(files.column("bytes").to_pylist(), files.column("path").to_pylist(), strict=True):
        yield from (pa.Table.from_batches([batch], LINES) for batch in lines_in(content, path))


def _converted(lines: Any, order: Order, max_line: int) -> Iterator[Any]:
    for batch in converted_lines(lines.to_batches(), order, max_line):
        yield pa.Table.from_batches([batch])


class _Lines(BlockBasedFileDatasink):  # type: ignore[misc]  # Ray is not there to be looked at
    """A file for each task and outcome. A task that runs again writes the same files again."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder, mode=SaveMode.ERROR)
        self.counts: Counter[str] = Counter()

    def write(self, blocks: Iterable[Any], ctx: Any) -> Counter[str]:
        def open_part(outcome: str) -> IO[bytes]:
            part = posixpath.join(self.path, f"outcome={outcome}")
            self.filesystem.create_dir(part, recursive=True)
            stream: IO[bytes] = self.open_output_stream(posixpath.join(part, f"part-{ctx.task_idx:05}.jsonl"))
            return stream

        return write_parts((BlockAccessor.for_block(block).to_arrow() for block in blocks), open_part)

    def on_write_complete(self, write_result: Any) -> None:
        self.counts = sum(write_result.write_returns, Counter())
        with self.open_output_stream(posixpath.join(self.path, SUCCESS)):
            pass
