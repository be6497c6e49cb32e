"""One run of ``normalizer convert``: each outcome written, told and counted, and all of it published at the end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from attrs import define, field

from normalizer import Change, codec
from normalizer.logs import Converted, Input, Outcome, Record, Rejected, Tally, reject_line
from normalizer.logs.visible import one_line
from normalizer.values import UNSET

from .checkpoint import Checkpoint, Point, left, place_of
from .convert_request import Request
from .exits import TooManyRejects
from .out_folder import Folder, folder_at
from .publish import Output, opened, opened_to_stay, written
from .rejecting import tell
from .report_page import Report, report_into
from .summary import summary, summary_json
from .tables import Table, table_into


@define
class Run:
    """What one run writes, and counts."""

    request: Request
    out: Output
    rejects: Output | None
    changes: Output | None
    summary: Output | None
    report: Report | None = None
    table: Table | None = None
    """What the records are rows of, on their way to the output."""

    checkpoint: Checkpoint | None = None
    tally: Tally = field(factory=Tally)
    cut: list[str] = field(factory=list)
    """The inputs whose archives were cut off."""

    _began: float = field(factory=time.monotonic, init=False)

    def take_all(self, logs: Iterable[tuple[int, Iterable[Outcome]]]) -> None:
        """Write every outcome, and publish.

        :param logs: the outcomes of some inputs, and the number of the first.
        :raises TooManyRejects: there are more than allowed; the rejects are published, and nothing else.
        """
        if self.checkpoint is None or not self.checkpoint.point.is_complete:
            self._take_each(logs)
            if self.table is not None:
                self.table.complete()
            if self.summary is not None:
                self.summary.write(summary_json(self.tally, self.cut, look=self.request.look))
            if self.report is not None:
                self.report.write()
        # whoever sees the records can see the rest
        report = None if self.report is None else self.report.output
        self._publish(self._rejects_to_publish(), self.changes, self.summary, report, self.out)

    def _take_each(self, logs: Iterable[tuple[int, Iterable[Outcome]]]) -> None:
        limit = self.request.limit
        try:
            for number, outcomes in logs:
                for outcome in outcomes:
                    self._keep_place(number, outcome.record)
                    self._take(outcome)
                    if limit is not None:
                        limit.check(self.tally, is_over=False)
            if limit is not None:
                limit.check(self.tally, is_over=True)
        except TooManyRejects:
            self._publish(self.rejects)
            raise

    def _keep_place(self, number: int, record: Record) -> None:
        if self.checkpoint is not None and self.checkpoint.is_due(record):
            written = {output.name: output.settle() for output in self._outputs}
            numbers = self.tally.numbers()
            self.checkpoint.keep(Point(number, place_of(record), written, numbers, self.cut))

    @property
    def _outputs(self) -> list[Output]:
        return [output for output in (self.rejects, self.changes, self.summary, self.out) if output is not None]

    def _publish(self, *outputs: Output | None) -> None:
        there = [output for output in outputs if output is not None]
        for output in there:
            output.complete()
        if self.checkpoint is not None and self.out in there:
            self.checkpoint.keep(Point(numbers=self.tally.numbers(), cut=self.cut, is_complete=True))
        for output in there:
            output.publish()
        if self.checkpoint is not None:
            for output in self._outputs:
                output.give_up()
            self.checkpoint.remove()

    def left(self, inputs: Sequence[Input]) -> Iterator[tuple[int, list[Input]]]:
        """What is still to be read, piece by piece, each with the number of its first input."""
        return self.out.turn(inputs) if isinstance(self.out, Folder) else left(inputs, self.checkpoint)

    def told(self) -> str:
        """The summary for a person."""
        return summary(self.tally, self._losses(), self._kept(), time.monotonic() - self._began, self.request.out_name)

    def salvage(self, name: str) -> None:
        """Tell that an archive was cut off."""
        if name not in self.cut:  # it was told before the run was stopped
            self.cut.append(name)
            click.echo(one_line(f"{name}: the archive is cut off; what there is of it is converted"), err=True)

    @property
    def is_clean(self) -> bool:
        """Whether every record was there, and fine."""
        return not self.tally.rejected and not self.cut

    def _rejects_to_publish(self) -> Output | None:
        """A file that nobody named is there only if it says something, or if another one would go on saying it."""
        kept = self.rejects
        if kept is None or self.request.rejects is not None or self.tally.rejected or Path(kept.name).exists():
            return kept
        return None

    def _kept(self) -> str:
        if not self.tally.rejected:
            return ""
        if self.rejects is not None:
            return f" (kept in {self.rejects.name})"
        return " (not kept)" if self.request.on_reject else " (not kept; --rejects FILE keeps them)"

    def _take(self, outcome: Outcome) -> None:
        self.tally.count(outcome)
        if self.report is not None:
            self.report.count(outcome)
        if isinstance(outcome, Converted):
            self._write(outcome)
        elif isinstance(outcome, Rejected):
            tell(outcome)
            if self.rejects is not None:
                for piece in reject_line(outcome):
                    self.rejects.write(piece)

    def _write(self, done: Converted) -> None:
        for doubt in done.answer.doubts:
            click.echo(f"{done.record.place}: {doubt}", err=True)
        if self.table is not None:
            self.table.write(done.answer.completion)
        else:
            self.out.write(done.text)
        if self.request.unbuffered:
            self.out.flush()
        if self.changes is not None and done.changes:
            self.changes.write(_changes_line(done.record, done.changes))

    def _losses(self) -> str:
        if not self.request.look:
            return "losses not looked for"
        if self.changes is not None:
            return f"with losses {self.tally.lossy} (listed in {self.changes.name})"
        return f"with losses {self.tally.lossy}{' (--changes FILE lists them)' if self.tally.lossy else ''}"


@contextlib.contextmanager
def begun(request: Request, checkpoint: Checkpoint | None) -> Iterator[Run]:
    """Open what is written to; what is not published is gone at the end, if no other run can go on with it."""
    point = Point() if checkpoint is None else checkpoint.point
    with contextlib.ExitStack() as stack:
        out = _opened(request.out, checkpoint) if request.out_dir is None else folder_at(request.out_dir)
        stack.enter_context(out)
        names = (request.rejects_kept, request.told, request.summary)
        rejects, changes, told = (
            stack.enter_context(_opened(name, checkpoint)) if name is not None else None for name in names
        )
        table = stack.enter_context(table_into(out, request.rows)) if request.is_table else None
        report = None if request.report is None else stack.enter_context(_report_of(request.report, request))
        if checkpoint is not None and not checkpoint.is_begun:
            checkpoint.keep(point)
        yield Run(request, out, rejects, changes, told, report, table, checkpoint, point.tally(), list(point.cut))


def _report_of(path: str, request: Request) -> contextlib.AbstractContextManager[Report]:
    about = (path, request.inputs, request.to, request.form)
    return report_into(*about, look=request.look, hide_names=request.hide_names)


def _opened(name: str, checkpoint: Checkpoint | None) -> Output:
    if checkpoint is None:
        return opened(name)
    if checkpoint.point.is_complete:
        return written(name)
    return opened_to_stay(name, checkpoint.point.written.get(name, 0))


def _changes_line(record: Record, changes: tuple[Change, ...]) -> bytes:
    """The changes of one record as JSON; a side that has no value is left out, for null is one."""
    told = {"source": record.source, "line": record.line, "changes": [_told(change) for change in changes]}
    return codec.encode_checked(told) + b"\n"


def _told(change: Change) -> dict[str, Any]:
    values = {"before": change.before, "after": change.after}
    kept = {name: value for name, value in values.items() if value is not UNSET}
    return {"kind": change.kind, "pointer": change.pointer, **kept}
