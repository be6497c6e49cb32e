"""``normalizer check``: what the vendors' published schemas forbid in the records."""

from __future__ import annotations

import click
from attrs import evolve

from normalizer import check as checked
from normalizer.logs import Record, RecordError, Rejected
from normalizer.logs.bodies import body_of
from normalizer.logs.outcomes import FAULTS
from normalizer.logs.record import text_of
from normalizer.logs.visible import one_line
from normalizer.wrappers.wrapper import Wrapper

from . import envelopes, options
from .exits import SOME_REJECTED, need_stdout
from .reading import Log, inputs_of
from .rejecting import tell


@click.command()
@options.inputs
@click.option("--vendor", type=options.VENDOR, help="Whose schema to check against; else that of the vendor it is.")
@envelopes.wrapper
def check(inputs: tuple[str, ...], vendor: str | None, wrapper: Wrapper | None) -> None:
    """List what the vendor's published schema forbids in the records of every IN.

    One problem a line: IN:LINE: /json/pointer: what was expected and what came. The exit code is 1 if there was any
    problem, or a record that could not be read. The schema is that of whole answers: streams are rejected.
    """
    need_stdout()
    log = Log(inputs_of(inputs))
    good = bad = unreadable = 0
    for record in log.records():
        problems = _problems(record, wrapper, vendor)
        if isinstance(problems, Rejected):
            unreadable += 1
            tell(problems)
            continue
        good, bad = good + (not problems), bad + bool(problems)
        for problem in problems:
            click.echo(problem)
    read = good + bad + unreadable + log.blank
    blank = f", blank {log.blank}" if log.blank else ""
    click.echo(f"read {read}, good {good}, with problems {bad}, unreadable {unreadable}{blank}", err=True)
    if bad or unreadable:
        click.get_current_context().exit(SOME_REJECTED)


def _problems(record: Record, wrapper: Wrapper | None, vendor: str | None) -> list[str] | Rejected:
    """A line for each; the pointers lead into the record, to the body and through it."""
    body = body_of(record, wrapper)
    if isinstance(body, Rejected):
        return body
    try:
        if body.own.is_stream:
            raise RecordError("not-checked", "streams are not checked, only whole answers are")
        problems = checked(text_of(body.own), vendor)
        placed = (evolve(problem, pointer=body.pointer + problem.pointer) for problem in problems)
        return [one_line(f"{body.whole.place}: {problem}") for problem in placed]
    except FAULTS as error:
        return body.rejected(error, None)
