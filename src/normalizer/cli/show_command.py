"""``normalizer show``: one record, for a person."""

from __future__ import annotations

from typing import NoReturn

import click

from normalizer import convert
from normalizer.completion import FormName
from normalizer.logs import Record, Rejected
from normalizer.logs.answers import answer_in
from normalizer.logs.bodies import body_of
from normalizer.logs.outcomes import FAULTS
from normalizer.logs.visible import one_line
from normalizer.wrappers.wrapper import Wrapper

from . import envelopes, options
from .exits import SOME_REJECTED, Refusal, need_stdout
from .reading import Log, inputs_of
from .rejecting import tell


@click.command()
@click.argument("name", metavar="IN", type=options.READABLE)
@click.option("--line", type=click.IntRange(min=1), help="The line it begins at; else the first record is shown.")
@options.from_vendor
@click.option("--to", type=options.VENDOR, help="Show also what would change for this vendor.")
@options.form
@options.chunks
@envelopes.wrapper
def show(  # noqa: PLR0913, PLR0917  # its options
    name: str,
    line: int | None,
    vendor: str | None,
    to: str | None,
    form: FormName | None,
    wrapper: Wrapper | None,
    *,
    chunks: bool,
) -> None:
    """Show one record of IN: what it says, what it cost, and which keys nobody declared. A stream is joined.

    This is the one command that prints what a record says. Control characters in it are printed as escapes. Colours go to
    terminals only; NO_COLOR turns them off.
    """
    need_stdout()
    options.refuse_form(to, form)
    envelopes.refuse_chunks(wrapper, chunks=chunks)
    body = body_of(_found(name, line, chunks=chunks), wrapper)
    if isinstance(body, Rejected):
        _leave(body)
    # Imported here, for no other command needs rich, and it takes its time.
    from . import portrait
    from .drawing import draw

    try:
        answer = answer_in(body.own, vendor)
        drawn = [portrait.portrait(answer)]
        if to is not None:
            changes = convert(answer.completion, to, form=form).changes
            drawn.append(portrait.changes_for(f"{to} ({form or 'wire'})", changes))
    except FAULTS as error:
        _leave(body.rejected(error, None))
    draw(drawn)


def _leave(rejected: Rejected) -> NoReturn:
    tell(rejected)
    click.get_current_context().exit(SOME_REJECTED)


def _found(name: str, line: int | None, *, chunks: bool) -> Record:
    for record in Log(inputs_of([name])).records(chunks=chunks):
        if line is None or line <= record.line:
            if line in (None, record.line):
                return record
            break
    raise Refusal(one_line(f"{name} has no record" + (f" that begins at line {line}" if line else "")))
