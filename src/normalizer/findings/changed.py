"""What a target could not say, by place and kind, with one redacted example of each."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field, frozen

from ..logs.record import Record
from ..report import Change, ChangeKind
from .capped import Capped, Name, held_name
from .redaction import generalised, redacted


@frozen
class Place:
    """Where in the inputs a record begins."""

    source: str
    line: int

    @classmethod
    def of(cls, record: Record) -> Place:
        return cls(record.source, record.line)


@frozen
class Example:
    """One change, redacted."""

    before: str
    after: str
    place: Place


@define
class Changed:
    """The changes of one kind at one place of the canonical JSON."""

    changes: int = 0
    records: int = 0
    example: Example | None = None


@define
class Changes:
    """All changes of a log. Pointers beyond the capacity are held together, each kind for itself."""

    by_pointer: Capped[dict[ChangeKind, Changed]]
    losses: int = field(default=0, init=False)

    def count(self, record: Record, changes: Sequence[Change]) -> None:
        seen: set[tuple[Name, ChangeKind]] = set()
        for change in changes:
            self.losses += change.is_loss
            pointer = self.by_pointer.key(held_name(generalised(change.pointer)))
            changed = self.by_pointer.at(pointer).setdefault(change.kind, Changed())
            changed.changes += 1
            changed.records += (pointer, change.kind) not in seen
            seen.add((pointer, change.kind))
            if changed.example is None:
                changed.example = Example(redacted(change.before), redacted(change.after), Place.of(record))
