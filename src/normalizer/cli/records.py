"""The records of some inputs, one after the other, each with the place it came from.

Strategy: an input is read as bytes and split at ``\\n`` alone, line by line, and nothing is kept. Only where the first
line of a regular file is no whole JSON value is the file looked at as a whole, for it may be one pretty-printed document.
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
from typing import IO, Final

from attrs import frozen

from .exits import Refusal, failure
from .visible import one_line

STDIN: Final = "-"

DOCUMENT_BYTES: Final = 64 * 2**20
"""How large a file may be to be looked at as one document; a larger one is read line by line."""

_JSON_SPACE: Final = b" \t\r\n"


@frozen
class Record:
    """One JSON text of an input."""

    source: str
    """The input as it was named."""

    line: int
    """The line it begins at, from 1; blank lines count."""

    text: bytes

    @property
    def place(self) -> str:
        return one_line(f"{self.source}:{self.line}")


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
        is_first = True
        for number, line in enumerate(_lines(stream), 1):
            if not line.strip(_JSON_SPACE):
                self.blank += 1
                continue
            document = _document(stream, line) if is_first else None
            yield Record(name, number, document or line.removesuffix(b"\n").removesuffix(b"\r"))
            is_first = False


def _opened(name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
    if name == STDIN:
        return contextlib.nullcontext(sys.stdin.buffer)
    return Path(name).open("rb")


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Not ``for line in stream``: that would read ahead of the place where a document's rest begins."""
    line = stream.readline().removeprefix(codecs.BOM_UTF8)
    while line:
        yield line
        line = stream.readline()


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
