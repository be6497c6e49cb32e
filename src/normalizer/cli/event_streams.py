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
from typing import IO, Final

from normalizer.sse import DONE

PIECE_BYTES: Final = 2**16
"""How much is read at once where no line feed comes: lines may end with CR."""

_BEGINNING: Final = re.compile(rb"(\xef\xbb\xbf)?[\r\n]*(data|event|id|retry)?:")
_LINE_END: Final = b"\r\n"


def begins_stream(text: bytes) -> bool:
    """Whether it begins with a field that events have, or with a comment; JSON text never does."""
    return _BEGINNING.match(text) is not None


def lines_of(start: bytes, stream: IO[bytes]) -> Iterator[bytes]:
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


def cut(lines: Iterable[bytes], first: int) -> Iterator[tuple[int, bytes]]:
    """Each stream with the number of the line at which its first event begins; ``first`` is that of the first line."""
    begins, text, is_done = first, list[bytes](), False
    for number, line in enumerate(lines, first):
        is_empty = not line.strip(_LINE_END)
        if is_done and _said(line):
            yield begins, b"".join(text)
            text, is_done = [], False
        if text or not is_empty:
            begins = begins if text else number
            text.append(line)
            is_done = is_done or _said(line) == DONE
        if is_done and is_empty:
            yield begins, b"".join(text)
            text, is_done = [], False
    rest = b"".join(text)
    if rest.strip():
        yield begins, rest


def _said(line: bytes) -> str:
    """The data in a line, without the white space around it, which makes no payload of ``[DONE]``."""
    name, _, value = line.partition(b":")
    return value.decode("utf-8", "replace").strip() if name == b"data" else ""
