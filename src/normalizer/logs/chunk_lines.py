"""JSON lines that are chunks of streams, put together by the id that the chunks of a stream have in common.

Streams interleave in a log, and nothing says that no chunk of one will come any more. So all of them are kept until the
inputs end, and each has its place where its first chunk was. Chunks without an id are nobody's: what stands before or after
them in a log may be another stream's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from .. import codec
from ..errors import PayloadError
from ..kinds import ENVELOPE, is_error
from .record import JSON_SPACE, Record

_DONE: Final = b"[DONE]"


def grouped(records: Iterable[Record]) -> Iterator[Record]:
    """The records of a log in the order in which they begin, the lines of one stream as one. All else is as it was."""
    groups: dict[object, list[Record]] = {}
    for record in records:
        if record.is_blank or record.spool is not None:
            yield record  # nobody has to wait for it, and what is too long cannot
        elif record.text.strip(JSON_SPACE) == _DONE:
            yield evolve(record, kind="end")  # it says of no stream in particular that it is over
        else:
            key, own = _known(record)
            groups.setdefault(key, []).append(own)
    yield from map(_as_one, groups.values())


def _as_one(records: list[Record]) -> Record:
    first = records[0]
    if first.kind != "chunks":
        return first
    return evolve(first, text=b"\n".join(record.raw for record in records), end=b"")


def _known(record: Record) -> tuple[object, Record]:
    """By what the stream of a record is known, and the record as what it is: one that is no chunk is known to nobody."""
    payload = _payload(record)
    stream = payload.get("id") if isinstance(payload, dict) else None
    if isinstance(stream, str) and stream:
        return stream, evolve(record, kind="chunks")
    if isinstance(payload, dict) and not is_error(payload):
        return object(), evolve(record, kind="stray")
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
