"""A record: one answer of a log, with its exact bytes and the place they came from."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import IO, Final, Literal, TypeAlias

from attrs import field, frozen

from ..making import maker
from .errors import RecordError
from .visible import one_line

JSON_SPACE: Final = b" \t\r\n"
SPOOL_PIECE: Final = 2**20
_ID_SHOWN: Final = 64

Kind: TypeAlias = Literal["line", "document", "events", "chunks", "stray", "blank", "end", "long", "long-events"]
"""What a record was in its input: a line, a file, an event stream, the lines that are chunks of one stream, a line that is
a chunk of nobody knows which, a line without anything, one that says ``[DONE]``, or a line or an event stream that is too
long to be held."""


@frozen(weakref_slot=False)
class Record:
    """One answer in an input: its JSON text, or the text of its stream. A blank line is a record without an answer."""

    source: str
    """The input as it was named."""

    line: int
    """The line it begins at, from 1; blank lines count."""

    text: bytes
    """What it says; nothing where it is too long to be held."""

    kind: Kind = "line"

    offset: int = 0
    """Where it begins, in bytes of the input without its compression."""

    end: bytes = b""
    """What stood between the text and the newline: a CR."""

    spool: IO[bytes] | None = field(default=None, repr=False, eq=False)
    """The file that holds what is too long, until the next record is asked for."""

    id: str | int | None = field(default=None, kw_only=True)
    """What identifies it, where that was asked for and is there."""

    @property
    def place(self) -> str:
        """The place, and the id, for people; the text of an id may be long."""
        known = "" if self.id is None else f" (id {self.id!s:.{_ID_SHOWN}})"
        return one_line(f"{self.source}:{self.line}{known}")

    @property
    def raw(self) -> bytes:
        """The exact bytes of the record, without the newline that ended its last line if it is lines."""
        return b"".join(self.pieces())

    @property
    def is_blank(self) -> bool:
        return self.kind in ("blank", "end")

    @property
    def is_array(self) -> bool:
        """Whether it is a logged list of chunks."""
        return self.kind in ("line", "document") and self.text.lstrip(JSON_SPACE).startswith(b"[")

    @property
    def is_stream(self) -> bool:
        return self.is_array or self.kind in ("events", "chunks", "stray")

    def pieces(self) -> Iterator[bytes]:
        """As :attr:`raw`, piece by piece, so that what is too long need not be held."""
        if self.spool is None:
            yield self.text + self.end
        else:
            self.spool.seek(0)
            yield from iter(functools.partial(self.spool.read, SPOOL_PIECE), b"")


record_made: Final = maker(Record)


def of_line(source: str, number: int, whole: bytes, offset: int) -> Record:
    """A line without its newline as a record."""
    text = whole.removesuffix(b"\r")
    return record_made(source, number, text, "line" if text.strip(JSON_SPACE) else "blank", offset, whole[len(text) :])


def text_of(record: Record) -> bytes:
    """The text, where there is one.

    :raises RecordError: there is none, or too much of it.
    """
    if record.kind == "long-events":
        raise RecordError("too-long", "the stream is longer than may be held (--max-stream)")
    if record.kind == "long":
        raise RecordError("too-long", "the line is longer than may be held (--max-line)")
    if record.is_blank:
        raise RecordError("blank", "the line is blank")
    return record.text
