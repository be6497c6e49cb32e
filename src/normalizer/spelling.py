"""Two spellings of one value: what counts as no loss."""

from __future__ import annotations

import re
from typing import Any, Final

from .values import JSON, UNSET, Maybe, is_empty, same

_DECIMAL: Final = re.compile("0|-?[1-9][0-9]{0,17}")
"""Text that one integer is written as, and nothing else; ``int()`` would take much more."""

_EMPTY_TEXT: Final = {"type": "text", "text": ""}


def as_integer(value: Any) -> Any:
    """The integer that a decimal number or text equals exactly; else the value itself.

    -0.0 equals none, for no integer has a sign at zero.
    """
    if type(value) is float and value.is_integer() and str(value) != "-0.0":
        return int(value)
    return int(value) if type(value) is str and _DECIMAL.fullmatch(value) else value


def is_respelled(before: Maybe[JSON], after: Maybe[JSON]) -> bool:
    """Whether nothing is lost between two values that are not the same: 5.0 and 5, "5" and 5, an empty value and none."""
    if before is UNSET or after is UNSET:
        present = after if before is UNSET else before
        return is_empty(present) or same(present, _EMPTY_TEXT)
    integers = [as_integer(before), as_integer(after)]
    return any(type(value) is int for value in (before, after)) and same(*integers)
