"""One record in, one record out, and what could not be said."""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen

from normalizer import Change, Completion, LossError, Source, codec, convert, loads
from normalizer.completion import FormName, is_as_read
from normalizer.kinds import ENVELOPE
from normalizer.values import UNSET
from normalizer.writing import target_of

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


@frozen
class Converted:
    """What became of one record."""

    text: bytes
    source: Source
    changes: tuple[Change, ...]

    @property
    def is_lossy(self) -> bool:
        return any(change.is_loss for change in self.changes)


def converted(text: bytes, order: Order) -> Converted:
    """Convert one record.

    :raises NormalizerError: it cannot be read or written, or, in a strict order, not without loss.
    """
    completion = loads(text, order.vendor)
    target = target_of(completion, None if order.to == SOURCE else order.to, order.form)
    conversion = convert(completion, target.vendor, form=target.form)
    changes = conversion.changes if order.look else ()
    losses = tuple(change for change in changes if change.is_loss)
    if order.strict and losses:
        raise LossError(losses, target.vendor, target.form)
    payload = {ENVELOPE: conversion.payload} if target.envelope else conversion.payload
    return Converted(codec.encode_checked(payload), came_from(completion), changes)


def came_from(completion: Completion) -> Source:
    """Whose record a Completion was read from: canonical JSON names a source of its own, which is not it."""
    return completion.source if completion.source and is_as_read(completion) else Source("canonical")


def changes_line(record: Record, changes: tuple[Change, ...]) -> bytes:
    """The changes of one record as JSON; a side that has no value is left out, for null is one."""
    told = {"source": record.source, "line": record.line, "changes": [_told(change) for change in changes]}
    return codec.encode_checked(told)


def _told(change: Change) -> dict[str, Any]:
    values = {"before": change.before, "after": change.after}
    kept = {name: value for name, value in values.items() if value is not UNSET}
    return {"kind": change.kind, "pointer": change.pointer, **kept}
