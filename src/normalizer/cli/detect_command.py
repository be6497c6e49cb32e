"""``normalizer detect``: whose records they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from attrs import define

from normalizer import AmbiguousVendorError, Detection, codec
from normalizer import detect as detected
from normalizer.logs import Record
from normalizer.logs.answers import answer_in
from normalizer.logs.outcomes import FAULTS, rejected
from normalizer.logs.record import text_of
from normalizer.logs.visible import one_line, told

from . import options
from .exits import SOME_REJECTED, need_stdout
from .reading import Log, inputs_of
from .rejecting import tell


@define
class _Kind:
    """The records that look alike."""

    first: Record
    detection: Detection
    count: int = 0


@click.command()
@options.inputs
@click.option("--each", is_flag=True, help="Print a line for every record instead of the table.")
@options.chunks
def detect(inputs: tuple[str, ...], *, each: bool, chunks: bool) -> None:
    """Tell whose the records of every IN are, and why.

    The table counts the records by vendor, form and envelope, and gives place and reasons of the first of each kind;
    streams are kinds of their own. A record that could be of several vendors names them with a question mark; what is no
    completion is "unknown". The exit code is 0 if every record has one certain vendor.
    """
    need_stdout()
    log = Log(inputs_of(inputs))
    detections = _Detections(log.records(chunks=chunks))
    for line in _lines(detections) if each else _table(detections):
        click.echo(line)
    if not detections.all_certain:
        click.get_current_context().exit(SOME_REJECTED)


@define
class _Detections:
    """What is known of each record, and whether all of it is certain. What is no JSON is told on stderr."""

    _records: Iterable[Record]
    all_certain: bool = True

    def __iter__(self) -> Iterator[tuple[Record, Detection]]:
        for record in self._records:
            try:
                detection = _detection(record)
            except FAULTS as error:
                tell(rejected(record, error))
                self.all_certain = False
                continue
            self.all_certain = self.all_certain and detection.vendor is not None
            yield record, detection


def _detection(record: Record) -> Detection:
    """A stream is read to its end, so that it can be said how long it is."""
    if not record.is_stream:
        return detected(codec.decode(text_of(record)))
    try:
        answer = answer_in(record, None)
    except AmbiguousVendorError as error:
        return error.detection
    source = answer.source
    return Detection(source.vendor, source.form, envelope=source.envelope, reasons=(answer.origin,))


def _lines(detections: _Detections) -> Iterator[str]:
    for record, detection in detections:
        yield f"{record.place}: {_label(record, detection)}: {_reasons(detection)}"


def _table(detections: _Detections) -> list[str]:
    """The most frequent kind first."""
    kinds: dict[tuple[object, ...], _Kind] = {}
    for record, detection in detections:
        key = (record.is_stream, detection.vendor, detection.form, detection.envelope, detection.candidates)
        kinds.setdefault(key, _Kind(record, detection)).count += 1
    rows = [
        (str(kind.count), _label(kind.first, kind.detection), kind.first.place, _reasons(kind.detection))
        for kind in sorted(kinds.values(), key=lambda kind: -kind.count)
    ]
    return _aligned([("count", "whose", "first at", "because"), *rows]) if rows else []


def _aligned(rows: list[tuple[str, str, str, str]]) -> list[str]:
    count, label, place = (max(len(row[column]) for row in rows) for column in range(3))
    return [f"{row[0]:>{count}}  {row[1]:<{label}}  {row[2]:<{place}}  {row[3]}" for row in rows]


def _label(record: Record, detection: Detection) -> str:
    stream = " stream" if record.is_stream else ""
    envelope = " in an envelope" if detection.envelope else ""
    if detection.vendor is None:
        return f"{' or '.join(detection.candidates)}?{stream}{envelope}" if detection.candidates else "unknown"
    return f"{detection.vendor} {detection.form}{stream}{envelope}"


def _reasons(detection: Detection) -> str:
    return one_line("; ".join(map(told, detection.reasons)))
