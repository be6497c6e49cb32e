"""Event streams that follow each other in one input, cut apart behind the ``[DONE]`` of each.

Strategy: line by line and by bytes alone; what an event says is for whoever reads the stream. No payload has a line that is
``[DONE]``, for JSON text has no line end inside a string. So such a data line is always the end of a stream, even where the
next one follows without the empty line between.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from attrs import define, field

from ..sse import DONE

PIECE_BYTES: Final = 2**16
"""How much is read at once where no line feed comes: lines may end with CR."""

_BEGINNING: Final = re.compile(rb"(\xef\xbb\xbf)?[\r\n]*(data|event|id|retry)?:")
_LINE_END: Final = b"\r\n"


class Readable(Protocol):
    """Something with lines."""

    def readline(self, limit: int, /) -> bytes: ...


def begins_stream(text: bytes) -> bool:
    """Whether it begins with a field that events have, or with a comment; JSON text never does."""
    return _BEGINNING.match(text) is not None


def lines_of(start: bytes, stream: Readable) -> Iterator[bytes]:
    """The lines of ``start`` and of all that follows it, each with its end: CR, LF or both."""
    held: list[bytes] = []
    for piece in itertools.chain((start,), iter(functools.partial(stream.readline, PIECE_BYTES), b"")):
        held.append(piece)
        if b"\n" in piece or b"\r" in piece:
            *lines, last = b"".join(held).splitlines(keepends=True)
            yield from lines
            held = [last]
            if last.endswith(b"\n"):  # after a CR, a line feed may follow that belongs to it
                yield last
                held = []
    yield from b"".join(held).splitlines(keepends=True)


@define
class Cut:
    """A stream, and where it begins: at its first event."""

    line: int
    offset: int
    _lines: list[bytes] = field(factory=list, init=False)
    _is_done: bool = field(default=False, init=False)

    @property
    def text(self) -> bytes:
        return b"".join(self._lines)

    def is_over(self, line: bytes) -> bool:
        """Whether it ended before this line, which is the next."""
        return self._is_done and bool(_said(line))

    def take(self, line: bytes) -> bool:
        """Add a line, and say whether it was the last."""
        self._lines.append(line)
        self._is_done = self._is_done or _said(line) == DONE
        return self._is_done and not line.strip(_LINE_END)


def cut(lines: Iterable[bytes], first: int, offset: int = 0) -> Iterator[Cut]:
    """Each stream; ``first`` is the number of the first line, and ``offset`` where it begins."""
    stream: Cut | None = None
    for number, line in enumerate(lines, first):
        if stream is not None and stream.is_over(line):
            yield stream
            stream = None
        if stream is None and line.strip(_LINE_END):
            stream = Cut(number, offset)
        if stream is not None and stream.take(line):
            yield stream
            stream = None
        offset += len(line)
    if stream is not None and stream.text.strip():
        yield stream


def _said(line: bytes) -> str:
    """The data in a line, without the white space around it, which makes no payload of ``[DONE]``."""
    name, _, value = line.partition(b":")
    return value.decode("utf-8", "replace").strip() if name == b"data" else ""
