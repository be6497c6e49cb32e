"""The answer that a record holds: a whole one as it is, or a stream, joined."""

from __future__ import annotations

import re
from typing import Final

import attrs
from attrs import frozen

from ..chunk import Chunk
from ..completion import Completion, Source, is_as_read, source_of
from ..making import maker
from ..reading import decoded, learn, read_fast, read_payload
from ..streams.joining import Joiner
from ..streams.reading import read_stream
from ..values import UNSET
from .errors import RecordError
from .event_streams import begins_stream
from .named_vendor import refuse_other_stream, refuse_other_vendor
from .record import Record, text_of


@frozen(weakref_slot=False)
class Answer:
    """What a record says."""

    completion: Completion

    source: Source
    """Whose record it was read from: canonical JSON names a source of its own, which is not it."""

    chunks: tuple[Chunk, ...] = ()
    """Of a stream: all of it, what is no payload included."""

    is_partial: bool = False
    """Whether it came in a stream that broke off; of a whole answer, canonical JSON can say so."""

    has_one_id: bool = True
    """Whether it was one and the same id that its chunks named."""

    @property
    def origin(self) -> str:
        """What is told of the stream that it came in; nothing if it came in none."""
        if not self.chunks:
            return "of a stream that broke off" * self.is_partial
        count = sum(chunk.marker is UNSET for chunk in self.chunks)
        return f"a stream of {count} {'chunk' if count == 1 else 'chunks'}" + ", which broke off" * self.is_partial

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why it may not be the whole answer, or not one answer alone."""
        broken = ("the stream broke off; what there is of it is converted",) * self.is_partial
        return broken if self.has_one_id else (*broken, "the chunks have several ids, but no [DONE] between them")


_made: Final = maker(Answer)


def answer_in(record: Record, vendor: str | None) -> Answer:
    """Read a record.

    :raises NormalizerError: it cannot be read, or is a stream in which an error came.
    """
    if record.is_stream:
        return _joined(record, vendor)
    text = text_of(record)
    completion = read_fast(text, None)
    if completion is not None:
        source = source_of(completion)  # a vendor's payload in form wire, without an envelope
        if source is not None and (vendor is None or vendor == source.vendor):
            return _made(completion, source)
    completion = _exactly_whole(text, vendor)  # it says so where it is certain to be another vendor's
    source = source_of(completion)
    is_partial = source is not None and source.partial is True
    return _made(completion, _whose(source, completion), is_partial=is_partial)


def _exactly_whole(text: bytes, vendor: str | None) -> Completion:
    payload = decoded(text, vendor)
    if vendor is not None:
        refuse_other_vendor(payload, vendor)
    completion = read_payload(payload, vendor, None)
    learn(payload, completion)
    return completion


def _joined(record: Record, vendor: str | None) -> Answer:
    _refuse_no_stream(record)
    if vendor is not None:
        refuse_other_stream(record.text, vendor)
    joiner, chunks = Joiner(), []
    for chunk in read_stream(record.text, vendor):
        joiner.feed(chunk)
        chunks.append(chunk)
    completion = joiner.completion
    has_one_id = not any(re.fullmatch("/[0-9]+/id", problem.pointer) for problem in joiner.problems)
    if record.is_array and not has_one_id:  # to some vendors, a list of whole answers looks like one of chunks
        raise _refusal("several-ids", "expected the chunks of one stream, several ids came")
    first = next(chunk for chunk in chunks if chunk.marker is UNSET)
    return Answer(completion, _whose(completion.source, first), tuple(chunks), joiner.is_partial, has_one_id)


def _whose(source: Source | None, read: Completion | Chunk) -> Source:
    """A joined source has no envelope, but its chunks may have come in some."""
    if source is None or not is_as_read(read):
        return Source("canonical")
    mine = read.source if isinstance(read, Chunk) else source
    envelope = mine is not None and mine.envelope
    return source if source.envelope == envelope else attrs.evolve(source, envelope=envelope)


def _refuse_no_stream(record: Record) -> None:
    if record.kind == "stray":
        raise _refusal("no-id", "expected the id by which the chunks of a stream are known, none came", "/id")
    if record.kind == "events" and not begins_stream(record.text):
        raise _refusal("not-a-stream", "expected an event stream, something else came")


def _refusal(code: str, message: str, pointer: str = "") -> RecordError:
    return RecordError(code, f"not a readable payload: {pointer}{': ' * bool(pointer)}{message}", pointer)
