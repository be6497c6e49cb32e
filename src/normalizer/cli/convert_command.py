"""``normalizer convert``: every record in another vendor's words."""

from __future__ import annotations

import contextlib
import functools
from typing import Any

import click

from normalizer.logs import convert_log
from normalizer.logs.order import SOURCE
from normalizer.logs.visible import one_line
from normalizer.vendors import known_vendors

from . import envelopes, options, rejects_place, tables
from .checkpoint import checkpoint_of, is_published
from .conversion_run import begun
from .convert_request import Request
from .exits import SOME_REJECTED
from .max_rejects import max_rejects_of
from .progress import progress
from .reading import inputs_of, tell_growth
from .rejecting import hint


@click.command()
@options.inputs
@options.from_vendor
@click.option(
    "--to", type=click.Choice((*known_vendors(), SOURCE, tables.PARQUET)), required=True, help="For whom to write."
)
@options.form
@tables.rows
@options.chunks
@envelopes.wrapper
@click.option("--emit", type=click.Choice(("body", "envelope")), help="What to write of a line that the body was in.")
@click.option("--replay", is_flag=True, help="Write each record as an event stream.")
@options.out
@click.option(
    "--out-dir",
    type=click.Path(exists=True, file_okay=False),
    help="Write the records of each IN to a file of its name in this folder; all of them appear together.",
)
@click.option(
    "--rejects",
    type=options.WRITABLE,
    help="Write the records that are not converted to this file; else they are kept in OUT.rejects.jsonl, if there are any.",
)
@click.option(
    "--on-reject",
    type=click.Choice((rejects_place.KEEP, rejects_place.SKIP, rejects_place.FAIL)),
    help="Keep rejects in a file, as is done wherever there is one; skip them; or fail at the first.",
)
@click.option("--changes", "told", type=options.WRITABLE, help="Write the changes of each changed record to this file.")
@click.option("--summary-json", "summary", type=options.WRITABLE, help="Write the numbers of the run to this file.")
@click.option("--report", type=options.WRITABLE, help="Write a page of HTML about the run to this file.")
@options.hide_names
@click.option("--strict", is_flag=True, help="Reject a record that would lose something.")
@click.option("--verify", is_flag=True, help="Reject a record that cannot be restored from what is written.")
@click.option("--strict-blank", is_flag=True, help="Reject blank lines.")
@click.option(
    "--max-rejects", type=max_rejects_of, metavar="N|N%", help="Publish only the rejects if there are more of them."
)
@options.max_line
@options.max_stream
@options.salvage
@click.option("--no-look", is_flag=True, help="Do not look for what is lost; faster.")
@click.option(
    "--resume",
    is_flag=True,
    help="Keep what is written if the run is stopped, and go on with what such a run has kept.",
)
@click.option("--unbuffered", is_flag=True, help="Pass on each record as soon as it is converted.")
@options.no_progress
@options.force
def convert(**wishes: Any) -> None:
    """Write the records of every IN for another vendor, as compact JSON, one a line; streams are joined.

    What the vendor can say is written. What it cannot is looked for in every record: the summary counts the records
    that lose something, --changes lists every change with its JSON pointer (a line for each record that has any, with
    its source, its line and the changes), and --strict rejects such records. --no-look leaves the looking out.

    "--to canonical" writes our own JSON, which holds everything. "--to source" writes each record as it was when it was
    first read, form, envelope and all: it is the way back from canonical JSON.

    "--to parquet" writes a table, a Parquet file for DuckDB, Polars or pandas, in which the canonical JSON stands beside
    the columns; --rows says what a row is about. A Parquet file is known by its first bytes, so "--to source" is the way
    back from it, too.

    Of a stream that broke off, what there is of it is written, and stderr names it. Lines that are chunks of streams are
    joined with --chunks; all of them are kept until the inputs end, so that takes as much memory as they do.

    Where a response is only part of each line, --at POINTER names the place, or --envelope the program that wrote the log.
    The new body takes the place of the old one, and every other byte of the line stays as it was; --emit body writes the
    bodies alone. A body that is the text in a string is decoded, and encoded again; a stream there is joined. A line without
    a body is rejected.

    --replay writes event streams instead: a stream chunk by chunk, a whole answer split into chunks. Each is ended by
    "[DONE]"; one that broke off has none, so it is rejected unless it is the last.

    --rejects keeps the exact bytes of every record that was not converted, with the reason; "normalizer replay" gives them
    back. If it is not given, they are kept beside the output, in OUT.rejects.jsonl; that file is there only if there are any.
    Where records go to stdout, rejects are named on stderr and not kept.

    An archive that was cut off ends the run, and nothing is published. With --salvage, what there is of it is converted.

    --verify reads what was written, takes the changes back, and rejects a record that is not the same as before.

    --report writes one page to look at: outcomes, losses, rejects, tokens and finish reasons. No content is on it, but names of
    models, keys and inputs are; --hide-names leaves them out.

    With --resume, a run that was stopped, however that was, can be gone on with by the same command. It gives the same bytes
    as one that was not stopped, and refuses if an input, an option or the version is another one.

    All files appear together when all of them are written, or none does. Those whose names end with .gz or .zst are
    compressed.

    \b
    Examples:
      normalizer convert log.jsonl --to opper -o opper.jsonl --changes changes.jsonl
      normalizer convert log.jsonl.gz --to orq --verify -o orq.jsonl.zst --rejects rejects.jsonl
      normalizer convert log.jsonl --to parquet -o log.parquet
      tail -n 100 log.jsonl | normalizer convert - --to canonical > canonical.jsonl
      normalizer convert batch.jsonl --envelope openai-batch --to orq -o batch-orq.jsonl
      normalizer convert own.jsonl --at /response --id /request/id --to opper -o own-opper.jsonl
      normalizer convert answers.sse --to opper --replay -o opper.sse
    """
    request = Request(**wishes)
    request.refuse_misuse()
    inputs = inputs_of(request.inputs)
    with contextlib.ExitStack() as stack:
        checkpoint = stack.enter_context(checkpoint_of(request, inputs))
        request.refuse_overwriting(is_published=is_published(checkpoint))
        run = stack.enter_context(begun(request, checkpoint))
        on_bytes = stack.enter_context(progress(inputs, wanted=not request.no_progress))
        outcomes_of = functools.partial(
            convert_log,
            to=request.written_for,
            vendor=request.vendor,
            form=request.form,
            look=request.look,
            strict=request.strict,
            verify=request.verify,
            chunks=request.chunks,
            replay=request.replay,
            strict_blank=request.strict_blank,
            wrapper=request.wrapper,
            emit=request.emitted,
            max_line=request.max_line,
            max_stream=request.max_stream,
            on_bytes=on_bytes,
            on_cut=run.salvage if request.salvage else None,
        )
        run.take_all((number, outcomes_of(some)) for number, some in run.left(inputs))
    tell_growth(inputs)
    if hinted := hint(run.tally):
        click.echo(hinted, err=True)
    click.echo(one_line(run.told()), err=True)
    if not run.is_clean:
        click.get_current_context().exit(SOME_REJECTED)
