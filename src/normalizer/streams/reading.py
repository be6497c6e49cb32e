"""Streams in: text, logged chunks or an SDK's events as Chunks, one after the other.

Strategy: a :class:`~normalizer.streams.reader.ChunkReader` does the reading; here is what carries to it and from it, and
stops at an error with all that came before.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator

from .. import sdk
from ..chunk import Chunk
from ..completion import FormName
from ..errors import PayloadError
from ..report import Problem
from ..values import kind_of
from .joining import Joiner
from .reader import TEXT, ChunkReader


def read_stream(data: object, vendor: str | None = None, form: FormName | None = None) -> Iterator[Chunk]:
    """Read a logged or live stream of one answer, chunk by chunk.

    :param data: the stream's text (server-sent events, JSON lines of chunks, a JSON array of chunks) as bytes or str, whole
        or in any pieces; or the chunks as JSON values, or as events or objects of a vendor's SDK.
    :param vendor: whose it is; detected if None.
    :param form: how the chunks are spelled; detected for each if None.
    :raises StreamError: an error came in the stream; it carries what came before.
    :raises PayloadError: a chunk cannot be read; the pointers begin with its number, from 0.
    :raises AmbiguousVendorError: several vendors could have sent it, and none was named.
    :raises UnknownVendorError: no vendor of that name is known.
    :raises UnknownFormError: the vendor has no such form.
    """
    return _raising(_chunks(_pieces(data), ChunkReader(vendor, form)))


async def aread_stream(
    data: AsyncIterable[object], vendor: str | None = None, form: FormName | None = None
) -> AsyncIterator[Chunk]:
    """As :func:`read_stream`, of pieces or chunks that come from an async iterable."""
    reader, joiner = ChunkReader(vendor, form), Joiner()
    async for piece in data:
        for chunk in reader.feed(piece):
            joiner.feed(chunk)
            yield chunk
    for chunk in reader.close():
        joiner.feed(chunk)
        yield chunk


def _pieces(data: object) -> Iterable[object]:
    if isinstance(data, (*TEXT, dict)) or sdk.is_sdk_object(data):
        return (data,)
    if not isinstance(data, Iterable):
        raise PayloadError((Problem("", f"expected a stream, {kind_of(data)} came"),))
    return data


def _chunks(pieces: Iterable[object], reader: ChunkReader) -> Iterator[Chunk]:
    for piece in pieces:
        yield from reader.feed(piece)
    yield from reader.close()


def _raising(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """The chunks, until one holds an error, which the joiner raises with what it has."""
    joiner = Joiner()
    for chunk in chunks:
        joiner.feed(chunk)
        yield chunk
