"""Event streams that follow each other in one input, cut apart behind the ``[DONE]`` of each.

Strategy: line by line and by bytes alone; what an event says is for whoever reads the stream. No payload has a line that is
``[DONE]``, for JSON text has no line end inside a string. So such a data line is always the end of a stream, even where the
next one follows without the empty line between.
"""

from __future__ import annotations

import functools
import itertools
import re
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Final, Protocol

from attrs import define, field

from ..sse import DONE

PIECE_BYTES: Final = 2**16
"""How much is read at once where no line feed comes: lines may end with CR."""

MAX_STREAM: Final = 64 * 2**20
"""How many bytes a stream may have, if nothing else is said."""

_BEGINNING: Final = re.compile(rb"(\xef\xbb\xbf)?[\r\n]*(data|event|id|retry)?:")
_LINE_END: Final = b"\r\n"


class Readable(Protocol):
    """Something with lines."""

    def readline(self, limit: int, /) -> bytes: ...


def begins_stream(text: bytes) -> bool:
    """Whether it begins with a field that events have, or with a comment; JSON text never does."""
    return _BEGINNING.match(text) is not None


def lines_of(start: bytes, stream: Readable, limit: int = MAX_STREAM) -> Iterator[bytes]:
    """The lines of ``start`` and of all that follows it, each with its end: CR, LF or both.

    :param limit: a line that has more bytes comes in pieces, each but its last without an end.
    """
    held: list[bytes] = []
    size = 0
    for piece in itertools.chain((start,), iter(functools.partial(stream.readline, PIECE_BYTES), b"")):
        held.append(piece)
        size += len(piece)
        if b"\n" in piece or b"\r" in piece or size > limit:
            *lines, last = b"".join(held).splitlines(keepends=True)
            yield from lines
            held, size = [last], len(last)
            if last.endswith(b"\n") or (
                size > limit and not last.endswith(b"\r")
            ):  # after a CR, its line feed may follow
                yield last
                held, size = [], 0
    yield from b"".join(held).splitlines(keepends=True)


@define
class Cut:
    """A stream, and where it begins: at its first event."""

    line: int
    offset: int

    limit: int = MAX_STREAM
    """How many bytes of it are held in memory; of a longer one none, but all of them in a file."""

    spool: IO[bytes] | None = field(default=None, init=False)
    """The file that holds what is too long, until the next stream is asked for."""

    _held: bytearray = field(factory=bytearray, init=False)
    _is_done: bool = field(default=False, init=False)

    @property
    def text(self) -> bytes:
        """All of it; nothing where it is too long."""
        return bytes(self._held)

    def is_over(self, line: bytes) -> bool:
        """Whether it ended before this line, which is the next."""
        return self._is_done and bool(_said(line))

    def take(self, line: bytes) -> bool:
        """Add a line, and say whether it was the last."""
        self.add(line)
        self._is_done = self._is_done or _said(line) == DONE
        return self._is_done and not line.strip(_LINE_END)

    def add(self, piece: bytes) -> None:
        """Add what only goes on with a line."""
        if self.spool is None and len(self._held) + len(piece) > self.limit:
            self.spool = tempfile.TemporaryFile()  # noqa: SIM115  # `cut` closes it
            self.spool.write(self._held)
            self._held = bytearray()
        if self.spool is None:
            self._held += piece
        else:
            self.spool.write(piece)

    @property
    def is_blank(self) -> bool:
        return self.spool is None and not self._held.strip()

    def close(self) -> None:
        if self.spool is not None:
            self.spool.close()


def cut(lines: Iterable[bytes], first: int, offset: int = 0, limit: int = MAX_STREAM) -> Iterator[Cut]:
    """Each stream; ``first`` is the number of the first line, and ``offset`` where it begins."""
    number, is_rest = first, False
    stream: Cut | None = None
    try:
        for line in lines:
            if stream is not None and not is_rest and stream.is_over(line):
                yield stream
                stream.close()
                stream = None
            if stream is None and line.strip(_LINE_END):
                stream = Cut(number, offset, limit)
            if stream is not None and is_rest:
                stream.add(line)
            elif stream is not None and stream.take(line):
                yield stream
                stream.close()
                stream = None
            offset += len(line)
            is_rest = not line.endswith((b"\r", b"\n"))  # the line goes on with the next piece
            number += not is_rest
        if stream is not None and not stream.is_blank:
            yield stream
    finally:
        if stream is not None:
            stream.close()


def _said(line: bytes) -> str:
    """The data in a line, without the white space around it, which makes no payload of ``[DONE]``."""
    name, _, value = line.partition(b":")
    return value.decode("utf-8", "replace").strip() if name == b"data" else ""
