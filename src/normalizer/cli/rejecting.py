"""A rejected record named on stderr."""

from __future__ import annotations

from typing import Final

import click

from normalizer.logs import Rejected, Tally

HINTS: Final = {"stream-chunk": " (--chunks joins those of one stream)"}


def tell(rejected: Rejected) -> None:
    """Name a record and the reason on stderr."""
    click.echo(f"{rejected.record.place}: {rejected.message}{HINTS.get(rejected.code, '')}", err=True)


def hint(tally: Tally) -> str | None:
    """What most of the rejects may have in common."""
    records = tally.converted + tally.rejected
    if tally.codes["other-vendor"] * 2 > records:
        return "most records are another vendor's than --from says; without it, each is looked at"
    return None
