"""Whole files as batches of lines, and lines as files, for an engine that knows no lines.

Strategy: a file is opened as the command line opens it: gzip and zstd are known by their first bytes, UTF-16 is refused, a byte
order mark at the beginning is left out, and nothing but a newline ends a line.
"""

from __future__ import annotations

import codecs
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Any, Final

from ..arrow.engine import pa
from ..logs.inputs import Input, opened
from .batches import RAW
from .writing import PIECE_BYTES, SOURCE

LINES: Final = pa.schema([(RAW, pa.binary()), (SOURCE, pa.string())])
"""The columns of lines that were read."""


def lines_in(content: bytes, source: str) -> Iterator[Any]:
    """The lines of a file, in batches.

    :param content: the bytes of the file.
    :raises LogError: it is text in UTF-16 or UTF-32, or what it is compressed with cannot be read here.
    :raises EOFError: an archive is cut off. Of one that is damaged, as the standard library and zstandard say it.
    """
    with opened(Input(source, io.BytesIO(content))) as (stream, _):
        for lines in _pages(_lines(stream)):
            yield pa.RecordBatch.from_pydict({RAW: lines, SOURCE: [source] * len(lines)}, LINES)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    first = stream.readline().removeprefix(codecs.BOM_UTF8)
    if first:
        yield first.removesuffix(b"\n")
    for line in stream:
        yield line.removesuffix(b"\n")


def _pages(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """As many lines at a time as make a piece; the line that reaches it still belongs to it."""
    page: list[bytes] = []
    size = 0
    for line in lines:
        page.append(line)
        size += len(line)
        if size >= PIECE_BYTES:
            yield page
            page, size = [], 0
    yield page


def write_parts(tables: Iterable[Any], open_part: Callable[[str], IO[bytes]]) -> Counter[str]:
    """Write lines, each to the file of its outcome.

    :param tables: lines and their outcomes, as :func:`~normalizer.engines.lines_to_write` makes them.
    :param open_part: opens the file of an outcome; is asked for it once, and only if there is a line to write.
    :returns: how many lines each outcome has.
    """
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        parts: dict[str, IO[bytes]] = {}
        for table in filter(len, tables):  # one without rows may have no columns
            for outcome, line in zip(
                table.column("outcome").to_pylist(), table.column("line").to_pylist(), strict=True
            ):
                if outcome not in parts:
                    parts[outcome] = stack.enter_context(open_part(outcome))
                parts[outcome].write(line + b"\n")
                counts[outcome] += 1
    return counts
