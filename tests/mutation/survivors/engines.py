"""Of `engines/`."""

from __future__ import annotations

from typing import Final

EQUIVALENT: Final[dict[str, str]] = {
    "engines/writing.py _line: \"\" -> 'another text'": "what a reject says of its source is given beside the record",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {}
