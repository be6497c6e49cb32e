"""The inputs of a command: stdin under its name, and what cannot be read refused before anything is written."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import click
from attrs import define

from normalizer.logs import Input, Record, grouped, read_log
from normalizer.logs.inputs import size_of
from normalizer.logs.visible import one_line

from .exits import Refusal

STDIN: Final = "-"


@define
class Log:
    """The records of the inputs that were named. Blank lines are skipped, and counted."""

    inputs: list[Input]
    blank: int = 0

    def records(self, *, chunks: bool = False) -> Iterator[Record]:
        records = read_log(self.inputs)
        for record in grouped(records) if chunks else records:
            if record.is_blank:
                self.blank += 1
            else:
                yield record


def inputs_of(names: Sequence[str]) -> list[Input]:
    """What the names stand for, each up to the size that it has now.

    :raises Refusal: stdin is named and closed, or named twice.
    """
    if list(names).count(STDIN) > 1:
        raise Refusal("stdin can be read only once")
    if STDIN in names and sys.stdin is None:
        raise Refusal("stdin is closed")
    return [Input(name, sys.stdin.buffer if name == STDIN else None, _size(name)) for name in names]


def tell_growth(inputs: Iterable[Input]) -> None:
    """Say of each input that it grew since its size was looked at."""
    for each in inputs:
        size = _size(each.name)
        if each.size is not None and size is not None and each.name != STDIN and size > each.size:
            click.echo(
                one_line(f"{each.name}: it grew while it was read; {size - each.size} bytes were left out"), err=True
            )


def _size(name: str) -> int | None:
    if name == STDIN:
        return size_of(sys.stdin.buffer)
    try:
        status = Path(name).stat()  # opening it would wait where it is a pipe
    except OSError:  # it is told when it is read
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) and status.st_size else None
