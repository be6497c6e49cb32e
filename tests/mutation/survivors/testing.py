"""Of `testing/`."""

from __future__ import annotations

from typing import Final

from .reasons import FALSE, LONG

EQUIVALENT: Final[dict[str, str]] = {
    "testing/drawn.py _replayed: return -> nothing": "the chunks are still those that the law held for, and it does again",
    "testing/judging.py _step_into: key not in expected -> nothing": "a key that comes twice is found the first time",
    "testing/laws.py is_read: return False -> return None": FALSE,
    "testing/laws.py restores: return False -> return None": FALSE,
    "testing/stream_laws.py events_come_back: strict=True -> nothing": LONG,
    "testing/stream_laws.py events_come_back: True -> False": LONG,
    "testing/any_json.py on import: 1e300 -> 1e+300": "it is the same number",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    "testing/drawn.py _stream_values: 2000 -> 2001": "how far from the start of a stream it may be cut is any number",
}  # fmt: skip
