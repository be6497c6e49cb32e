"""How deep JSON text is nested, found out before any parser sees it.

Parsers in C recurse; in a thread with a small stack they would overflow it before they reach a limit of their own. So text
with more brackets than the limit allows is first reduced to its brackets, and pairs of those are taken out from the inside.
"""

from __future__ import annotations

import re
from typing import Final

_DROPPED: Final = bytes(set(range(256)) - set(b'[]{}"'))
_STRING: Final = re.compile(rb'"[^"]*"')


def opening_brackets(text: bytes | bytearray | memoryview | str) -> int:
    """How many brackets open, strings included: text is never nested deeper than that."""
    if isinstance(text, str):
        return text.count("{") + text.count("[")
    if isinstance(text, memoryview):
        text = bytes(text)
    return text.count(b"{") + text.count(b"[")


def is_far_too_deep(text: bytes, depth: int) -> bool:
    """Whether text is nested deeper than twice the depth; where it is no JSON, whether it might be."""
    if opening_brackets(text) <= depth:
        return False
    brackets = _brackets(text)
    for _ in range(depth):
        inner = brackets.replace(b"[]", b"").replace(b"{}", b"")
        if len(inner) == len(brackets):
            return len(inner) > depth
        brackets = inner
    return bool(brackets)


def _brackets(text: bytes) -> bytes:
    """The brackets of a text that are no part of a string."""
    unescaped = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    reduced = unescaped.translate(None, _DROPPED).replace(b'""', b"")
    return _STRING.sub(b"", reduced)
