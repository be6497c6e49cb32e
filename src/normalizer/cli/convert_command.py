"""``normalizer convert``: every record in another vendor's words."""

from __future__ import annotations

import contextlib

import click

from normalizer.completion import FormName
from normalizer.vendors import known_vendors

from . import options
from .chunk_lines import grouped
from .conversion_run import Run
from .exits import SOME_REJECTED
from .order import SOURCE, Order
from .overwriting import refuse_overwriting
from .publish import STDOUT, opened
from .records import Log
from .visible import one_line

WRITABLE = click.Path(allow_dash=True)


@click.command()
@options.inputs
@options.from_vendor
@click.option("--to", type=click.Choice((*known_vendors(), SOURCE)), required=True, help="For whom to write.")
@options.form
@options.chunks
@click.option("--replay", is_flag=True, help="Write each record as an event stream.")
@click.option(
    "-o", "--out", type=WRITABLE, default=STDOUT, help="Write to this file, all of it or nothing; else to stdout."
)
@click.option("--changes", "told", type=WRITABLE, help="Write the changes of each changed record to this file.")
@click.option("--strict", is_flag=True, help="Reject a record that would lose something.")
@click.option("--no-look", is_flag=True, help="Do not look for what is lost; faster.")
@click.option("-f", "--force", is_flag=True, help="Replace existing files.")
def convert(  # noqa: PLR0913, PLR0917  # its options
    inputs: tuple[str, ...],
    vendor: str | None,
    to: str,
    form: FormName | None,
    out: str,
    told: str | None,
    *,
    chunks: bool,
    replay: bool,
    strict: bool,
    no_look: bool,
    force: bool,
) -> None:
    """Write the records of every IN for another vendor, as compact JSON, one a line; streams are joined.

    What the vendor can say is written. What it cannot is looked for in every record: the summary counts the records
    that lose something, --changes lists every change with its JSON pointer (a line for each record that has any, with
    its source, its line and the changes), and --strict rejects such records. --no-look leaves the looking out.

    "--to canonical" writes our own JSON, which holds everything. "--to source" writes each record as it was when it was
    first read, form, envelope and all: it is the way back from canonical JSON.

    Of a stream that broke off, what there is of it is written, and stderr names it. Lines that are chunks of streams are
    joined with --chunks; all of them are kept until the inputs end, so that takes as much memory as they do.

    --replay writes event streams instead: a stream chunk by chunk, a whole answer split into chunks. Each is ended by
    "[DONE]"; one that broke off has none, so it is rejected unless it is the last.

    \b
    Examples:
      normalizer convert log.jsonl --to opper -o opper.jsonl --changes changes.jsonl
      zcat log.jsonl.gz | normalizer convert - --to canonical > canonical.jsonl
      normalizer convert answers.sse --to opper --replay -o opper.sse
    """
    _refuse_misuse(to, form, told, look=not no_look, strict=strict)
    log = Log(inputs)
    paths = [out, *([told] if told else [])]
    refuse_overwriting(paths, inputs, force=force)
    with contextlib.ExitStack() as stack:
        outputs = [stack.enter_context(opened(path)) for path in paths]
        run = Run(Order(to, form, vendor, look=not no_look, strict=strict), *outputs, is_replay=replay)
        for record in grouped(log) if chunks else log:
            run.take(record)
        run.finish()
        for output in outputs:
            output.complete()
        for output in reversed(outputs):  # whoever sees the records can see the changes
            output.publish()
    click.echo(one_line(run.tally.summary(log.blank, run.losses, "stdout" if out == STDOUT else out)), err=True)
    if run.tally.rejected:
        click.get_current_context().exit(SOME_REJECTED)


def _refuse_misuse(to: str, form: FormName | None, told: str | None, *, look: bool, strict: bool) -> None:
    if told == STDOUT:
        raise click.UsageError("--changes needs a file: stdout is for the records")
    if not look and (told or strict):
        raise click.UsageError("--changes and --strict need the look that --no-look leaves out")
    if to == SOURCE and form:
        raise click.UsageError("--to source writes the form that the record came in")
    options.refuse_form(to, form)
