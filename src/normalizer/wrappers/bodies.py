"""The bodies in a line, wherever they are: what could be one is asked whose it is.

Strategy: breadth first over objects, so that the body is found before anything in it, and never a second one inside of it.
Strings are looked into once: text in a text in a string is nobody's body. Arrays are streams or nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from ..detection import detect
from ..errors import NormalizerError
from ..kinds import CHOICES, ENVELOPE
from ..pointer import join as pointer_to
from ..streams.joining import join
from ..streams.reading import read_stream
from ..values import JSON
from .body_text import BodyKind, body_kind


@frozen
class FoundBody:
    """Where a body of a known vendor is."""

    pointer: str
    in_string: bool
    kind: BodyKind
    vendor: str


def bodies_in(line: JSON) -> Iterator[FoundBody]:
    """The bodies of known vendors in a line that was read, those that lie less deep first."""
    waiting: deque[tuple[tuple[str, ...], Any]] = deque([((), line)])
    while waiting:
        path, value = waiting.popleft()
        kind, vendor = _looked_at(value)
        if vendor is not None:
            yield FoundBody(pointer_to(path), isinstance(value, str), kind, vendor)
        elif isinstance(value, dict):
            waiting.extend(((*path, key), child) for key, child in value.items())


def _looked_at(value: JSON) -> tuple[BodyKind, str | None]:
    """What kind of body it would be, and whose it is; None if it is none. The keys that every body has are cheap to miss."""
    if isinstance(value, dict):
        return "answer", detect(value).vendor if CHOICES in value or value.keys() == {ENVELOPE} else None
    if isinstance(value, list):
        is_stream = any(isinstance(item, dict) and (CHOICES in item or ENVELOPE in item) for item in value)
        return "stream", _streamed_by(value) if is_stream else None
    if isinstance(value, str) and CHOICES in value:
        return _looked_into(value.encode("utf-8", "surrogatepass"))  # half a character is refused like any bad byte
    return "answer", None


def _looked_into(text: bytes) -> tuple[BodyKind, str | None]:
    kind = body_kind(text)
    if kind == "stream":
        return kind, _streamed_by(text)
    return "answer", detect(text).vendor if kind else None


def _streamed_by(chunks: object) -> str | None:
    """Whose stream it is; None if it is none, or one that cannot be joined."""
    try:
        source = join(read_stream(chunks)).source
    except NormalizerError:
        return None
    return source.vendor if source else None
