"""Records in, outcomes out: one for each record, in their order, as they are asked for.

Strategy: nothing is kept between two records (but for streams whose chunks are lines of their own), and no error of a
record reaches the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..completion import FormName
from ..wrappers.wrapper import Wrapper
from ..writing import converted, target_of
from .answers import Answer, answer_in
from .as_stream import replayed
from .bodies import Body, body_of
from .chunk_lines import grouped
from .errors import RecordError
from .event_streams import MAX_STREAM
from .inputs import Input, OnBytes
from .order import Emit, Order
from .outcomes import FAULTS, Blank, Converted, Outcome, Rejected, converted_made, rejected
from .record import Record
from .records import MAX_LINE, OnCut, read_log
from .verifying import verify as verify_record


def convert_log(  # noqa: PLR0913  # its options
    inputs: Iterable[Input | str],
    to: str,
    vendor: str | None = None,
    form: FormName | None = None,
    *,
    look: bool = True,
    strict: bool = False,
    verify: bool = False,
    chunks: bool = False,
    replay: bool = False,
    strict_blank: bool = False,
    wrapper: Wrapper | None = None,
    emit: Emit | None = None,
    max_line: int = MAX_LINE,
    max_stream: int = MAX_STREAM,
    on_bytes: OnBytes | None = None,
    on_cut: OnCut | None = None,
) -> Iterator[Outcome]:
    """Convert every record of some logs.

    :param inputs: paths, or an :class:`Input` for a stream.
    :param to: the vendor to write for, ``canonical``, or ``source``: as each record was when it was first read.
    :param vendor: whose the records are; each is looked at if None.
    :param form: how to spell what is written; ``wire`` if None.
    :param look: whether to look for what the target cannot say.
    :param strict: reject a record that loses something.
    :param verify: restore each record from what was written, and reject it if it is not the same.
    :param chunks: the lines are chunks of streams; those with one id are one record. All are kept until the inputs end.
    :param replay: write event streams.
    :param strict_blank: reject blank lines.
    :param wrapper: what is around the bodies in the lines.
    :param emit: write ``body`` alone, or the ``envelope`` too: the line with the new body in it, and every other byte as it
        was. If None, the envelope where the wrapper has a pointer.
    :param max_line: how many bytes a line may have; a longer one is rejected, and never held in memory.
    :param max_stream: how many bytes an event stream may have; likewise.
    :param on_bytes: is told how many bytes were read, each time some are.
    :param on_cut: is told the name of an input whose archive was cut off, and what there is of it is converted; without it,
        such an input ends the run.
    :raises LogError: an input cannot be read, or not to its end.
    :raises UnknownVendorError: no vendor of that name is known; as UnknownFormError, before anything is read.
    """
    order = Order(
        to,
        vendor,
        form,
        look=look,
        strict=strict,
        verify=verify,
        replay=replay,
        strict_blank=strict_blank,
        wrapper=wrapper,
        emit=emit,
    )
    order.check()
    if chunks and wrapper is not None:
        raise ValueError("lines that are chunks of streams have no wrapper")
    records = read_log(inputs, max_line=max_line, max_stream=max_stream, on_bytes=on_bytes, on_cut=on_cut)
    return convert_records(grouped(records) if chunks else records, order)


def convert_records(records: Iterable[Record], order: Order) -> Iterator[Outcome]:
    """Convert records that were read."""
    outcomes = (convert_record(record, order) for record in records)
    return _with_ends(outcomes) if order.replay else outcomes


def convert_record(record: Record, order: Order) -> Outcome:
    """Convert one record, whatever it is."""
    if record.is_blank and not (order.strict_blank and record.kind == "blank"):
        return Blank(record)
    body = body_of(record, order.wrapper)
    if isinstance(body, Rejected):
        return body
    try:
        answer = answer_in(body.own, order.vendor)
    except FAULTS as error:
        return body.rejected(error, order.vendor)
    try:
        return replayed(body.whole, answer, order) if order.replay else _converted(body, answer, order)
    except FAULTS as error:
        return body.rejected(error, order.vendor, is_read=True)


def _converted(body: Body, answer: Answer, order: Order) -> Converted:
    target = target_of(answer.completion, order.vendor_to, order.form)
    written = converted(answer.completion, target, look=order.look)
    order.refuse_losses(target, is_lossy=written.is_lossy, find_changes=written.find_changes)
    text = body.around(written.text) if order.keeps_line else written.text
    if order.verify:
        verify_record(body.own, answer, written.text, written.find_changes(), target)
        if order.wrapper is not None and order.keeps_line:
            body.verify(text, written.text, order.wrapper)
    return converted_made(body.whole, text + b"\n", answer, written.find_changes, is_lossy=written.is_lossy)


def _with_ends(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """A stream without an end can be written where no other comes after it; so it waits until one does."""
    waiting: Converted | None = None
    for outcome in outcomes:
        if not isinstance(outcome, Converted):
            yield outcome
            continue
        if waiting is not None:
            yield _without_end(waiting)
            waiting = None
        if outcome.answer.is_partial:
            waiting = outcome
        else:
            yield outcome
    if waiting is not None:
        yield waiting


def _without_end(open_one: Converted) -> Rejected:
    told = "the stream broke off: without an end, it can only be written as the last one"
    return rejected(open_one.record, RecordError("broken-off", told))
