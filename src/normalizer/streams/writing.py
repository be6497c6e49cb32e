"""Chunks out, as the bytes of an event stream: where they came from, or as another vendor's.

A chunk that goes back where it came from is written verbatim, in the event it came in. All others cross as whole answers
do, and what is lost is found in the same way: what was written is read back and joined, and compared with what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import attrs

from .. import codec, crossing, sse
from ..chunk import Chunk, ChunkChoice
from ..completion import FormName, Source, is_as_read
from ..diff import difference
from ..errors import LossError, PayloadError
from ..kinds import ENVELOPE
from ..limits import CANONICAL_DEPTH, PAYLOAD_DEPTH, check_depth, check_values
from ..report import Change, Problem
from ..sse import DONE, Event
from ..values import UNSET, kind_of
from ..vendor import Vendor
from ..vendors import canonical, known_vendors, vendor_named
from .joining import Joiner
from .reader import chunks_of


def write_stream(
    chunks: Iterable[Chunk],
    to: str | None = None,
    form: FormName | None = None,
    lossy: bool = False,
) -> bytes:
    """Write chunks as server-sent events.

    :param to: the vendor to write for, or ``canonical``; None is where each chunk came from.
    :param form: how to spell them; ``wire`` if None and a vendor is named.
    :param lossy: write what can be said, without looking at what cannot.
    :raises LossError: joined, the stream would say less or something else than the chunks do, and ``lossy`` is false.
    :raises StreamError: one of the chunks is an error.
    :raises PayloadError: a chunk holds what no payload can hold (an app put it there).
    :raises UnknownVendorError: no vendor of that name is known.
    :raises UnknownFormError: the vendor has no such form.
    """
    writer = StreamWriter(to, form, look=not lossy)
    events = [writer.write(chunk) for chunk in chunks]
    events += writer.close()
    return sse.write(events)


class StreamWriter:
    """Takes the chunks of one stream, and gives the events that say them."""

    def __init__(self, to: str | None = None, form: FormName | None = None, *, look: bool) -> None:
        self._to, self._form, self._look = to, form, look
        self._target = Source(canonical.VENDOR.name)
        self._meant, self._returned = Joiner(), Joiner()
        self._is_certain = True
        self._roles: dict[object, object] = {}

    def write(self, chunk: Chunk) -> Event:
        """Take the next chunk; raises as :func:`write_stream`, but for losses."""
        if not isinstance(chunk, Chunk):
            raise PayloadError((Problem("", f"expected a Chunk, {kind_of(chunk)} came"),))
        self._meant.feed(chunk)
        if chunk.marker is not UNSET:
            self._returned.feed(chunk)
            return _framed(chunk, chunk.marker)
        self._target = _target_of(chunk, self._to, self._form)
        vendor = chunks_of(vendor_named(self._target.vendor))
        vendor.form(self._target.form)
        payload = self._said(chunk, vendor)
        if self._look:
            is_certain = is_as_read(chunk) and _is_own(chunk, self._target)
            self._is_certain &= is_certain
            self._returned.feed(chunk if is_certain else vendor.read(payload, self._target.form))
        text = codec.encode_checked({ENVELOPE: payload} if self._target.envelope else payload)
        return _framed(chunk, text.decode("utf-8"))

    def changes(self) -> tuple[Change, ...]:
        """What the whole answer that was written says otherwise than the one that was meant."""
        if self._is_certain:
            return ()
        return difference(canonical.tree(self._meant.completion), canonical.tree(self._returned.completion))

    def close(self) -> list[Event]:
        """The end: ``[DONE]``, where the chunks of a finished stream came without events, and so without it.

        :raises LossError: something was lost, and the writer looks.
        """
        losses = tuple(change for change in self.changes() if change.is_loss)
        if losses:
            raise LossError(losses, self._target.vendor, self._target.form)
        has_end = self._meant.is_done or self._meant.is_partial
        return [] if has_end else [sse.event_of(DONE)]

    def _said(self, chunk: Chunk, vendor: Vendor) -> dict[str, Any]:
        if not is_as_read(chunk):
            check_values(canonical.CHUNKS.write(chunk, "wire"), CANONICAL_DEPTH)
        if vendor is canonical.CHUNKS or _is_own(chunk, self._target):
            return vendor.write(chunk, self._target.form)
        source = known_vendors().get(chunk.source.vendor) if chunk.source else None
        if source is not None and source.chunks is not None and source.chunks is not vendor:
            chunk = crossing.leave_silence(self._less_roles(chunk), source.chunks, vendor)
        payload = vendor.unstructure(crossing.fit(vendor.from_canonical(chunk), vendor), self._target.form)
        check_depth(payload, PAYLOAD_DEPTH)
        return payload

    def _less_roles(self, chunk: Chunk) -> Chunk:
        """A role that was said of a choice is not said again: orq's chunks all have one, OpenAI's only the first."""
        return attrs.evolve(chunk, choices=tuple(map(self._less_role, chunk.choices)))

    def _less_role(self, choice: ChunkChoice) -> ChunkChoice:
        delta = choice.delta
        if not delta or not delta.role:
            return choice
        if self._roles.get(choice.index) == delta.role:
            return attrs.evolve(choice, delta=attrs.evolve(delta, role=UNSET))
        self._roles[choice.index] = delta.role
        return choice


def _target_of(chunk: Chunk, to: str | None, form: FormName | None) -> Source:
    """Where a chunk goes. An SDK's envelope is its event; a second one is written only where it came inside of that."""
    source = chunk.source
    if to is not None or source is None:
        return Source(canonical.VENDOR.name if to is None else to, "wire" if form is None else form)
    envelope = source.envelope and chunk.event is not None and form in (None, source.form)
    return Source(source.vendor, source.form if form is None else form, envelope)


def _is_own(chunk: Chunk, target: Source) -> bool:
    return chunk.source is not None and (chunk.source.vendor, chunk.source.form) == (target.vendor, target.form)


def _framed(chunk: Chunk, text: str | None) -> Event:
    """The event a chunk came in, with a text in the place of its data; a comment where there is neither."""
    event = chunk.event
    if event is None:
        return _SILENT if text is None else sse.event_of(text)
    if text is None:
        return event
    lines = sse.event_of(text).fields
    before = [field for field in event.fields if field[0] != "data"]
    place = next((place for place, field in enumerate(event.fields) if field[0] == "data"), len(before))
    ahead = len(lines) - sse.ends_inside_a_character(text)  # the stream broke off there, so nothing can follow
    return Event((*before[:place], *lines[:ahead], *before[place:], *lines[ahead:]), event.is_whole)


_SILENT: Final = Event(((sse.COMMENT, ""),))
"""Of an event that held nothing, an SDK's print shows no more than that there was one."""
