"""The inputs of a log as streams of bytes: opened, counted, and without their compression.

Strategy: the first bytes tell the compression, whatever the name. A regular file is read up to the size that it had at the
start, so that one that grows has an end.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final

from attrs import frozen

from .compression import MAGIC_BYTES, OnCut, decompressed
from .errors import LogError

BUFFER_BYTES: Final = 2**18

_WIDE: Final = re.compile(rb"\xff\xfe|\xfe\xff|\x00\x00\xfe\xff|\x00[^\x00]|\x00\x00\x00[^\x00]|[^\x00]\x00")
"""How text in UTF-16 or UTF-32 begins, with a byte order mark or without: no JSON text has a NUL so early."""

OnBytes = Callable[[int], object]
"""Is told how many bytes were read."""


@frozen
class Begin:
    """A place in an input to begin at: that of a record which was read from it before."""

    line: int
    offset: int
    """In bytes of the input without its compression; of a Parquet file, the row."""

    are_events: bool
    """Whether the input holds event streams: its beginning, which would tell, is skipped."""


@frozen
class Input:
    """Something to read: a file by its name, or a stream that is named in places."""

    name: str
    stream: IO[bytes] | None = None

    size: int | None = None
    """How many bytes of it to read; a file's size at the start if None, and all of what is no file."""

    begin: Begin | None = None
    """Where to begin; what is before it is read, and skipped."""


@contextlib.contextmanager
def opened(
    source: Input, on_bytes: OnBytes | None = None, on_cut: OnCut | None = None
) -> Iterator[tuple[io.BufferedReader[Any], int | None]]:
    """The bytes of an input, decompressed, and how large it is, where that is known.

    :raises LogError: it is text in UTF-16 or UTF-32, or what it is compressed with cannot be read here.
    """
    with contextlib.ExitStack() as stack:
        stream = source.stream if source.stream is not None else stack.enter_context(Path(source.name).open("rb"))
        size = size_of(stream) if source.size is None else source.size
        counted = stack.enter_context(_Counted(stream, size, on_bytes))
        raw = stack.enter_context(io.BufferedReader(counted, BUFFER_BYTES))
        plain = stack.enter_context(decompressed(source.name, raw, counted.beginning(), on_cut))
        if _WIDE.match(plain.peek(MAGIC_BYTES)):
            raise LogError(source.name, "expected UTF-8, text in UTF-16 or UTF-32 came; convert it first (iconv)")
        yield plain, size


def size_of(stream: Any) -> int | None:
    """How much a regular file holds behind the place where it is; None of anything else, and of files that say 0."""
    try:
        status = os.fstat(stream.fileno())
        begin = stream.tell()
    except (OSError, AttributeError):  # no file at all: a stream in memory, or a pipe
        return None
    return status.st_size - begin if stat.S_ISREG(status.st_mode) and status.st_size else None


class _Counted(io.RawIOBase):
    """A stream of at most some bytes, each counted."""

    def __init__(self, stream: Any, size: int | None, on_bytes: OnBytes | None) -> None:
        super().__init__()
        self._stream = stream
        self._left = size
        self._on_bytes = on_bytes
        self._held = b""

    def beginning(self) -> bytes:
        """The first bytes, which will be read again; a pipe may give them one by one."""
        while len(self._held) < MAGIC_BYTES and (piece := self._taken(BUFFER_BYTES)):
            self._held += piece
        return self._held

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._held[: len(buffer)] or self._taken(len(buffer))
        self._held = self._held[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def _taken(self, size: int) -> bytes:
        piece: bytes = self._stream.read1(size if self._left is None else min(size, self._left))
        if self._left is not None:
            self._left -= len(piece)
        if self._on_bytes is not None:
            self._on_bytes(len(piece))
        return piece
