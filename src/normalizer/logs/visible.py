"""Text that came from a log, made safe to print: nothing in it may move the cursor, reorder the line or begin a new one."""

from __future__ import annotations

import re
from typing import Final

from ..errors import LossError, NormalizerError, StreamError

_LISTED: Final = 20

_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but tab and newline, all that changes the direction of writing, and what UTF-8 cannot say."""


def visible(text: str) -> str:
    """Text of many lines with every unsafe character as its escape."""
    return _UNSAFE.sub(_escape, text)


def one_line(text: str) -> str:
    """The same, newlines and tabs included."""
    return re.sub("[\t\n]", _escape, visible(text))


def reason(error: Exception) -> str:
    """Why a record was rejected, on one line: places and kinds, no content."""
    if isinstance(error, LossError):
        return one_line(f"{error.vendor} ({error.form}) cannot say it all: {_listed(error.changes)}")
    if isinstance(error, StreamError):
        return f"an error came in the stream {'before any chunk' if error.completion is None else 'after a part of the answer'}"
    if isinstance(error, NormalizerError):
        return told(str(error))
    return f"normalizer itself failed with {type(error).__name__}: please report it"


def told(text: str) -> str:
    """A text of the library, which lists what it found on lines of their own, on one line."""
    return one_line(text.replace(":\n  ", ": ").replace("\n  ", "; "))


def _listed(items: tuple[object, ...]) -> str:
    more = [f"and {len(items) - _LISTED} more"] if len(items) > _LISTED else []
    return "; ".join([*map(str, items[:_LISTED]), *more])


def _escape(found: re.Match[str]) -> str:
    return {"\t": "\\t", "\n": "\\n"}.get(found[0]) or (
        f"\\x{ord(found[0]):02x}" if found[0] <= "\xff" else f"\\u{ord(found[0]):04x}"
    )
