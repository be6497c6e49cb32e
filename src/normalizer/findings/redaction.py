"""Values and places without what they say: kinds and lengths, and pointers that are alike in all records."""

from __future__ import annotations

from typing import Final

from ..completion import FINISH_REASON_KINDS
from ..parts import PART_TYPES
from ..pointer import is_index, join, split
from ..values import JSON, Maybe, kind_of

ANY: Final = "*"
"""Instead of an index. (A key that is a number or an asterisk itself shows likewise.)"""

HIDDEN: Final = "…"

_OPAQUE: Final = "arguments"
"""Where an app's own values begin: their keys may say as much as they do."""


def redacted(value: Maybe[JSON]) -> str:
    """What a value is, without anything that it says but words out of the library's own closed lists."""
    if isinstance(value, str):
        return f"text, {_counted(len(value), 'character')}"
    if isinstance(value, dict):
        return _object(value)
    if isinstance(value, list):
        return f"array, {_counted(len(value), 'item')}"
    return kind_of(value)


def generalised(pointer: str) -> str:
    """A pointer with every index as :data:`ANY`, and nothing of what lies inside the arguments of a call."""
    tokens = split(pointer)
    if _OPAQUE in tokens[:-1]:
        tokens = [*tokens[: tokens.index(_OPAQUE) + 1], HIDDEN]
    return join(ANY if is_index(token) else token for token in tokens)


def _object(value: dict[str, JSON]) -> str:
    if value.keys() == {"kind", "raw"} and value["kind"] in FINISH_REASON_KINDS:
        return f"finish reason {value['kind']}"
    kind = value.get("type")
    name = kind.replace("_", " ") if isinstance(kind, str) and kind in PART_TYPES else "object"
    return f"{name}, {_counted(len(value), 'key')}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
