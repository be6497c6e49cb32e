"""The body of a record: what is read of it, and where what is written goes. Without a wrapper, a record is its own body."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from ..making import maker
from ..vendors import canonical
from ..wrappers.refusals import NoBodyError
from ..wrappers.unwrapping import Wrapped, unwrap
from ..wrappers.wrapper import POINTER_NOT_FOUND, Wrapper
from .errors import RecordError
from .event_streams import begins_stream
from .outcomes import FAULTS, Rejected, rejected
from .record import JSON_SPACE, Kind, Record, text_of

_LINES: Final = ("line", "document")


@frozen(weakref_slot=False)
class Body:
    """What is read of a record."""

    whole: Record
    """The record as it stands in its log, with its id where that is known."""

    own: Record
    """The body as a record of its own; the whole record, where nothing is around it."""

    wrapped: Wrapped | None = None

    @property
    def pointer(self) -> str:
        return "" if self.wrapped is None else self.wrapped.pointer

    def around(self, text: bytes) -> bytes:
        """The record with another body, and every other byte as it was, the CR at its end included.

        :raises RecordError: it has several lines, so that it is no line of a log.
        :raises PayloadError: the body cannot stand there.
        """
        if self.wrapped is None:
            return text
        if b"\n" in self.whole.text:
            raise RecordError(
                "unwritable", "a document of several lines is no line of a log: --emit body writes its body"
            )
        return self.wrapped.with_body(text) + self.whole.end

    def verify(self, line: bytes, text: bytes, wrapper: Wrapper) -> None:
        """Look whether a line that was written has this body, and all else that the record has.

        :raises RecordError: it has not.
        """
        if self.wrapped is None:
            return
        there = unwrap(line.removesuffix(self.whole.end), wrapper)
        if (there.body, _rest(there)) != (text, _rest(self.wrapped)):
            raise RecordError("not-restored", "what was written is not the line with another body")

    def rejected(self, error: Exception, vendor: str | None, *, is_read: bool = False) -> Rejected:
        """The record, rejected for what is wrong with its body. Where it could not be read, the pointer leads into the record."""
        made = rejected(self.own, error, vendor, is_read=is_read)
        return evolve(made, record=self.whole, pointer=made.pointer if is_read else self.pointer + made.pointer)


_made: Final = maker(Body)


def body_of(record: Record, wrapper: Wrapper | None) -> Body | Rejected:
    """Take the body out of a record; the record, rejected, where none can be taken."""
    try:
        return _taken(record, wrapper)
    except FAULTS as error:
        made = rejected(record, error, canonical.VENDOR.name)  # a line may be as deep as canonical JSON
        return evolve(made, record=evolve(record, id=error.id)) if isinstance(error, NoBodyError) else made


def _taken(record: Record, wrapper: Wrapper | None) -> Body:
    if wrapper is None or (record.kind not in _LINES and not wrapper.pointer):
        return _made(record, record)
    text = text_of(record)
    if record.kind not in _LINES:
        raise RecordError(POINTER_NOT_FOUND, "expected a line with a body in it, a stream came", wrapper.pointer)
    wrapped = unwrap(text, wrapper)
    own = evolve(record, text=wrapped.body, kind=_kind(wrapped), end=b"", id=wrapped.id)
    return Body(evolve(record, id=wrapped.id), own, wrapped)


def _kind(wrapped: Wrapped) -> Kind:
    if wrapped.kind == "answer" or wrapped.body.lstrip(JSON_SPACE).startswith(b"["):
        return "line"
    return "events" if begins_stream(wrapped.body) else "chunks"


def _rest(wrapped: Wrapped) -> tuple[bytes, bytes]:
    return wrapped.line[: wrapped.place.start], wrapped.line[wrapped.place.stop :]
