"""Of `testing/`."""

from __future__ import annotations

from typing import Final

EQUIVALENT: Final[dict[str, str]] = {
    "testing/judging.py _step_into: key not in expected -> nothing": "a key that comes twice is found the first time",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {}
