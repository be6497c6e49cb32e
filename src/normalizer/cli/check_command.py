"""``normalizer check``: what the vendors' published schemas forbid in the records."""

from __future__ import annotations

import click

from normalizer import Problem
from normalizer import check as checked
from normalizer.logs import Record, RecordError
from normalizer.logs.outcomes import FAULTS, rejected
from normalizer.logs.record import text_of
from normalizer.logs.visible import one_line

from . import options
from .exits import SOME_REJECTED, need_stdout
from .reading import Log, inputs_of
from .rejecting import tell


@click.command()
@options.inputs
@click.option("--vendor", type=options.VENDOR, help="Whose schema to check against; else that of the vendor it is.")
def check(inputs: tuple[str, ...], vendor: str | None) -> None:
    """List what the vendor's published schema forbids in the records of every IN.

    One problem a line: IN:LINE: /json/pointer: what was expected and what came. The exit code is 1 if there was any
    problem, or a record that could not be read. The schema is that of whole answers: streams are rejected.
    """
    need_stdout()
    log = Log(inputs_of(inputs))
    good = bad = unreadable = 0
    for record in log.records():
        try:
            problems = _problems(record, vendor)
        except FAULTS as error:
            unreadable += 1
            tell(rejected(record, error))
            continue
        good, bad = good + (not problems), bad + bool(problems)
        for problem in problems:
            click.echo(one_line(f"{record.place}: {problem}"))
    read = good + bad + unreadable + log.blank
    blank = f", blank {log.blank}" if log.blank else ""
    click.echo(f"read {read}, good {good}, with problems {bad}, unreadable {unreadable}{blank}", err=True)
    if bad or unreadable:
        click.get_current_context().exit(SOME_REJECTED)


def _problems(record: Record, vendor: str | None) -> tuple[Problem, ...]:
    if record.is_stream:
        raise RecordError("not-checked", "streams are not checked, only whole answers are")
    return checked(text_of(record), vendor)
