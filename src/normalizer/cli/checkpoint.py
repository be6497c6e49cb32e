"""How far a run has come, kept beside its output, so that another one can go on there after it was stopped.

Strategy: now and then, before some record, everything that was written is synced, and a file says how long the outputs are,
where the record is, and what was counted. Whoever goes on cuts the outputs to that length, and begins with that record. The
places are found by counting bytes of records, not by a clock, so that archives, which have to end there, are the same
whether a run was stopped or not. What was begun with other inputs, options or another version is not gone on with.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
import click
from attrs import define, field, frozen

from normalizer import PayloadError, __version__, codec
from normalizer.logs import Input, Record, Tally
from normalizer.logs.inputs import Begin
from normalizer.logs.visible import one_line

from .convert_request import Request
from .exits import Refusal, failure
from .lock import alone
from .publish import staying

EVERY: Final = 8 * 2**20
"""After how many bytes of records the next place is kept."""

_HASHED: Final = 2**20
_EVENTS: Final = ("events", "long-events")
_PLACES: Final = ("line", "long", *_EVENTS)
"""Kinds of records that can be begun with: what the input is was known before, and nothing waits for what comes later."""

_FREE: Final = {"inputs", "force", "no_progress", "unbuffered"}
"""What may be different when a run is gone on with; the inputs are compared by what they hold."""


@frozen
class Point:
    """How far a run has come: everything before the place is written."""

    number: int = 0
    """Of the input, from 0."""

    begin: Begin | None = None
    written: Mapping[str, int] = field(factory=dict)
    """How many bytes of each output."""

    numbers: Mapping[str, Any] | None = None
    """What was counted."""

    cut: Sequence[str] = field(factory=list)
    is_complete: bool = False
    """Whether everything is written, and only the names are missing."""

    def tally(self) -> Tally:
        if self.numbers is None:
            return Tally()
        vendors, forms, codes = (Counter[str](self.numbers[name]) for name in ("vendors", "forms", "codes"))
        blank, partial, lossy = (self.numbers[name] for name in ("blank", "partial", "lossy"))
        return Tally(vendors, forms, codes, blank, partial, lossy)


@define
class Checkpoint:
    """The file that says how far a run has come."""

    path: Path
    run: Any
    """What makes it the same run."""

    point: Point = Point()
    is_begun: bool = False
    """Whether another run was here before."""

    _bytes: int = field(default=0, init=False)

    def is_due(self, record: Record) -> bool:
        """Whether the place before this record, which is the next, should be kept."""
        is_due = self._bytes >= EVERY and record.kind in _PLACES
        self._bytes = len(record.text) + (0 if is_due else self._bytes)
        return is_due

    def keep(self, point: Point) -> None:
        """Have the file say this, or what it said before, whatever happens."""
        text = codec.encode({"run": self.run, "point": attrs.asdict(point)})
        new = self.path.with_name(f"{self.path.name}.next.partial")
        try:
            with new.open("wb") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(self.path)
        except OSError as error:
            raise failure(str(self.path), error) from None

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def is_published(checkpoint: Checkpoint | None) -> Callable[[str], bool]:
    """Whether an output got its name before the run was stopped."""
    is_complete = checkpoint is not None and checkpoint.point.is_complete
    return lambda path: is_complete and not staying(path).exists()


def place_of(record: Record) -> Begin:
    return Begin(record.line, record.offset, record.kind in _EVENTS)


def left(inputs: Sequence[Input], checkpoint: Checkpoint | None) -> Iterator[tuple[int, list[Input]]]:
    """What is still to be read: all at once where no place is kept, else input by input, each with its number."""
    if checkpoint is None:
        yield 0, list(inputs)
        return
    point = checkpoint.point
    for number, each in enumerate(inputs):
        if number >= point.number:
            yield number, [attrs.evolve(each, begin=point.begin if number == point.number else None)]


@contextlib.contextmanager
def checkpoint_of(request: Request, inputs: Sequence[Input]) -> Iterator[Checkpoint | None]:
    """The checkpoint of a run, for this process alone; None where none is wanted.

    :raises Refusal: an input cannot be read again, or is not what it was; another run is at it, or was begun differently.
    """
    if not request.resume:
        yield None
        return
    out = Path(os.path.realpath(request.out))
    path = out.with_name(f".{out.name}.resume")
    with alone(path.with_name(f"{path.name}.lock"), request.out):
        run = codec.decode(
            codec.encode({"version": __version__, "options": _options(request), "inputs": _told(inputs)})
        )
        checkpoint = _read(path, run) if path.exists() else Checkpoint(path, run)
        if checkpoint.is_begun:
            click.echo(one_line(_going_on(checkpoint.point, inputs)), err=True)
        yield checkpoint


def _going_on(point: Point, inputs: Sequence[Input]) -> str:
    if point.is_complete:
        return "going on: everything was written, and is published now"
    line = 1 if point.begin is None else point.begin.line
    return f"going on with {inputs[point.number].name}:{line}"


def _read(path: Path, run: Any) -> Checkpoint:
    try:
        kept: Any = codec.decode(path.read_bytes())
        before, point = kept["run"], kept["point"]
        begin = None if point["begin"] is None else Begin(**point["begin"])
        checkpoint = Checkpoint(path, run, Point(**{**point, "begin": begin}), is_begun=True)
        changed = _changed(before, run)
    except (OSError, PayloadError, KeyError, TypeError, AttributeError):
        raise Refusal(one_line(f"{path} does not say how far a run has come; remove it to begin anew")) from None
    if changed is not None:
        raise Refusal(one_line(f"{changed} since the run that {path} belongs to; remove it to begin anew"))
    return checkpoint


def _changed(before: Any, now: Any) -> str | None:
    """What is another than before, in words."""
    if before["version"] != now["version"]:
        return "the version of normalizer has changed"
    options = before["options"].items() ^ now["options"].items()
    if options:
        return f"options have changed ({', '.join(sorted({name for name, _ in options}))})"
    if [each["name"] for each in before["inputs"]] != [each["name"] for each in now["inputs"]]:
        return "the inputs are others"
    return next(
        (f"{b['name']} has changed" for b, n in zip(before["inputs"], now["inputs"], strict=True) if b != n), None
    )


def _options(request: Request) -> dict[str, str]:
    names = [each.name for each in attrs.fields(Request) if each.name not in _FREE]
    return {name: repr(getattr(request, name)) for name in names}


def _told(inputs: Sequence[Input]) -> list[dict[str, Any]]:
    """What tells whether an input is the same as before."""
    return [_told_of(each.name) for each in inputs]


def _told_of(name: str) -> dict[str, Any]:
    path = Path(name)
    if not path.is_file():
        raise Refusal(one_line(f"--resume needs inputs that can be read again: {name} is no file"))
    try:
        status = path.stat()
        with path.open("rb") as stream:
            start = hashlib.sha256(stream.read(_HASHED)).hexdigest()
    except OSError as error:
        raise Refusal(one_line(f"{name}: {error.strerror}")) from None
    return {"name": name, "size": status.st_size, "mtime": status.st_mtime_ns, "sha256": start}
