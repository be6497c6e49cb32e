"""One record in, one record out, and what could not be said."""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen

from normalizer import Change, LossError, Source, codec, convert
from normalizer.completion import FormName
from normalizer.kinds import ENVELOPE
from normalizer.values import UNSET
from normalizer.writing import target_of

from .answers import Answer, answer_in
from .records import Record

SOURCE: Final = "source"
"""Instead of a vendor: where the record came from, with its form and envelope."""


@frozen
class Order:
    """What is to be done with every record."""

    to: str
    """A vendor, or :data:`SOURCE`."""

    form: FormName | None
    vendor: str | None
    """Whose the records are; detected if None."""

    look: bool
    """Whether to look for what could not be said."""

    strict: bool
    """Whether a record that loses something is rejected."""

    @property
    def vendor_to(self) -> str | None:
        """The vendor to write for; None is where the record came from."""
        return None if self.to == SOURCE else self.to

    def refuse_losses(self, changes: tuple[Change, ...], target: Source) -> None:
        """End a record that may not lose anything, and does.

        :raises LossError: that is so.
        """
        losses = tuple(change for change in changes if change.is_loss)
        if self.strict and losses:
            raise LossError(losses, target.vendor, target.form)


@frozen
class Converted:
    """What became of one record."""

    text: bytes
    """What is written of it, to its last byte."""

    answer: Answer
    changes: tuple[Change, ...]

    @property
    def is_lossy(self) -> bool:
        return any(change.is_loss for change in self.changes)


def converted(record: Record, order: Order) -> Converted:
    """Convert one record.

    :raises NormalizerError: it cannot be read or written, or, in a strict order, not without loss.
    """
    answer = answer_in(record, order.vendor)
    target = target_of(answer.completion, order.vendor_to, order.form)
    conversion = convert(answer.completion, target.vendor, form=target.form)
    changes = conversion.changes if order.look else ()
    order.refuse_losses(changes, target)
    payload = {ENVELOPE: conversion.payload} if target.envelope else conversion.payload
    return Converted(_line(payload), answer, changes)


def changes_line(record: Record, changes: tuple[Change, ...]) -> bytes:
    """The changes of one record as JSON; a side that has no value is left out, for null is one."""
    return _line({"source": record.source, "line": record.line, "changes": [_told(change) for change in changes]})


def _line(value: dict[str, Any]) -> bytes:
    return codec.encode_checked(value) + b"\n"


def _told(change: Change) -> dict[str, Any]:
    values = {"before": change.before, "after": change.after}
    kept = {name: value for name, value in values.items() if value is not UNSET}
    return {"kind": change.kind, "pointer": change.pointer, **kept}
