"""JSON lines that are chunks of streams, put together by the id that the chunks of a stream have in common.

Streams interleave in a log, and nothing says that no chunk of one will come any more. So all of them are kept until the
inputs end, and each has its place where its first chunk was. Chunks without an id are nobody's: what stands before or after
them in a log may be another stream's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from normalizer import PayloadError, codec
from normalizer.kinds import ENVELOPE, is_error

from .records import JSON_SPACE, Log, Record

_DONE: Final = b"[DONE]"


def grouped(log: Log) -> Iterator[Record]:
    """The records of a log in the order in which they begin, the lines of one stream as one. All else is as it was."""
    groups: dict[object, list[Record]] = {}
    for record in log:
        if record.kind == "line" and record.text.strip(JSON_SPACE) == _DONE:
            log.blank += 1  # it says of no stream in particular that it is over
        else:
            key, own = _known(record)
            groups.setdefault(key, []).append(own)
    yield from map(_as_one, groups.values())


def _as_one(records: list[Record]) -> Record:
    first = records[0]
    if first.kind != "chunks":
        return first
    return Record(first.source, first.line, b"\n".join(record.text for record in records), "chunks")


def _known(record: Record) -> tuple[object, Record]:
    """By what the stream of a record is known, and the record as what it is: one that is no chunk is known to nobody."""
    payload = _payload(record)
    stream = payload.get("id") if isinstance(payload, dict) else None
    if isinstance(stream, str) and stream:
        return stream, Record(record.source, record.line, record.text, "chunks")
    if isinstance(payload, dict) and not is_error(payload):
        return object(), Record(record.source, record.line, record.text, "stray")
    return object(), record


def _payload(record: Record) -> object:
    """The JSON value of a line, out of its envelope; None of what is no line, or no JSON."""
    if record.kind != "line":
        return None
    try:
        value = codec.decode(record.text)
    except PayloadError:
        return None
    return value[ENVELOPE] if isinstance(value, dict) and value.keys() == {ENVELOPE} else value
