"""A rejected record named on stderr."""

from __future__ import annotations

from typing import Final

import click

from normalizer.logs import Rejected

HINTS: Final = {"stream-chunk": " (--chunks joins those of one stream)"}


def tell(rejected: Rejected) -> None:
    """Name a record and the reason on stderr."""
    click.echo(f"{rejected.record.place}: {rejected.message}{HINTS.get(rejected.code, '')}", err=True)
