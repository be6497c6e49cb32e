"""JSON text to JSON values and back, exactly.

Strategy: msgspec (extra ``fast``) reads the text and writes it again. Where that gives the same bytes, nothing can have
been merged, rounded or dropped, and the value is taken. Everything else, which is also all text with white space or
escapes, takes the exact path (:mod:`~normalizer.exact_json`), as does all text without msgspec. Both give the same values
and refuse the same texts.
"""

from __future__ import annotations

import functools
import importlib
import json
from typing import Any, Final

from .exact_json import decode_exactly, refusal
from .limits import CANONICAL_DEPTH, check_depth, check_values, too_deep
from .nesting import is_far_too_deep, opening_brackets
from .values import JSON, kind_of


@functools.cache
def fast_codec() -> Any:
    """The JSON module of msgspec if the extra ``fast`` is installed, else None; looked for when the first text comes."""
    try:
        return importlib.import_module("msgspec").json
    except ImportError:
        return None


def decode(text: bytes | bytearray | memoryview | str, depth: int = CANONICAL_DEPTH) -> JSON:
    """Read JSON text: UTF-8 bytes without a byte order mark, or a string.

    :raises PayloadError: the text is no JSON, or holds what would not come back.
    """
    if not isinstance(text, (bytes, bytearray, memoryview, str)):
        raise refusal(f"expected JSON text, {kind_of(text)} came")
    encoded = _utf8(text)
    if is_far_too_deep(encoded, depth):
        raise refusal(too_deep(depth))
    value = _decode_fast(encoded)
    if value is _NOT_DECODED:
        value = decode_exactly(text if isinstance(text, str) else encoded.decode())
    if opening_brackets(encoded) > depth:
        check_depth(value, depth)
    return value


def encode(value: JSON, depth: int = CANONICAL_DEPTH) -> bytes:
    """Write a JSON value as compact UTF-8 text; lone surrogates, which UTF-8 has not, as escapes.

    :raises PayloadError: the value holds what JSON cannot say, or what would not come back.
    """
    check_values(value, depth)
    return encode_checked(value)


def encode_checked(value: JSON) -> bytes:
    """As :func:`encode`, for a value that is known to be one that JSON can say."""
    fast = fast_codec()
    if fast is not None:
        try:
            return fast.encode(value)  # type: ignore[no-any-return]  # bytes
        except (ValueError, RecursionError):
            pass  # a lone surrogate or a very long integer: legal JSON that msgspec does not write
    try:
        written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except RecursionError:  # the caller's own stack leaves less room than the limit promises
        raise refusal(too_deep(CANONICAL_DEPTH)) from None
    return written.encode("utf-8", "backslashreplace")


def decode_written(text: bytes) -> JSON:
    """As :func:`decode`, for text that was written here. msgspec writes integers that are longer than it reads."""
    try:
        return fast_codec().decode(text)
    except ValueError:  # msgspec's own errors are ValueErrors
        return decode_exactly(text.decode())


_NOT_DECODED: Final = object()
_BYTE_ORDER_MARK: Final = "\ufeff"


def _utf8(text: bytes | bytearray | memoryview | str) -> bytes:
    """Bytes that are UTF-8; of a string with surrogates, bytes that only serve for measuring: no parser takes them."""
    if isinstance(text, str):
        encoded = text.encode("utf-8", "surrogatepass")
    else:
        encoded = bytes(text)
        try:
            text = encoded.decode("utf-8")
        except UnicodeDecodeError as error:
            raise refusal(f"expected UTF-8, an invalid byte came at offset {error.start}") from None
    if text.startswith(_BYTE_ORDER_MARK):
        raise refusal("expected JSON, a byte order mark came at offset 0")
    return encoded


def _decode_fast(encoded: bytes) -> JSON:
    fast = fast_codec()
    if fast is None:
        return _NOT_DECODED
    try:
        value = fast.decode(encoded)
        return value if fast.encode(value) == encoded else _NOT_DECODED
    except (ValueError, RecursionError):  # msgspec's own errors are ValueErrors; the exact path decides
        return _NOT_DECODED
