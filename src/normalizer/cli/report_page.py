"""The page that ``report`` and ``convert --report`` write."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from attrs import define

from normalizer.completion import FormName
from normalizer.findings import Findings
from normalizer.logs import Outcome
from normalizer.logs.order import SOURCE
from normalizer.pages import need_package, page

from .exits import need
from .publish import Output, opened


@define
class Report:
    """Counts outcomes, and writes the page of them into an output."""

    output: Output
    findings: Findings
    hide_names: bool

    def count(self, outcome: Outcome) -> None:
        self.findings.count(outcome)

    def write(self) -> None:
        self.output.write(page(self.findings, hide_names=self.hide_names))


@contextlib.contextmanager
def report_into(  # noqa: PLR0913  # what a page tells of the run
    path: str, inputs: Sequence[str], to: str | None, form: FormName | None, *, look: bool, hide_names: bool
) -> Iterator[Report]:
    """A report that is written to a file; nothing is there of it until that is published.

    :raises Refusal: the package that makes the page is not there.
    """
    need(need_package, path)
    with opened(path) as output:
        yield Report(output, Findings(_target(to, form), tuple(inputs), look), hide_names)


def _target(to: str | None, form: FormName | None) -> str | None:
    return "its source" if to == SOURCE else f"{to} ({form})" if form else to
