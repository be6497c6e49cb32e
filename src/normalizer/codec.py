"""JSON text to JSON values and back, exactly.

Strategy: msgspec (extra ``fast``) reads the text and writes it again. Where that gives the same bytes, nothing can have
been merged, rounded or dropped, and the value is taken. Everything else, which is also all text with white space or
escapes, takes the exact path: the standard library's parser with hooks that put a mark where a value cannot be kept
(a repeated key, NaN, 1e400, an integer too long); the marks are then found and reported with their pointers. Without
msgspec the exact path reads everything. Both give the same values and refuse the same texts.
"""

from __future__ import annotations

import functools
import importlib
import json
import math
from typing import Any, Final

from attrs import frozen

from .errors import PayloadError
from .limits import CANONICAL_DEPTH, INTEGER_DIGITS, check_depth, check_values, too_deep
from .nesting import is_far_too_deep
from .pointer import join
from .report import Problem
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
        raise _refusal(f"expected JSON text, {kind_of(text)} came")
    encoded = _utf8(text)
    if is_far_too_deep(encoded, depth):
        raise _refusal(too_deep(depth))
    value = _decode_fast(encoded)
    if value is _NOT_DECODED:
        value = _decode_exactly(text if isinstance(text, str) else encoded.decode())
    if encoded.count(b"{") + encoded.count(b"[") > depth:
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
        except (ValueError, OverflowError, RecursionError):
            pass  # a lone surrogate or a very long integer: legal JSON that msgspec does not write
    try:
        written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except RecursionError:  # the caller's own stack leaves less room than the limit promises
        raise _refusal(too_deep(CANONICAL_DEPTH)) from None
    return written.encode("utf-8", "backslashreplace")


_NOT_DECODED: Final = object()
_BYTE_ORDER_MARK: Final = "\ufeff"


def _utf8(text: bytes | bytearray | memoryview | str) -> bytes:
    """Bytes that are UTF-8; of a string with surrogates, bytes that only serve for measuring."""
    if isinstance(text, str):
        encoded = text.encode("utf-8", "backslashreplace")
    else:
        encoded = bytes(text)
        try:
            text = encoded.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _refusal(f"expected UTF-8, an invalid byte came at offset {error.start}") from None
    if text.startswith(_BYTE_ORDER_MARK):
        raise _refusal("expected JSON, a byte order mark came at offset 0")
    return encoded


def _decode_fast(encoded: bytes) -> JSON:
    fast = fast_codec()
    if fast is None:
        return _NOT_DECODED
    try:
        value = fast.decode(encoded)
        return value if fast.encode(value) == encoded else _NOT_DECODED
    except (
        ValueError,
        RecursionError,
    ):  # msgspec's own errors are ValueErrors; the exact path decides
        return _NOT_DECODED


def _decode_exactly(text: str) -> JSON:
    marks = _Marks()
    try:
        value = json.loads(
            text,
            object_pairs_hook=marks.read_object,
            parse_int=marks.read_integer,
            parse_float=marks.read_decimal,
            parse_constant=marks.read_constant,
        )
    except json.JSONDecodeError as error:
        raise _refusal(f"expected JSON: {error.msg} at character {error.pos}") from None
    except RecursionError:
        raise _refusal(too_deep(CANONICAL_DEPTH)) from None
    if marks.made:
        raise PayloadError(tuple(Problem(join(path), mark.message) for path, mark in _found(value)))
    if not text.isascii():
        _refuse_split_pairs(text, value)
    return value


def _refuse_split_pairs(text: str, value: JSON) -> None:
    """A string given as JSON text can hold surrogates as they are, and two of them would come back as one character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        check_values(value, CANONICAL_DEPTH)


@frozen(eq=False)
class _Mark:
    """Stands in a parsed value where something could not be kept."""

    message: str
    holds: tuple[Any, ...] = ()


class _Marks:
    """The hooks of the exact path, and whether they marked anything."""

    def __init__(self) -> None:
        self.made = False

    def mark(self, message: str, *holds: Any) -> _Mark:
        self.made = True
        return _Mark(message, holds)

    def read_object(self, pairs: list[tuple[str, Any]]) -> Any:
        value = dict(pairs)
        if len(value) != len(pairs):
            return self.mark("expected every key once, a key came twice", value)
        return value

    def read_integer(self, digits: str) -> Any:
        if len(digits.lstrip("-")) > INTEGER_DIGITS:
            return self.mark(f"expected an integer of at most {INTEGER_DIGITS} digits, a longer one came")
        try:
            return int(digits)
        except ValueError:  # this interpreter was told to read fewer digits (sys.set_int_max_str_digits)
            return self.mark("expected an integer within this interpreter's limit, a longer one came")

    def read_decimal(self, digits: str) -> Any:
        value = float(digits)
        return (
            value if math.isfinite(value) else self.mark("expected a number that a double can hold, a larger one came")
        )

    def read_constant(self, word: str) -> Any:
        return self.mark(f"expected JSON, {word} came")


def _found(value: Any) -> list[tuple[tuple[Any, ...], _Mark]]:
    """The marks in a parsed value, in the order of the text; a mark of an object can hold further marks."""
    found: list[tuple[tuple[Any, ...], _Mark]] = []
    stack: list[tuple[Any, tuple[Any, ...]]] = [(value, ())]
    while stack:
        item, path = stack.pop()
        if isinstance(item, _Mark):
            found.append((path, item))
            stack += [(held, path) for held in item.holds]
        elif isinstance(item, dict):
            stack += [(child, (*path, key)) for key, child in reversed(item.items())]
        elif isinstance(item, list):
            stack += [(child, (*path, index)) for index, child in reversed(list(enumerate(item)))]
    return found


def _refusal(message: str) -> PayloadError:
    return PayloadError((Problem("", message),))
