"""What is wrong with a text that was refused: one word for it, found by looking at the text again.

Strategy: the standard library reads the text with hooks that stop at the first thing that cannot be kept. Where the text is
no JSON, what stands at the place where reading stopped tells whether it was only cut off: then it is the beginning of
something, and the text ends with it.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final, NoReturn

from ..errors import PayloadError
from ..limits import CANONICAL_DEPTH, INTEGER_DIGITS, check_depth
from ..nesting import is_far_too_deep
from ..reading import depth_of

_BEGUN: Final = re.compile(
    r"""[ \t\r\n]*(
        "([^"\\\x00-\x1f] | \\["\\/bfnrtu])* (\\u[0-9a-fA-F]{0,3} | \\)?  # a string
        | (\\|(?<=\\))u[0-9a-fA-F]{0,4} | (?<=\\u)[0-9a-fA-F]{0,4}        # an escape in it
        | t(r(u)?)? | f(a(l(s)?)?)? | n(u(l)?)?
        | -? | \.[0-9]* | (\.[0-9]+)?[eE][-+]?                            # a number, or the rest of one
    )""",
    re.VERBOSE,
)


class _FaultError(Exception):
    def __init__(self, code: str) -> None:
        self.code = code


def fault_in(text: bytes, vendor: str | None) -> str | None:
    """The code of what is wrong with a text; None where it can be read, so that it is about what it says."""
    try:
        value = _read(text)
        check_depth(value, depth_of(value, vendor))
    except _FaultError as fault:
        return fault.code
    except (RecursionError, PayloadError):
        return "too-deep"
    return None


def _read(text: bytes) -> Any:
    if is_far_too_deep(text, CANONICAL_DEPTH):
        raise _FaultError("too-deep")
    try:
        return _loaded(text.decode())
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            _refuse_cut(text[: error.start].decode())
        raise _FaultError("invalid-utf-8") from None


def _refuse_cut(text: str) -> None:
    """Of a text that ends inside a character, what is before that tells; unless it is no JSON, or all of one."""
    try:
        _loaded(text)
    except _FaultError as fault:
        if fault.code != "invalid-json":
            raise


def _loaded(text: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_pairs, parse_int=_integer, parse_float=_decimal, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        is_begun = _BEGUN.fullmatch(text, error.pos) is not None
        raise _FaultError("truncated-json" if is_begun else "invalid-json") from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _FaultError("duplicate-key")
    return value


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > INTEGER_DIGITS:
        raise _FaultError("long-integer")
    return 0


def _decimal(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _FaultError("non-finite")
    return value


def _constant(_word: str) -> NoReturn:
    raise _FaultError("non-finite")
