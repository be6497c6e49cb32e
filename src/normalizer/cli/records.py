"""The records of some inputs, one after the other, each with the place it came from.

Strategy: an input is read as bytes and split at ``\\n`` alone, line by line, and nothing is kept. Its first line tells what
it is: event streams, if it begins with an event's field; else JSON lines. Only where the first line of a regular file is no
whole JSON value is the file looked at as a whole, for it may be one pretty-printed document.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final, Literal, TypeAlias

from attrs import frozen

from .event_streams import PIECE_BYTES, begins_stream, cut, lines_of
from .exits import Refusal, failure
from .visible import one_line

STDIN: Final = "-"

DOCUMENT_BYTES: Final = 64 * 2**20
"""How large a file may be to be looked at as one document; a larger one is read line by line."""

JSON_SPACE: Final = b" \t\r\n"

Kind: TypeAlias = Literal["line", "document", "events", "chunks", "stray"]
"""What a record was in its input: a line, a file, an event stream, the lines that are chunks of one stream, or a line that is
a chunk of nobody knows which."""


@frozen
class Record:
    """One answer in an input: its JSON text, or the text of its stream."""

    source: str
    """The input as it was named."""

    line: int
    """The line it begins at, from 1; blank lines count."""

    text: bytes
    kind: Kind = "line"

    @property
    def place(self) -> str:
        return one_line(f"{self.source}:{self.line}")

    @property
    def is_array(self) -> bool:
        """Whether it is a logged list of chunks."""
        return self.kind in ("line", "document") and self.text.lstrip(JSON_SPACE).startswith(b"[")

    @property
    def is_stream(self) -> bool:
        return self.is_array or self.kind not in ("line", "document")


class Log:
    """The records of some inputs. Blank lines are skipped, and counted."""

    def __init__(self, inputs: Sequence[str]) -> None:
        if list(inputs).count(STDIN) > 1:
            raise Refusal("stdin can be read only once")
        if STDIN in inputs and sys.stdin is None:
            raise Refusal("stdin is closed")
        self.inputs = inputs
        self.blank = 0

    def __iter__(self) -> Iterator[Record]:
        for name in self.inputs:
            try:
                with _opened(name) as stream:
                    yield from self._records(name, stream)
            except OSError as error:  # once an input
                raise failure(name, error) from None

    def _records(self, name: str, stream: IO[bytes]) -> Iterator[Record]:
        before, line = self._first_line(stream)
        if begins_stream(line):
            for number, text in cut(lines_of(line, stream), before + 1):
                yield Record(name, number, text, "events")
        elif line:
            document = _document(stream, line)
            yield Record(name, before + 1, document, "document") if document else _line(name, before + 1, line)
            yield from self._lines(name, stream, before + 2)

    def _first_line(self, stream: IO[bytes]) -> tuple[int, bytes]:
        """The first that is not blank, and how many blank ones came before it."""
        blank, line = 0, _beginning(stream).removeprefix(codecs.BOM_UTF8)
        while line and not line.strip(JSON_SPACE):
            blank, line = blank + 1, _beginning(stream)
        self.blank += blank
        return blank, line

    def _lines(self, name: str, stream: IO[bytes], first: int) -> Iterator[Record]:
        for number, line in enumerate(iter(stream.readline, b""), first):
            if line.strip(JSON_SPACE):
                yield _line(name, number, line)
            else:
                self.blank += 1


def _opened(name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
    if name == STDIN:
        return contextlib.nullcontext(sys.stdin.buffer)
    return Path(name).open("rb")


def _beginning(stream: IO[bytes]) -> bytes:
    """A line; of an event stream a piece of it is enough, for where lines end with CR it would be all there is.

    Not ``for line in stream``: that would read ahead of the place where a document's rest begins.
    """
    start = stream.readline(PIECE_BYTES)
    return start if start.endswith(b"\n") or begins_stream(start) else start + stream.readline()


def _line(name: str, number: int, line: bytes) -> Record:
    return Record(name, number, line.removesuffix(b"\n").removesuffix(b"\r"))


def _document(stream: IO[bytes], first: bytes) -> bytes | None:
    """The whole text, where it is one JSON value and its first line is none; else the stream is left as it was."""
    if _is_json(first) or not _is_small_file(stream):
        return None
    rest = stream.tell()
    text = first + stream.read(DOCUMENT_BYTES)
    if _is_json(text):
        return text
    stream.seek(rest)
    return None


def _is_small_file(stream: IO[bytes]) -> bool:
    try:
        status = os.fstat(stream.fileno())
    except OSError:  # no file at all: a stream in memory
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size <= DOCUMENT_BYTES


def _is_json(text: bytes) -> bool:
    """Whether it is one JSON value by its brackets. What is in it (NaN, bad UTF-8, ...) is for the reader to refuse."""
    try:
        json.loads(text.decode("utf-8", "replace"), parse_int=str)
    except (ValueError, RecursionError):
        return False
    return True
