"""What is known of the lines of one kind of log: where the body is, where the id, and what says that there is no body."""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import Attribute, field, frozen

from ..pointer import resolve, split
from ..values import JSON, UNSET, is_empty
from .refusals import NotAPointerError

UPSTREAM_ERROR: Final = "upstream-error"
"""The vendor, or the way to it, failed: the line says so."""

POINTER_NOT_FOUND: Final = "pointer-not-found"
"""The pointer leads nowhere."""

EMPTY_BODY: Final = "empty-body"
"""There is null, an empty object, an empty array or a blank text, or a note of the logging program in its place."""

NOT_A_BODY: Final = "not-a-body"
"""There is something that no body can be: a number, or a text that is neither JSON nor an event stream."""

_POINTER: Final = re.compile("(/([^~/]|~[01])*)*")


def _is_pointer(_: object, __: Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or not _POINTER.fullmatch(value):
        raise NotAPointerError(value)


def _is_pointer_or_none(instance: object, attribute: Attribute[Any], value: object) -> None:
    if value is not None:
        _is_pointer(instance, attribute, value)


def _are_pointers(instance: object, attribute: Attribute[Any], values: tuple[object, ...]) -> None:
    for value in values:
        _is_pointer(instance, attribute, value)


@frozen
class Failure:
    """A sign that a line holds no answer: what stands at a pointer says something, or says this word, or this number."""

    pointer: str = field(validator=_is_pointer)

    word: str | None = None
    """The text that is the sign; if None, anything but null and empty values is."""

    outside: range | None = None
    """A number that is none of these is the sign, if given: a status outside of ``range(200, 400)``."""

    code: str = UPSTREAM_ERROR

    def shows_in(self, line: JSON) -> bool:
        value = resolve(line, split(self.pointer))
        if self.outside is not None:
            return isinstance(value, (int, float)) and not isinstance(value, bool) and value not in self.outside
        if self.word is not None:
            return bool(value == self.word)
        return value is not UNSET and not is_empty(value)


@frozen
class Wrapper:
    """Lines that hold a body inside something else."""

    pointer: str = field(validator=_is_pointer)
    """RFC 6901 pointer to the body; ``""`` if the line is the body."""

    in_string: bool | None = None
    """Whether the body is the text in a string there, or stands there itself. If None, each line is looked at."""

    base64: bool = False
    """Whether the text in a string is the body in base64, in the alphabet of RFC 4648 with ``+`` and ``/``."""

    id: str | None = field(default=None, validator=_is_pointer_or_none)
    """The pointer to what identifies the record, if there is one."""

    failures: tuple[Failure, ...] = ()
    """What says that there is no body; looked for before the body is."""

    note: str | None = None
    """The only key of an object that stands in the place of a body and says that the body is elsewhere."""

    name: str | None = None
    """What it is called, if it is a preset."""

    marks: tuple[str, ...] = field(default=(), validator=_are_pointers)
    """Pointers that lead somewhere, if only to null, in every line of a preset; by them a log is recognized."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The pointers beside the body's that say something of a line."""
        return (*([] if self.id is None else [self.id]), *(failure.pointer for failure in self.failures))

    def id_in(self, line: JSON) -> str | int | None:
        """The record's id, where it is a text or an integer."""
        found = UNSET if self.id is None else resolve(line, split(self.id))
        return found if isinstance(found, (str, int)) and not isinstance(found, bool) else None

    def fits(self, line: JSON) -> bool:
        """Whether all the marks of a preset are in a line."""
        return all(resolve(line, split(mark)) is not UNSET for mark in self.marks)
