"""``normalizer report``: what happened in a log, as a page to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from attrs import frozen

from normalizer.completion import FormName
from normalizer.findings import Findings
from normalizer.logs import Input, Outcome, Rejected, convert_log
from normalizer.logs.inputs import OnBytes
from normalizer.logs.records import OnCut
from normalizer.logs.visible import one_line
from normalizer.vendors import canonical
from normalizer.wrappers.wrapper import Wrapper

from . import envelopes, options
from .exits import SOME_REJECTED
from .overwriting import refuse_overwriting
from .progress import progress
from .publish import STDOUT
from .reading import inputs_of, tell_growth
from .rejecting import tell
from .report_page import report_into


@frozen(kw_only=True)
class Wish:
    """The options of the command."""

    inputs: tuple[str, ...]
    vendor: str | None
    to: str | None
    form: FormName | None
    out: str
    wrapper: Wrapper | None
    max_line: int
    max_stream: int
    salvage: bool
    chunks: bool
    hide_names: bool
    no_progress: bool
    force: bool

    def outcomes(self, inputs: list[Input], on_bytes: OnBytes | None, on_cut: OnCut) -> Iterator[Outcome]:
        """What becomes of every record; where none is to be converted, whether it can be read."""
        return convert_log(
            inputs,
            self.to or canonical.VENDOR.name,
            self.vendor,
            self.form,
            look=self.to is not None,
            chunks=self.chunks,
            wrapper=self.wrapper,
            max_line=self.max_line,
            max_stream=self.max_stream,
            on_bytes=on_bytes,
            on_cut=on_cut if self.salvage else None,
        )


@click.command()
@options.inputs
@options.from_vendor
@click.option("--to", type=options.VENDOR, help="For whom to convert; else the records are only read.")
@options.form
@options.chunks
@envelopes.wrapper
@options.out
@options.hide_names
@options.max_line
@options.max_stream
@options.salvage
@options.no_progress
@options.force
def report(**wishes: Any) -> None:
    """Write one page of HTML about the records of every IN, and nothing else.

    The page shows the records by vendor, form and outcome; with --to, what the vendor could not say, by place and kind; the
    rejects by reason; and tokens and finish reasons by model over time. It is one file that loads nothing.

    The records are read as "convert" reads them. Nothing of what a record says is on the page. Names of models, keys and inputs are, and the vendors' words for finish
    reasons; --hide-names leaves them out.

    \b
    Examples:
      normalizer report log.jsonl -o report.html
      normalizer report *.jsonl.gz --to orq --hide-names -o report.html
    """
    wish = Wish(**wishes)
    options.refuse_form(wish.to, wish.form)
    envelopes.refuse_chunks(wish.wrapper, chunks=wish.chunks)
    inputs = inputs_of(wish.inputs)
    refuse_overwriting([wish.out], wish.inputs, force=wish.force)
    cut: list[str] = []
    about = (wish.out, wish.inputs, wish.to, wish.form)
    with (
        report_into(*about, look=wish.to is not None, hide_names=wish.hide_names) as page,
        progress(inputs, wanted=not wish.no_progress) as on_bytes,
    ):
        for outcome in wish.outcomes(inputs, on_bytes, cut.append):
            page.count(outcome)
            if isinstance(outcome, Rejected):
                tell(outcome)
        page.write()
        page.output.complete()
        page.output.publish()
    tell_growth(inputs)
    for name in cut:
        click.echo(one_line(f"{name}: the archive is cut off; what there is of it is counted"), err=True)
    click.echo(one_line(_told(page.findings, wish.out)), err=True)
    if page.findings.rejected or cut:
        click.get_current_context().exit(SOME_REJECTED)


def _told(findings: Findings, out: str) -> str:
    losses = f", with losses {findings.lossy}" if findings.target else ""
    counts = f"read {findings.read}, readable {findings.converted}{losses}, rejected {findings.rejected}"
    blank = f", blank {findings.blank}" if findings.blank else ""
    return f"{counts}{blank} -> {'stdout' if out == STDOUT else out}"
