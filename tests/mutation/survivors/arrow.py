"""Of `arrow/`."""

from __future__ import annotations

from typing import Final

from . import reasons

EQUIVALENT: Final[dict[str, str]] = {
    "arrow/returning.py _Saved.goes_on: return False -> return None": reasons.FALSE,
    "arrow/whole_file.py published: 4 -> nothing": "how long the random part of a name is makes no difference",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {}
