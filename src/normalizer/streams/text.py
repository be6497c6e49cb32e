"""The text of a logged stream, piece by piece, as the texts of its payloads: server-sent events, JSON lines, or one array.

Strategy: the first character that is no white space tells: ``[`` begins a JSON array, ``{`` a payload a line, anything
else an event stream, whose lines begin with a field's name or a colon. Events and lines are given as they become whole; an
array when it is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from attrs import frozen

from .. import codec
from ..errors import PayloadError
from ..report import Problem
from ..sse import LINE_LIMIT, Event, Parser
from ..values import JSON

Piece: TypeAlias = "bytes | bytearray | memoryview | str"

_WHITE_SPACE: Final = b" \t\r\n"
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_DATA: Final = ("data", "")


@frozen
class Said:
    """What one event, line or array item said."""

    text: bytes | str | None
    """The text of a payload; None where nothing was said."""

    event: Event | None = None
    """The event it came in, with one empty data line in the place of all it had."""


class TextReader:
    """Takes a stream's text, and gives what it said."""

    def __init__(self) -> None:
        self._begun = b""
        self._reader: _Events | _Lines | _Array | None = None

    def feed(self, piece: Piece) -> Iterator[Said | JSON]:
        """Take the next piece.

        :raises PayloadError: it is no text that UTF-8 can say, or a line is too long.
        """
        encoded = _utf8(piece)
        if self._reader is None:
            self._begun += encoded
            first = self._begun.removeprefix(_BYTE_ORDER_MARK).lstrip(_WHITE_SPACE)[:1]
            if not first or first == _BYTE_ORDER_MARK[:1]:
                return
            self._reader = _Array() if first == b"[" else _Lines() if first == b"{" else _Events()
            encoded, self._begun = self._begun, b""
        yield from self._reader.feed(encoded)

    def close(self) -> Iterator[Said | JSON]:
        """Say that the stream is over."""
        reader = self._reader or _Events()
        yield from reader.feed(self._begun)
        yield from reader.close()


class _Events:
    def __init__(self) -> None:
        self._parser = Parser()

    def feed(self, piece: bytes) -> Iterator[Said]:
        yield from map(said_in, self._parser.each(piece))

    def close(self) -> Iterator[Said]:
        yield from map(said_in, self._parser.close())


class _Lines:
    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._pending = 0

    def feed(self, piece: bytes) -> Iterator[Said]:
        *whole, rest = piece.split(b"\n")
        for line in whole:
            yield from self._line(line)
        self._keep(rest)

    def close(self) -> Iterator[Said]:
        yield from self._line(b"")

    def _line(self, end: bytes) -> Iterator[Said]:
        self._keep(end)
        line = b"".join(self._pieces).strip(_WHITE_SPACE)
        self._pieces, self._pending = [], 0
        if line:
            yield Said(line)

    def _keep(self, rest: bytes) -> None:
        self._pieces.append(rest)
        self._pending += len(rest)
        if self._pending > LINE_LIMIT:
            raise PayloadError((Problem("", f"expected lines of at most {LINE_LIMIT} bytes, a longer one came"),))


class _Array:
    """Its items are given as the JSON values they are."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def feed(self, piece: bytes) -> Iterator[Said | JSON]:
        self._pieces.append(piece)
        return iter(())

    def close(self) -> Iterator[Said | JSON]:
        yield from codec.decode(b"".join(self._pieces))


def said_in(event: Event) -> Said:
    """An event's data, and the rest of it: most events have nothing else, and share one."""
    if len(event.fields) == 1 and event.is_whole and event.fields[0][0] == "data":
        return Said(event.fields[0][1], _PLAIN)
    data = event.data
    return Said(data, event if data is None else Event(tuple(_framing(event)), event.is_whole))


_PLAIN: Final = Event((_DATA,))


def _framing(event: Event) -> Iterator[tuple[str, str]]:
    has_data = False
    for name, value in event.fields:
        if name != _DATA[0]:
            yield name, value
        elif not has_data:
            has_data = True
            yield _DATA


def _utf8(piece: Piece) -> bytes:
    if not isinstance(piece, str):
        return bytes(piece)
    try:
        return piece.encode("utf-8")
    except UnicodeEncodeError:
        raise PayloadError((Problem("", "expected text that UTF-8 can say, half of a character came"),)) from None
