"""What becomes of a record: it is converted, rejected or blank, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias, Union

from attrs import field, frozen

from ..errors import NormalizerError
from ..making import maker
from ..report import Change
from .answers import Answer
from .codes import code_of, pointer_of
from .record import Record
from .visible import reason

FAULTS: Final = (NormalizerError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""Refusals, and what only a fault of the library can raise. Whatever the system or the user does is not among them."""


@frozen(weakref_slot=False)
class Converted:
    """A record in the target's words."""

    record: Record

    text: bytes
    """What is to be written of it, to its last byte."""

    answer: Answer
    _find_changes: Callable[[], tuple[Change, ...]] = field(eq=False, repr=False)

    is_lossy: bool = field(kw_only=True)
    """Whether any of :attr:`changes` is a loss; False where nobody looked."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the target says otherwise; found each time it is asked for. None where nobody looked."""
        return self._find_changes()


converted_made: Final = maker(Converted)
"""Make one."""


@frozen
class Rejected:
    """A record that was not converted, and why. Nothing but the record itself shows content."""

    record: Record

    code: str
    """One of :data:`~normalizer.logs.CODES`."""

    pointer: str
    """RFC 6901 pointer to the first thing that was wrong; of a loss, into the canonical JSON."""

    message: str
    error: Exception = field(eq=False)


@frozen
class Blank:
    """A line without a record."""

    record: Record


Outcome: TypeAlias = Union[Converted, Rejected, Blank]


def rejected(record: Record, error: Exception, vendor: str | None = None, *, is_read: bool = False) -> Rejected:
    """Make a reject of an error; parameters as those of :func:`~normalizer.logs.codes.code_of`."""
    code = code_of(record, error, vendor, is_read=is_read)
    return Rejected(record, code, pointer_of(error), reason(error), error)
