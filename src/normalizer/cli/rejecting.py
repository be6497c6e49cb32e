"""A rejected record named on stderr."""

from __future__ import annotations

from typing import Final

import click

from normalizer.logs import Rejected, Tally

HINTS: Final = {"stream-chunk": " (--chunks joins those of one stream)"}

NO_ANSWERS: Final = ("not-a-completion", "wrong-kind", "pointer-not-found")
"""The codes of records that may hold an answer somewhere else."""


def tell(rejected: Rejected) -> None:
    """Name a record and the reason on stderr."""
    click.echo(f"{rejected.record.place}: {rejected.message}{HINTS.get(rejected.code, '')}", err=True)


def hint(tally: Tally) -> str | None:
    """What most of the rejects may have in common."""
    records = tally.converted + tally.rejected
    if tally.codes["other-vendor"] * 2 > records:
        return "most records are another vendor's than --from says; without it, each is looked at"
    if sum(tally.codes[code] for code in NO_ANSWERS) * 2 > records:
        return 'most records are read as no answers; "normalizer detect" finds out whether answers lie inside of them'
    return None
