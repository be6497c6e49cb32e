"""The records of some inputs, one after the other, each with the place it came from.

Strategy: an input is read as bytes and split at ``\\n`` alone, line by line, and nothing is kept. Its first line tells what
it is: event streams, if it begins with an event's field; else JSON lines. Only where the first line of a regular file is no
whole JSON value is the file looked at as a whole, for it may be one pretty-printed document.
"""

from __future__ import annotations

import codecs
import functools
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from attrs import frozen

from .errors import LogError
from .event_streams import MAX_STREAM, PIECE_BYTES, Cut, begins_stream, cut, lines_of
from .inputs import Begin, Input, OnBytes, opened
from .lines import Lines
from .record import JSON_SPACE, SPOOL_PIECE, Kind, Record, of_line
from .tables import MAGIC, records_of_table

DOCUMENT_BYTES: Final = 64 * 2**20
"""How large a file may be to be looked at as one document; a larger one is read line by line."""

MAX_LINE: Final = 64 * 2**20
"""How many bytes a line may have, if nothing else is said."""

OnCut = Callable[[str], object]
"""Is told the name of an input whose archive was cut off."""


def read_log(
    inputs: Iterable[Input | str],
    *,
    max_line: int = MAX_LINE,
    max_stream: int = MAX_STREAM,
    on_bytes: OnBytes | None = None,
    on_cut: OnCut | None = None,
) -> Iterator[Record]:
    """The records of the inputs, blank lines included, as they are asked for.

    :param max_line: how many bytes a line may have; a longer one is a record of the kind ``long``.
    :param max_stream: how many bytes an event stream may have; a longer one is a record of the kind ``long-events``.
    :param on_bytes: is told how many bytes were read, each time some are.
    :param on_cut: is told the name of an input whose archive was cut off, and what there is of it is read; without it,
        such an input cannot be read to its end.
    :raises LogError: an input cannot be read, or not to its end.
    """
    for each in inputs:
        source = Input(each) if isinstance(each, str) else each
        told = functools.partial(on_cut, source.name) if on_cut is not None else None
        try:
            with opened(source, on_bytes, told) as (stream, size):
                if stream.peek(len(MAGIC)).startswith(MAGIC):
                    yield from records_of_table(source, stream, size)
                    continue
                is_small = size is not None and size <= DOCUMENT_BYTES
                yield from _Log(source.name, Lines(stream), max_line, max_stream, is_small).records(source.begin)
        except (OSError, EOFError) as error:  # once an input
            raise LogError(source.name, _reason(error)) from None


def _reason(error: OSError | EOFError) -> str:
    if isinstance(error, EOFError):
        return "the archive is cut off"
    return error.strerror or str(error) or type(error).__name__


@frozen
class _Log:
    """The records of one input."""

    name: str
    lines: Lines
    max_line: int
    max_stream: int
    may_be_document: bool

    def records(self, begin: Begin | None) -> Iterator[Record]:
        if begin is None:
            yield from self._all()
            return
        self.lines.skip(begin.offset)
        if begin.are_events:
            yield from self._streams(b"", begin.line, begin.offset)
        else:
            yield from self._lines(self.lines.readline(self.max_line + 1), begin.line, begin.offset)

    def _all(self) -> Iterator[Record]:
        line, number, offset = self._beginning(), 1, 0
        if line.startswith(codecs.BOM_UTF8):
            line, offset = line.removeprefix(codecs.BOM_UTF8), len(codecs.BOM_UTF8)
        while line and not line.strip(JSON_SPACE) and self._is_whole(line):
            yield self._record(line, number, offset)
            number, offset, line = number + 1, self.lines.offset, self._beginning()
        if begins_stream(line):
            yield from self._streams(line, number, offset)
        elif document := self._document(line):
            yield Record(self.name, number, document, "document", offset)
        elif line:
            yield from self._lines(line, number, offset)

    def _beginning(self) -> bytes:
        """A line; of an event stream a piece of it is enough, for where lines end with CR it would be all there is."""
        start = self.lines.readline(min(PIECE_BYTES, self.max_line + 1))
        if start.endswith(b"\n") or begins_stream(start):
            return start
        return start + self.lines.readline(self.max_line + 1 - len(start))

    def _lines(self, line: bytes, number: int, offset: int) -> Iterator[Record]:
        """A line that was read, and all that follow it."""
        while line:
            if self._is_whole(line):
                yield self._record(line, number, offset)
            else:
                yield from self._long(line, number, offset)
            number, offset, line = number + 1, self.lines.offset, self.lines.readline(self.max_line + 1)

    def _is_whole(self, line: bytes) -> bool:
        return len(line) <= self.max_line or line.endswith(b"\n")

    def _record(self, line: bytes, number: int, offset: int) -> Record:
        return of_line(self.name, number, line.removesuffix(b"\n"), offset)

    def _streams(self, start: bytes, number: int, offset: int) -> Iterator[Record]:
        streams = cut(lines_of(start, self.lines, self.max_stream), number, offset, self.max_stream)
        return map(self._stream, streams)

    def _stream(self, found: Cut) -> Record:
        kind: Kind = "events" if found.spool is None else "long-events"
        return Record(self.name, found.line, found.text, kind, found.offset, spool=found.spool)

    def _long(self, start: bytes, number: int, offset: int) -> Iterator[Record]:
        """Its bytes are in a file while it is looked at."""
        with tempfile.TemporaryFile() as spool:
            piece = start
            while piece:
                spool.write(piece.removesuffix(b"\n"))
                piece = b"" if piece.endswith(b"\n") else self.lines.readline(SPOOL_PIECE)
            yield Record(self.name, number, b"", "long", offset, spool=spool)

    def _document(self, first: bytes) -> bytes | None:
        """The whole text, where it is one JSON value and its first line is none; else nothing was read."""
        if not self.may_be_document or not self._is_whole(first) or _is_json(first):
            return None
        rest = self.lines.read(DOCUMENT_BYTES)
        if len(rest) < DOCUMENT_BYTES and _is_json(first + rest):
            return first + rest
        self.lines.put_back(rest)
        return None


def _is_json(text: bytes) -> bool:
    """Whether it is one JSON value by its brackets. What is in it (NaN, bad UTF-8, ...) is for the reader to refuse."""
    try:
        json.loads(text.decode("utf-8", "replace"), parse_int=str)
    except (ValueError, RecursionError):
        return False
    return True
