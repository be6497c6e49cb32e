"""Where rejects are kept if nobody said it: beside the output, so that none is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from .publish import STDOUT

KEEP: Final = "keep"
SKIP: Final = "skip"
FAIL: Final = "fail"
SUFFIX: Final = ".rejects.jsonl"


def place_beside(out: str) -> str | None:
    """The file beside an output; None where the output is stdout, a device or a pipe, which have no place beside them."""
    is_file = out != STDOUT and (Path(out).is_file() or not Path(out).exists())
    return f"{out}{SUFFIX}" if is_file else None


def refuse_misuse(on_reject: str | None, *, is_named: bool, is_limited: bool, has_place: bool) -> None:
    """Look whether what is to be done about rejects can be done.

    :param is_named: whether a file for rejects was named.
    :param is_limited: whether so many of them are allowed.
    :param has_place: whether there is a file for them, named or not.
    :raises click.UsageError: it cannot.
    """
    if on_reject == SKIP and is_named:
        raise click.UsageError("--rejects keeps what --on-reject skip leaves out")
    if on_reject == FAIL and is_limited:
        raise click.UsageError("--on-reject fail allows none, --max-rejects some")
    if on_reject == KEEP and not has_place:
        raise click.UsageError("--on-reject keep needs a file: name one with --rejects, or an output with -o")
