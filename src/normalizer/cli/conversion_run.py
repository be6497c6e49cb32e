"""One run of ``normalizer convert``: each record converted, written and counted, or rejected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import click
from attrs import define, field, frozen

from normalizer import NormalizerError

from .order import Converted, Order, changes_line, converted
from .publish import Output
from .records import Record
from .rejecting import FAULTS, reject
from .replay import replayed
from .tally import Tally

Work: TypeAlias = Callable[[Record, Order], Converted]


@frozen
class _Done:
    """A record that is to be written."""

    record: Record
    result: Converted
    changes: bytes


@define
class Run:
    """What one run writes, and counts."""

    order: Order
    out: Output
    told: Output | None = None
    is_replay: bool = field(default=False, kw_only=True)
    tally: Tally = field(factory=Tally, init=False)

    _open: _Done | None = field(default=None, init=False)
    """A stream without an end, which can be written where no other comes after it."""

    def take(self, record: Record) -> None:
        work: Work = replayed if self.is_replay else converted
        try:
            result = work(record, self.order)
            changes = changes_line(record, result.changes) if self.told and result.changes else b""
        except FAULTS as error:
            self._reject(record, error)
            return
        self._reject_open()
        done = _Done(record, result, changes)
        if self.is_replay and result.answer.is_partial:
            self._open = done
        else:
            self._write(done)

    def finish(self) -> None:
        """Say that there are no more records."""
        if self._open is not None:
            self._write(self._open)

    @property
    def losses(self) -> str:
        if not self.order.look:
            return "losses not looked for"
        if self.told:
            return f"with losses {self.tally.lossy} (listed in {self.told.name})"
        return f"with losses {self.tally.lossy}{' (--changes FILE lists them)' if self.tally.lossy else ''}"

    def _write(self, done: _Done) -> None:
        for doubt in done.result.answer.doubts:
            click.echo(f"{done.record.place}: {doubt}", err=True)
        self.out.write(done.result.text)
        if self.told:
            self.told.write(done.changes)
        self.tally.count(done.result)

    def _reject(self, record: Record, error: Exception) -> None:
        self.tally.rejected += 1
        reject(record, error)

    def _reject_open(self) -> None:
        if self._open is not None:
            error = NormalizerError("the stream broke off: without an end, it can only be written as the last one")
            self._reject(self._open.record, error)
            self._open = None
