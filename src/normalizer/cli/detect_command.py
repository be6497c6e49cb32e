"""``normalizer detect``: whose records they are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

import click
from attrs import define, evolve, field

from normalizer import AmbiguousVendorError, Detection, codec
from normalizer import detect as detected
from normalizer.logs import Record, Rejected
from normalizer.logs.answers import answer_in
from normalizer.logs.bodies import body_of
from normalizer.logs.outcomes import FAULTS
from normalizer.logs.record import text_of
from normalizer.logs.visible import one_line
from normalizer.logs.visible import told as on_one_line
from normalizer.wrappers.wrapper import Wrapper

from . import envelopes, options
from .exits import SOME_REJECTED, need_stdout
from .guessing import guess_of, known, sample_of, told
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
@click.option("--each", is_flag=True, help="Print a line for every record instead, to the end of every IN.")
@click.option("--all", "everything", is_flag=True, help="Count all records, not only the first 100 of every IN.")
@options.chunks
@envelopes.wrapper
def detect(inputs: tuple[str, ...], wrapper: Wrapper | None, *, each: bool, everything: bool, chunks: bool) -> None:
    """Tell whose the records of every IN are, where they are in its lines, and why.

    The first 100 records of every IN are looked at: how many of them can be converted, and with what options, where the
    responses are only part of the lines. If it is not certain where they are, what speaks for which place is told.

    The table counts the records by vendor, form and envelope, and gives place and reasons of the first of each kind;
    streams are kinds of their own. A record that could be of several vendors names them with a question mark; what is no
    completion is "unknown". The exit code is 0 if every record has one certain vendor.
    """
    need_stdout()
    envelopes.refuse_chunks(wrapper, chunks=chunks)
    detections = _Detections()
    for each_input in inputs_of(inputs):
        records = Log([each_input]).records(chunks=chunks)
        sample = sample_of(records)
        guess = known(wrapper, sample) if wrapper or chunks else guess_of(sample)
        looked_at = detections.of(itertools.chain(sample, records if each or everything else ()), guess.wrapper)
        for line in _lines(looked_at) if each else told(each_input.name, guess):
            click.echo(line)
        if not each:
            detections.count(looked_at)
    for line in _table(detections.kinds):
        click.echo(line)
    if not detections.all_certain:
        click.get_current_context().exit(SOME_REJECTED)


@define
class _Detections:
    """What is known of each record, and whether all of it is certain. What cannot be read is told on stderr."""

    all_certain: bool = True
    kinds: dict[tuple[object, ...], _Kind] = field(factory=dict)

    def of(self, records: Iterable[Record], wrapper: Wrapper | None) -> Iterator[tuple[Record, Detection]]:
        for record in records:
            found = _detected(record, wrapper)
            if isinstance(found, Rejected):
                tell(found)
                self.all_certain = False
            else:
                self.all_certain = self.all_certain and found[1].vendor is not None
                yield found

    def count(self, detections: Iterable[tuple[Record, Detection]]) -> None:
        for record, detection in detections:
            key = (record.is_stream, detection.vendor, detection.form, detection.envelope, detection.candidates)
            self.kinds.setdefault(key, _Kind(record, detection)).count += 1


def _detected(record: Record, wrapper: Wrapper | None) -> tuple[Record, Detection] | Rejected:
    """The body as a record of its own, and whose it is."""
    body = body_of(record, wrapper)
    if isinstance(body, Rejected):
        return body
    try:
        return body.own, _detection(body.own)
    except FAULTS as error:
        return body.rejected(error, None)


def _detection(record: Record) -> Detection:
    """A stream is read to its end, so that it can be said how long it is."""
    if not record.is_stream:
        text = text_of(record)
        codec.decode(text)  # so that what is no JSON is told as such
        return detected(text)  # a JSON value that is a string is no text of a payload
    try:
        answer = answer_in(record, None)
    except AmbiguousVendorError as error:
        return error.detection
    source = answer.source
    return Detection(source.vendor, source.form, envelope=source.envelope, reasons=(answer.origin,))


def _lines(detections: Iterable[tuple[Record, Detection]]) -> Iterator[str]:
    for record, detection in detections:
        yield f"{record.place}: {_label(record, detection)}: {_reasons(detection)}"


def _table(kinds: Mapping[tuple[object, ...], _Kind]) -> list[str]:
    """The most frequent kind first."""
    rows = [
        (
            str(kind.count),
            _label(kind.first, kind.detection),
            evolve(kind.first, id=None).place,
            _reasons(kind.detection),
        )
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
    return one_line("; ".join(map(on_one_line, detection.reasons)))
