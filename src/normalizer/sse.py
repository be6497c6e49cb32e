"""Server-sent events: bytes in, events out, and back, by the WHATWG rules for event streams. It knows no JSON.

Strategy: sans IO and incremental. Any pieces of the stream are fed in, whole events come out; where the pieces were cut
makes no difference, not even inside a character or between CR and LF. An event keeps its fields as they came, comments and
fields that no standard knows included, so that it can be written back; what it means is read from them when asked. Where a
browser would throw away the last event of a stream that broke off, :meth:`Parser.close` gives it, marked as cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from .errors import PayloadError
from .report import Problem

DONE: Final = "[DONE]"
"""The data by which OpenAI-compatible vendors say that a stream is over."""

LINE_LIMIT: Final = 64 * 1024 * 1024
"""How many bytes a line may have, so that one that never ends cannot eat the memory."""

COMMENT: Final = ""
"""The name under which a comment stands among the fields: it is what stands before the colon."""

_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@frozen
class Event:
    """One event of a stream."""

    fields: tuple[tuple[str, str], ...]
    """Name and value of each line, in order; comments have the empty name."""

    is_whole: bool = True
    """Whether an empty line ended it, as it should; the stream may have been cut off inside it. Where that was inside a
    character, its bytes are in the last field as lone surrogates (PEP 383), and are written as they came."""

    @property
    def data(self) -> str | None:
        """The data lines as one text; None where there is no data line at all, so that nothing was said."""
        lines = [value for name, value in self.fields if name == "data"]
        return "\n".join(lines) if lines else None

    @property
    def event(self) -> str | None:
        """The type of the event, where one is given."""
        return self._last("event")

    @property
    def id(self) -> str | None:
        """What a client would send to go on after this event; a NUL in it makes it void."""
        ids = [value for name, value in self.fields if name == "id" and "\0" not in value]
        return ids[-1] if ids else None

    @property
    def retry(self) -> int | None:
        """How many milliseconds to wait before connecting again; anything but ASCII digits is void."""
        times = [value for name, value in self.fields if name == "retry" and re.fullmatch("[0-9]{1,18}", value)]
        return int(times[-1]) if times else None

    @property
    def comments(self) -> tuple[str, ...]:
        """The comment lines, without their colon."""
        return tuple(value for name, value in self.fields if name == COMMENT)

    def _last(self, wanted: str) -> str | None:
        values = [value for name, value in self.fields if name == wanted]
        return values[-1] if values else None


def event_of(data: str, *, event: str | None = None, id: str | None = None) -> Event:  # noqa: A002  # the field's name
    """Make an event that says a text, over as many data lines as it has.

    :raises PayloadError: a value holds a line end where the format has no place for one.
    """
    fields = [(name, value) for name, value in (("event", event), ("id", id)) if value is not None]
    fields += [("data", line) for line in data.split("\n")]
    return Event(_checked(fields))


def write(events: Iterable[Event]) -> bytes:
    """Write events as a stream; one that is not whole stays without its end, so nothing can follow it.

    :raises PayloadError: a field cannot be written on one line.
    """
    stream = b"".join(_written(event) for event in events)
    return _BYTE_ORDER_MARK + stream if stream.startswith(_BYTE_ORDER_MARK) else stream


def ends_inside_a_character(text: str) -> bool:
    """Whether a stream broke off inside its last character (:attr:`Event.is_whole`)."""
    return "\udc80" <= text[-1:] <= "\udcff"


class Parser:
    """Reads a stream piece by piece."""

    def __init__(self, line_limit: int = LINE_LIMIT) -> None:
        self._line_limit = line_limit
        self._pieces: list[bytes] = []
        self._pending = 0
        self._offset = 0
        self._is_after_cr = False
        self._fields: list[tuple[str, str]] = []

    def feed(self, piece: bytes | bytearray | memoryview) -> list[Event]:
        """Take the next bytes, and give the events that are whole with them.

        :raises PayloadError: a line is longer than allowed, or is no UTF-8; its offset in the stream is named.
        """
        return list(self.each(piece))

    def each(self, piece: bytes | bytearray | memoryview) -> Iterator[Event]:
        """As :meth:`feed`, one by one, so that the events before what is refused are given; all have to be taken."""
        piece = self._less_second_half(bytes(piece))
        start = 0
        for end in _LINE_END.finditer(piece):
            yield from self._take_line(piece[start : end.start()], end.end() - end.start())
            start = end.end()
        self._keep(piece[start:])

    def close(self) -> list[Event]:
        """Say that the stream is over, and get the event that it was cut off in, if it was."""
        events = self._take_line(b"", 0, is_cut=True) if self._pieces else []
        if self._fields:
            events.append(Event(tuple(self._fields), is_whole=False))
            self._fields = []
        return events

    def _less_second_half(self, piece: bytes) -> bytes:
        """A line feed that ends no line of its own, because the line ended with the CR at the end of the last piece."""
        if not piece:
            return piece
        if self._is_after_cr and piece.startswith(b"\n"):
            self._offset += 1
            piece = piece[1:]
        self._is_after_cr = piece.endswith(b"\r")
        return piece

    def _keep(self, rest: bytes) -> None:
        self._pending += len(rest)
        if self._pending > self._line_limit:
            raise _refusal(
                f"expected lines of at most {self._line_limit} bytes, a longer one came at offset {self._offset}"
            )
        if rest:
            self._pieces.append(rest)

    def _take_line(self, rest: bytes, end: int, *, is_cut: bool = False) -> list[Event]:
        self._keep(rest)
        line = b"".join(self._pieces)
        start, self._offset = self._offset, self._offset + len(line) + end
        self._pieces, self._pending = [], 0
        if not start and line.startswith(_BYTE_ORDER_MARK):
            line, start = line[len(_BYTE_ORDER_MARK) :], len(_BYTE_ORDER_MARK)
        if line:
            self._fields.append(_field(_decoded(line, start, is_cut=is_cut)))
            return []
        fields, self._fields = self._fields, []
        return [Event(tuple(fields))] if fields else []


def _decoded(line: bytes, start: int, *, is_cut: bool) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_cut and error.reason == "unexpected end of data":
            return line.decode("utf-8", "surrogateescape")
        raise _refusal(f"expected UTF-8, an invalid byte came at offset {start + error.start}") from None


def _field(line: str) -> tuple[str, str]:
    """A field's name and value; one space after the colon belongs to neither. Of a comment, all after the colon is kept."""
    name, _, value = line.partition(":")
    return name, value if name == COMMENT else value.removeprefix(" ")


def _written(event: Event) -> bytes:
    lines = [_line(name, value) for name, value in _checked(event.fields)]
    end = "\n\n" if event.is_whole else ""
    try:
        return ("\n".join(lines) + end).encode("utf-8", "strict" if event.is_whole else "surrogateescape")
    except UnicodeEncodeError:
        raise _refusal("expected text that UTF-8 can say, half of a character came") from None


def _line(name: str, value: str) -> str:
    if ends_inside_a_character(name):  # the stream broke off there: no colon came
        return name
    return f":{value}" if name == COMMENT else f"{name}: {value}"


def _checked(fields: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    checked = tuple(fields)
    if any(re.search("[\r\n]", name + value) or ":" in name for name, value in checked):
        raise _refusal("expected fields of one line, one with a line end came")
    return checked


def _refusal(message: str) -> PayloadError:
    return PayloadError((Problem("", message),))
