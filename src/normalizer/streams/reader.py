"""What comes of a stream, in; Chunks, out: sans IO, each as soon as it is whole.

Whose a stream is, the first chunk tells that is certain; those before it wait. In which form, each chunk tells for itself,
until one has a known key in_snake_case.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs
from attrs import frozen

from .. import sdk
from ..chunk import Chunk
from ..completion import FormName, mark_as_read
from ..detection import Detection, detect_chunk
from ..errors import AmbiguousVendorError, PayloadError
from ..form_detection import IN_SNAKE_CASE, form_of
from ..kinds import CHOICES, is_error, opened_chunk
from ..limits import check_values
from ..pointer import join
from ..reading import decoded, depth_of
from ..report import Problem
from ..sse import DONE, Event
from ..values import UNSET, kind_of
from ..vendor import Vendor
from ..vendors import canonical, known_vendors, vendor_named
from .text import Said, TextReader, said_in

TEXT: Final = (bytes, bytearray, memoryview, str)
_ERROR_EVENT: Final = "error"


class ChunkReader:
    """Takes the pieces or chunks of one stream, and gives Chunks; an error in the stream is a Chunk that holds it."""

    def __init__(self, vendor: str | None = None, form: FormName | None = None) -> None:
        self._vendor = chunks_of(vendor_named(vendor)) if vendor is not None else None
        self._is_named = vendor is not None
        self._form = form
        if form is not None and self._vendor is not None:
            self._vendor.form(form)
        self._text: TextReader | None = None
        self._count = 0
        self._waiting: list[Chunk | _Payload] = []
        self._doubt: Detection | None = None

    def feed(self, piece: object) -> Iterator[Chunk]:
        """Take a piece of text, a chunk as JSON values, an event, or an object of an SDK; raises as :func:`read_stream`."""
        if isinstance(piece, TEXT) and not (self._text is None and piece == DONE):
            self._text = self._text or TextReader()
            for said in self._text.feed(piece):
                yield from self._take(said)
        else:
            yield from self._take(said_in(piece) if isinstance(piece, Event) else sdk.payload_of(piece))

    def close(self) -> Iterator[Chunk]:
        """Say that the stream is over; raises as :func:`read_stream`."""
        for said in self._text.close() if self._text is not None else ():
            yield from self._take(said)
        if self._doubt is not None:
            raise AmbiguousVendorError(self._doubt)

    def _take(self, said: Any) -> Iterator[Chunk]:
        number, self._count = self._count, self._count + 1
        try:
            opened = self._opened(said, number)
        except PayloadError as error:
            raise _numbered(error, number, self._vendor) from None
        if isinstance(opened, _Payload) and self._vendor is None:
            self._look(opened)
        self._waiting.append(opened)
        if self._doubt is None:
            waiting, self._waiting = self._waiting, []
            yield from map(self._read, waiting)

    def _look(self, payload: _Payload) -> None:
        """Whose the stream is, if this payload tells; doubt keeps all that came waiting."""
        detection = detect_chunk(payload.body, is_enveloped=payload.is_enveloped)
        if detection.vendor is None:
            self._doubt = self._doubt or detection
        else:
            self._vendor, self._doubt = chunks_of(vendor_named(detection.vendor)), None

    def _opened(self, said: Any, number: int) -> Chunk | _Payload:
        if not isinstance(said, Said):
            return _value(said, number, self._vendor)
        text, event = said.text, said.event
        if event is not None and event.event == _ERROR_EVENT:
            return Chunk(event=event, error=_error_in(text))
        if text is None or text.strip() in (DONE, DONE.encode()):
            return Chunk(event=event, marker=_as_text(text))
        try:
            payload = decoded(text, None)
        except PayloadError:
            if event is None or event.is_whole:
                raise
            return Chunk(event=event, marker=_as_text(text))
        return _opened_payload(payload, number, event, text)

    def _read(self, opened: Chunk | _Payload) -> Chunk:
        if isinstance(opened, Chunk):
            return opened
        assert self._vendor is not None, "a payload waits until there is one"  # noqa: S101  # for the type checker
        try:
            return self._read_payload(opened, self._vendor)
        except PayloadError as error:
            raise _numbered(error, opened.number, self._vendor) from None

    def _read_payload(self, payload: _Payload, vendor: Vendor) -> Chunk:
        if not self._is_named:
            _refuse_other_answers(payload.body, vendor)
        form = self._shown_form(vendor, payload.body) if self._form is None else self._form
        vendor.form(form)
        if vendor is canonical.CHUNKS and payload.is_enveloped:
            raise PayloadError((Problem("", "expected canonical JSON, a stream event came"),))
        chunk: Chunk = vendor.read(payload.body, form, envelope=payload.is_enveloped)
        chunk = chunk if payload.event is None else attrs.evolve(chunk, event=payload.event)
        return chunk if vendor is canonical.CHUNKS else mark_as_read(chunk)

    def _shown_form(self, vendor: Vendor, body: dict[str, Any]) -> FormName:
        """As a chunk shows it; one that is certain to be ``wire`` settles it for those that follow."""
        form, reason = form_of(vendor, body)
        if reason == IN_SNAKE_CASE:
            self._form = form
        return form


@frozen
class _Payload:
    """A payload that was looked at, of a vendor that may not be known yet."""

    number: int
    body: dict[str, Any]
    is_enveloped: bool
    event: Event | None


def _value(value: Any, number: int, vendor: Vendor | None) -> Chunk | _Payload:
    """An item of an array, or what an SDK or a caller holds: no text, so nothing has checked it yet."""
    if value == DONE:
        return Chunk(marker=DONE)
    check_values(value, depth_of(value, None if vendor is None else vendor.name))
    return _opened_payload(value, number, None, None)


def _opened_payload(payload: Any, number: int, event: Event | None, text: bytes | str | None) -> Chunk | _Payload:
    body, is_enveloped = opened_chunk(payload)
    if not body:
        return Chunk(event=event, marker=_as_text(text))
    if is_error(body):
        return Chunk(event=event, error=payload)
    return _Payload(number, body, is_enveloped, event)


def _error_in(text: bytes | str | None) -> Any:
    """The body of an error event, which need not be JSON."""
    try:
        return None if text is None else decoded(text, None)
    except PayloadError:
        return _as_text(text)


def _as_text(text: bytes | str | None) -> str | None:
    return text.decode("utf-8") if isinstance(text, bytes) else text


def _refuse_other_answers(body: dict[str, Any], vendor: Vendor) -> None:
    """Chunks may come without a delta, but not with another vendor's, nor with a whole message, in its place."""
    others = {known.choice_key for whole in known_vendors().values() for known in (whole, whole.chunks) if known}
    problems = tuple(
        Problem(f"/{CHOICES}/{index}/{vendor.choice_key}", f"expected a value, {kind_of(UNSET)} came")
        for index, choice in enumerate(body[CHOICES])
        if vendor.choice_key not in choice and not others.isdisjoint(choice)
    )
    if problems:
        raise PayloadError(problems)


def chunks_of(vendor: Vendor) -> Vendor:
    """How the chunks of a vendor's streams are.

    :raises PayloadError: it has none.
    """
    if vendor.chunks is None:
        raise PayloadError((Problem("", "expected a whole answer: no streams of this vendor are known"),), vendor.name)
    return vendor.chunks


def _numbered(error: PayloadError, number: int, vendor: Vendor | None) -> PayloadError:
    """The error with pointers that begin with the number of the chunk."""
    start = join((number,))
    problems = tuple(Problem(start + problem.pointer, problem.message) for problem in error.problems)
    return PayloadError(problems, vendor.name if vendor else None)
