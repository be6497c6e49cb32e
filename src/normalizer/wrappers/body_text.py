"""What the text of a body is: an answer, or a stream of one."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from .. import codec
from ..errors import PayloadError

BodyKind: TypeAlias = Literal["answer", "stream"]
"""One JSON value, for ``loads``; or server-sent events, JSON lines or an array of chunks, for ``read_stream``."""

_WHITE_SPACE: Final = b" \t\r\n"
_EVENTS: Final = re.compile(rb"(\xef\xbb\xbf)?[\r\n]*(data|event|id|retry)?:")


def body_kind(text: bytes) -> BodyKind | None:
    """By its first character, like a stream's; None if it begins like none of them."""
    begun = text.strip(_WHITE_SPACE)
    if begun.startswith(b"{"):
        return "stream" if _has_several_lines(begun) else "answer"
    if begun.startswith(b"[") or _EVENTS.match(text):
        return "stream"
    return None


def _has_several_lines(text: bytes) -> bool:
    """Whether it is JSON lines: one value of several lines has no whole one on its first."""
    first, _, rest = text.partition(b"\n")
    if not rest:
        return False
    try:
        codec.decode(first)
    except PayloadError:
        return False
    return True
