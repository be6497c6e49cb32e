"""What a column holds of a value: all of it or nothing, never something like it.

Each kind of column has a function that takes the value as the Completion has it. ``Cell.held`` is what stands in the
column; where that is null though there is a value, because the column cannot hold it, ``is_exact`` is false. A key that
was not there and one that was null are the same here: SQL has one NULL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from typing import Any, Final, NamedTuple

from ..codec import encode_checked
from ..created import read_time
from ..spelling import as_integer
from ..values import UNSET, Maybe, Number


class Cell(NamedTuple):
    """What a column holds of a value."""

    held: Any
    is_exact: bool = True


NOTHING: Final = Cell(None)
WITHHELD: Final = Cell(None, is_exact=False)

_INT64: Final = range(-(2**63), 2**63)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LONE_SURROGATE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\ud")
"""Its escape in JSON text, where no other character is escaped so; after an even number of backslashes."""

_BELOW_MICROSECONDS: Final = re.compile("[.,][0-9]{7}")


def integer(number: Maybe[Number | None]) -> Cell:
    """An integer of 64 bits; a decimal number that equals one is one: some SDKs print every count as ``312.0``."""
    if number is None or number is UNSET:
        return NOTHING
    whole = as_integer(number)
    return Cell(whole) if type(whole) is int and whole in _INT64 else WITHHELD


def flag(value: Maybe[bool | None]) -> Cell:
    return NOTHING if value is None or value is UNSET else Cell(value)


def text(value: object) -> Cell:
    """Text that UTF-8 can say: no lone surrogates. An object (as which some gateways log arguments) is no text."""
    if value is None or value is UNSET:
        return NOTHING
    return Cell(value) if isinstance(value, str) and _is_unicode(value) else WITHHELD


def texts(values: Iterable[object] | None) -> Cell:
    """A list of texts, each by the rule of :func:`text`, in their places."""
    if values is None:
        return NOTHING
    cells = [text(value) for value in values]
    return Cell([cell.held for cell in cells], is_exact=all(cell.is_exact for cell in cells))


def json_text(value: Any) -> Cell:
    """A JSON value as JSON text; an object without keys is nothing.

    One with lone surrogates could be said, with escapes, but engines fail over them, and with them all of a query.
    """
    if value is None or value is UNSET or (isinstance(value, Mapping) and not value):
        return NOTHING
    written = encode_checked(value).decode()
    return WITHHELD if _LONE_SURROGATE.search(written) else Cell(written)


def instant(created: Maybe[Number | str | None]) -> Cell:
    """A time in UTC, to the microsecond; what is finer, or no time at all, is withheld."""
    if created is None or created is UNSET:
        return NOTHING
    time = _in_utc(read_time(created))
    return Cell(time) if time and (type(created) is int or _is_exact(created, time)) else WITHHELD


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _in_utc(time: datetime | None) -> datetime | None:
    """None where the offset leads out of the years 1 to 9999."""
    try:
        return time and time.astimezone(timezone.utc)
    except OverflowError:
        return None


def _is_exact(created: Number | str, time: datetime) -> bool:
    """Whether a time that was read of seconds, or of ISO 8601 text, is all that they say."""
    try:
        microseconds = Fraction(str(created)) * 10**6
    except ValueError:
        return _BELOW_MICROSECONDS.search(str(created)) is None
    return microseconds == (time - _EPOCH) // timedelta(microseconds=1)
