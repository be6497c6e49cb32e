"""Of `wrappers/`."""

from __future__ import annotations

from typing import Final

from . import reasons

EQUIVALENT: Final[dict[str, str]] = {
    "wrappers/bodies.py _looked_at: \"answer\" -> 'another text' #2": "what no vendor's body is has no kind that anyone asks for",
    "wrappers/reading.py read_loosely: if is_far_too_deep(line, depth): return None -> nothing": reasons.QUICK,
    "wrappers/reading.py read_loosely: RecursionError -> nothing": "a line that is far too deep was left before",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    "wrappers/unwrapping.py _refuse_note: isinstance(held, str) and wrapper.note in held -> isinstance(held, str)": "a note whose one key is spelled in escapes: no program writes it so",
}  # fmt: skip
