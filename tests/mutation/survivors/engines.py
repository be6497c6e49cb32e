"""Of `engines/`."""

from __future__ import annotations

from typing import Final

from . import reasons

_PLACE: Final = "what is said of a place in an input is in no column, and the bytes of a long line stay in the batch"

EQUIVALENT: Final[dict[str, str]] = {
    "engines/writing.py _line: \"\" -> 'another text'": "what a reject says of its source is given beside the record",
    "engines/batches.py _outcomes: strict=True -> nothing": reasons.LONG,
    "engines/batches.py _outcomes: True -> False": reasons.LONG,
    "engines/batches.py _record: \"\" -> 'another text'": _PLACE,
    "engines/batches.py _record: 0 -> 1": _PLACE,
    "engines/batches.py _record: b\"\" -> b'another text'": _PLACE,
    "engines/batches.py _record: \"\" -> 'another text' #2": _PLACE,
    "engines/batches.py _record: 0 -> 1 #2": _PLACE,
    "engines/batches.py _record: 0 -> 1 #3": _PLACE,
    "engines/files.py write_parts: strict=True -> nothing": reasons.LONG,
    "engines/files.py write_parts: True -> False": reasons.LONG,
    "engines/writing.py _line: 0 -> 1": "what a reject says of its source is given beside the record",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {}
