"""Where in JSON text a value stands, in bytes, so that it can be cut out and nothing else be written anew.

Strategy: the text was read before, so it is known to be JSON without repeated keys, and the way to be there. Walking it then
takes nothing but to read the keys and to skip the values, which the standard library's scanner does from any index on. Each
character is passed once, so the time is in proportion to the length.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from ..exact_json import refusal
from ..limits import CANONICAL_DEPTH, too_deep

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_SCANNER: Final = json.JSONDecoder(parse_int=str, parse_float=str)


def place_of(line: bytes, tokens: Sequence[str]) -> slice:
    """The bytes of the value that the tokens lead to. The codec must have read the line, and the value must be there.

    :raises PayloadError: the caller's own stack leaves no room for walking.
    """
    text = line.decode()
    start = _after_space(text, 0)
    for token in tokens:
        start = _member(text, start, token) if text[start] == "{" else _item(text, start, int(token))
    end = _after_value(text, start)[1]
    before = len(text[:start].encode())
    return slice(before, before + len(text[start:end].encode()))


def _member(text: str, at: int, key: str) -> int:
    """Where the value of a key begins; ``at`` is the bracket before the first key, then each comma."""
    while True:
        name, end = _after_value(text, _after_space(text, at + 1))
        colon = _after_space(text, end)
        start = _after_space(text, colon + 1)
        if name == key:
            return start
        at = _after_space(text, _after_value(text, start)[1])


def _item(text: str, at: int, index: int) -> int:
    """Where an item begins; ``at`` is the bracket before the first one, then each comma."""
    for _ in range(index):
        start = _after_space(text, at + 1)
        at = _after_space(text, _after_value(text, start)[1])
    return _after_space(text, at + 1)


def _after_value(text: str, start: int) -> tuple[Any, int]:
    """The value that begins here, and where it ends."""
    try:
        return _SCANNER.raw_decode(text, start)
    except RecursionError:
        raise refusal(too_deep(CANONICAL_DEPTH)) from None


def _after_space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return found.end() if found else start
