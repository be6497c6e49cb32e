"""Of `vendors/`."""

from __future__ import annotations

from typing import Final

EQUIVALENT: Final[dict[str, str]] = {
    "vendors/opper/shape.py on import: required=True -> nothing #27": "a call without a type is no call of this class",
    "vendors/opper/shape.py on import: True -> False #38": "a call without a type is no call of this class",
    'vendors/opper/shape.py on import: words=("custom",) -> nothing': "a call of another type is no call of this class",
    'vendors/opper/shape.py on import: "custom" -> nothing': "a call of another type is no call of this class",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {}
