"""JSON Pointer (RFC 6901): where in a payload something stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from .values import JSON, UNSET, Maybe

_INDEX: Final = re.compile("0|[1-9][0-9]{0,8}")


def join(tokens: Iterable[str | int]) -> str:
    """Write a path as a pointer: ``("choices", 0, "a/b")`` as ``/choices/0/a~1b``."""
    return "".join(["/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens])


def split(pointer: str) -> list[str]:
    """Read a pointer as its tokens, unescaped."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def resolve(value: JSON, tokens: Sequence[str]) -> Maybe[JSON]:
    """Follow the tokens into a value; :data:`UNSET` where they lead nowhere."""
    for token in tokens:
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and is_index(token) and int(token) < len(value):
            value = value[int(token)]
        else:
            return UNSET
    return value


def is_index(token: str) -> bool:
    """Whether a token can count the items of an array, in RFC 6901's spelling (no sign, no leading zero)."""
    return _INDEX.fullmatch(token) is not None
