"""Rejects as JSON lines, from which the rejected records come back byte for byte.

Strategy: the bytes are written piece by piece, as text where they are UTF-8 and in base64 where they are not, so that the
longest line needs no memory.
"""

from __future__ import annotations

import base64
import codecs
import json
from collections.abc import Iterator
from typing import Any, Final

from .. import __version__, codec
from .errors import RecordError
from .outcomes import Rejected
from .record import Record, text_of

_WHOLE: Final = 3
"""So many bytes are a whole number of letters in base64."""


def reject_line(rejected: Rejected) -> Iterator[bytes]:
    """The line of a rejects file, in pieces."""
    record = rejected.record
    told = {
        "source": record.source,
        "line": record.line,
        "offset": record.offset,
        **({} if record.id is None else {"id": record.id}),
        "code": rejected.code,
        "pointer": rejected.pointer,
        "message": rejected.message,
        "version": __version__,
    }
    return told_with_bytes(told, record)


def told_with_bytes(told: dict[str, Any], record: Record) -> Iterator[bytes]:
    """A line, in pieces, that says what is told of a record, and then its bytes."""
    yield codec.encode(told).removesuffix(b"}")
    if _is_utf8(record):
        yield b',"raw":"'
        yield from _as_text(record)
    else:
        yield b',"raw_b64":"'
        yield from _as_base64(record)
    yield b'"}\n'


def original(record: Record) -> bytes:
    """The bytes of the record that a line of a rejects file holds.

    :raises RecordError: it is no such line.
    """
    try:
        line: Any = codec.decode(text_of(record))
        if isinstance(line.get("raw"), str):
            return bytes(line["raw"].encode())
        return base64.b64decode(line["raw_b64"], validate=True)
    except (AttributeError, LookupError, TypeError, ValueError):  # a PayloadError is a ValueError
        raise RecordError("wrong-kind", "not a line of a rejects file") from None


def _is_utf8(record: Record) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in record.pieces():
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _as_text(record: Record) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for piece in record.pieces():
        yield json.dumps(decoder.decode(piece), ensure_ascii=False)[1:-1].encode()


def _as_base64(record: Record) -> Iterator[bytes]:
    rest = b""
    for piece in record.pieces():
        rest += piece
        size = len(rest) // _WHOLE * _WHOLE
        yield base64.b64encode(rest[:size])
        rest = rest[size:]
    yield base64.b64encode(rest)
