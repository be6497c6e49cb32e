"""Why a record was rejected, in a word out of a closed list.

Strategy: by the type of the error and by what it carries; never by its message. A PayloadError says in words alone what it
found, so the text that was refused is looked at again.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from .. import codec
from ..errors import (
    AmbiguousVendorError,
    LossError,
    NormalizerError,
    NotACompletionError,
    PayloadError,
    StreamError,
)
from ..kinds import A_CHUNK, ENVELOPE, is_error
from ..sse import Parser
from ..wrappers.refusals import NoBodyError
from .errors import RecordError
from .json_faults import fault_in
from .record import JSON_SPACE, Record

CODES: Final = MappingProxyType(
    {
        "truncated-json": "the JSON text is cut off: as far as it goes, nothing is wrong with it",
        "invalid-json": "it is no JSON",
        "invalid-utf-8": "some bytes are no UTF-8",
        "duplicate-key": "an object has a key twice",
        "non-finite": "a number is NaN, an infinity, or larger than a double",
        "long-integer": "an integer has more than 4300 digits",
        "too-deep": "objects and arrays lie too deep inside each other",
        "not-an-object": "it is a number, a text, null, true or false",
        "not-a-completion": "it is an object that answers nothing, or a stream without chunks",
        "error-body": "it is the body of an error",
        "stream-chunk": "it is one chunk of a stream",
        "ambiguous-vendor": "it could be several vendors'",
        "wrong-kind": "a value is not of the kind that the vendor's payloads have there",
        "stream-error": "an error came in the stream",
        "several-ids": "the chunks of a stream name several ids",
        "no-id": "a chunk has no id to know its stream by",
        "not-a-stream": "it stands where an event stream should",
        "broken-off": "the stream broke off, and another one is written after it",
        "loss": "the target cannot say all of it, in a strict run",
        "unwritable": "it was read, but the target has no place for it",
        "not-restored": "what was written does not lead back to what was read",
        "pointer-not-found": "the pointer to the body leads nowhere",
        "empty-body": "where the body should be is nothing, or a note that it is elsewhere",
        "not-a-body": "where the body should be is something that no body can be",
        "upstream-error": "what is around the body says that the vendor, or the way to it, failed",
        "not-checked": "streams are not checked",
        "other-vendor": "it is certain to be another vendor's than the one that was named",
        "too-long": "the line or the stream is longer than allowed",
        "blank": "the line is blank, and blank lines were not to be skipped",
        "fault": "normalizer itself failed: a bug",
    }
)
"""Every code, and what it says of a record."""


def code_of(record: Record, error: Exception, vendor: str | None, *, is_read: bool) -> str:
    """The code of an error.

    :param is_read: whether the record could be read, so that it is about writing it.
    """
    if isinstance(error, RecordError):
        return error.code
    if isinstance(error, NormalizerError) and not isinstance(error, LossError) and is_read:
        return "unwritable"
    if isinstance(error, NoBodyError):
        return error.code
    if isinstance(error, NotACompletionError):
        return _kind(record, error)
    if isinstance(error, PayloadError):
        return _fault(record, error, vendor) or "wrong-kind"
    return next((code for kind, code in _BY_TYPE if isinstance(error, kind)), "fault")


_BY_TYPE: Final = (
    (LossError, "loss"),
    (StreamError, "stream-error"),
    (AmbiguousVendorError, "ambiguous-vendor"),
)


def pointer_of(error: Exception) -> str:
    """The place that an error names first."""
    if isinstance(error, PayloadError):
        return error.problems[0].pointer
    if isinstance(error, LossError):
        return error.changes[0].pointer
    return error.pointer if isinstance(error, (RecordError, NoBodyError)) else ""


def _kind(record: Record, error: NotACompletionError) -> str:
    """What a record is that is no completion."""
    if error.what == A_CHUNK:
        return "stream-chunk"
    if record.is_stream:
        return "not-a-completion"
    payload = codec.decode(record.text)
    if not isinstance(payload, dict):
        return "not-an-object"
    body = payload[ENVELOPE] if payload.keys() == {ENVELOPE} else payload
    return "error-body" if isinstance(body, dict) and is_error(body) else "not-a-completion"


def _fault(record: Record, error: PayloadError, vendor: str | None) -> str | None:
    """What is wrong with the JSON text that was refused; of a stream, with that of the chunk that the pointer begins with."""
    if record.kind not in ("chunks", "events"):
        return fault_in(record.text, vendor)
    chunk = re.match("/([0-9]+)", pointer_of(error))
    if chunk is None:  # no chunk can be told from the others, or the vendor has no streams
        return None if _is_utf8(record.text) else "invalid-utf-8"
    text = next(itertools.islice(_texts(record), int(chunk[1]), None), None)
    return None if text is None else fault_in(text, vendor)  # none is that of an event that was cut off and can be read


def _texts(record: Record) -> Iterator[bytes]:
    """The JSON texts of a stream, up to a byte that is no UTF-8."""
    if record.kind == "chunks":
        return filter(None, (line.strip(JSON_SPACE) for line in record.text.split(b"\n")))
    return ((event.data or "").encode() for event in Parser().each(record.text))


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
