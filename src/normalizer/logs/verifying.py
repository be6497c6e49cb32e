"""The way back, gone for one record: what was written, and the changes that are told, have to give what was read."""

from __future__ import annotations

from .. import codec
from ..completion import Completion, Source
from ..conversion import Conversion, restore
from ..errors import NormalizerError
from ..kinds import ENVELOPE
from ..report import Change
from ..values import JSON, same
from ..vendors import canonical
from .answers import Answer
from .errors import RecordError
from .record import Record


def verify(record: Record, answer: Answer, written: bytes, changes: tuple[Change, ...], target: Source) -> None:
    """Restore a record from the bytes that were written.

    A stream is compared as the canonical JSON of its answer, for no whole answer leads back to its chunks.

    :raises RecordError: it is not what was read.
    """
    expected, source = _expected(record, answer)
    payload = codec.decode(written)
    payload = payload[ENVELOPE] if target.envelope else payload
    try:
        restored = restore(Conversion(payload, changes, source, target))
    except NormalizerError:
        restored = {}
    if not same(restored, expected):
        raise RecordError("not-restored", "what was written does not lead back to what was read")


def _expected(record: Record, answer: Answer) -> tuple[JSON, Source]:
    """What was read, and whose it was."""
    if record.is_stream:
        return canonical.VENDOR.write(answer.completion, "wire"), _own(answer.completion)
    is_canonical = answer.source.vendor == canonical.VENDOR.name
    return codec.decode(record.text), _own(answer.completion) if is_canonical else answer.source


def _own(completion: Completion) -> Source:
    """The source of canonical JSON, which names another one, or none."""
    return Source(canonical.VENDOR.name, origin=canonical.VENDOR.write(completion, "wire").get("source"))
