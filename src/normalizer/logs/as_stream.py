"""One record in, the event stream that says it out: a stream chunk by chunk, a whole answer split.

What is written has to be readable again where another stream follows it. So ``[DONE]`` ends it, and stands nowhere else; only
a stream that broke off has none, because none came.
"""

from __future__ import annotations

import functools

import attrs

from .. import sse
from ..chunk import Chunk
from ..errors import PayloadError
from ..report import Problem
from ..streams.splitting import split
from ..streams.writing import StreamWriter
from ..writing import target_of
from .answers import Answer
from .order import Order
from .outcomes import Converted
from .record import Record


def replayed(record: Record, answer: Answer, order: Order) -> Converted:
    """Write one record as an event stream.

    :raises NormalizerError: it cannot be written, or, in a strict order, not without loss.
    """
    chunks = _as_ended(answer.chunks or split(answer.completion), is_partial=answer.is_partial)
    writer = StreamWriter(order.vendor_to, order.form, look=order.look)
    events = [writer.write(chunk) for chunk in chunks]
    changes = writer.changes()
    is_lossy, find_changes = any(change.is_loss for change in changes), functools.partial(tuple, changes)
    target = target_of(answer.completion, order.vendor_to, order.form)
    order.refuse_losses(target, is_lossy=is_lossy, find_changes=find_changes)
    if not answer.is_partial:  # a log may have cut off the empty line of its last event
        events[-1] = attrs.evolve(events[-1], is_whole=True)
    return Converted(record, sse.write(events), answer, find_changes, is_lossy=is_lossy)


def _as_ended(chunks: tuple[Chunk, ...], *, is_partial: bool) -> tuple[Chunk, ...]:
    """Chunks that were logged as JSON may have no end; those of a stream that broke off have none."""
    if is_partial:
        return chunks
    ends = [place for place, chunk in enumerate(chunks) if chunk.is_done]
    if not ends:
        return (*chunks, Chunk(marker=sse.DONE))
    if ends != [len(chunks) - 1]:
        raise PayloadError((Problem(f"/{ends[0] + 1}", "expected nothing after [DONE], more came"),))
    return chunks
