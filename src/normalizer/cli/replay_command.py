"""``normalizer replay``: rejected records as they were."""

from __future__ import annotations

import sys

import click

from normalizer.logs import RecordError, original, read_log
from normalizer.logs.outcomes import rejected
from normalizer.logs.visible import one_line

from . import options
from .exits import SOME_REJECTED
from .overwriting import refuse_overwriting
from .publish import STDOUT, opened
from .reading import inputs_of
from .rejecting import tell


@click.command()
@click.argument("inputs", metavar="REJECTS...", nargs=-1, required=True, type=options.READABLE)
@options.out
@options.force
def replay(inputs: tuple[str, ...], out: str, *, force: bool) -> None:
    """Write the records in files of rejects as they were before, byte for byte.

    REJECTS is what "convert --rejects" wrote. Each record gets a newline at its end if it has none. So what was rejected
    can be converted again, after it was edited or with other options, and what is rejected then has its place in the
    replayed file.
    """
    sources = inputs_of(inputs)
    refuse_overwriting([out], inputs, force=force)
    count, all_good = 0, True
    with opened(out) as output:
        for record in read_log(sources, max_line=sys.maxsize - 1):
            try:
                text = original(record) if not record.is_blank else None
            except RecordError as error:
                all_good = False
                tell(rejected(record, error))
                continue
            if text is not None:
                count += 1
                output.write(text if text.endswith(b"\n") else text + b"\n")
        output.complete()
        output.publish()
    click.echo(one_line(f"replayed {count} -> {'stdout' if out == STDOUT else out}"), err=True)
    if not all_good:
        click.get_current_context().exit(SOME_REJECTED)
