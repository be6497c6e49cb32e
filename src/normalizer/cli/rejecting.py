"""What ends one record and not the run, and how it is told."""

from __future__ import annotations

from typing import Final

import click

from normalizer import NormalizerError

from .records import Record
from .visible import reason

FAULTS: Final = (NormalizerError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""Refusals, and what only a fault of the library can raise. Whatever the system or the user does is not among them."""


def reject(record: Record, error: Exception) -> None:
    """Name a record and the reason on stderr."""
    click.echo(f"{record.place}: {reason(error)}", err=True)
