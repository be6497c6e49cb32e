"""What the inner ``function`` or ``custom`` object of a tool call held beside its name and arguments.

Those two are the call's own. The rest lies in the call's ``extra`` under the object's name; an object that held nothing at
all lies there empty, and null as null.
"""

from __future__ import annotations

from typing import Any

from .frozen import EMPTY, FrozenDict
from .values import UNSET, JsonObject, Maybe


def with_left_over(extra: JsonObject, name: str, inner: Any, *said: object) -> JsonObject:
    if inner is UNSET or (inner is not None and not inner.extra and _says_anything(said)):
        return extra
    return FrozenDict({**extra, name: None if inner is None else inner.extra})


def left_over(extra: JsonObject, name: str) -> JsonObject:
    held = extra.get(name)
    return held if isinstance(held, dict) else EMPTY


def present(inner: Any, extra: JsonObject, name: str, *said: object) -> Maybe[Any]:
    """The inner object if it was there at all: as an object, as null, or not."""
    held = extra.get(name, UNSET)
    if _says_anything(said) or isinstance(held, dict):
        return inner
    return None if held is None else UNSET


def _says_anything(said: tuple[object, ...]) -> bool:
    return said.count(UNSET) < len(said)
