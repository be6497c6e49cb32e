"""Of `logs/`."""

from __future__ import annotations

from typing import Final

EQUIVALENT: Final[dict[str, str]] = {
    "logs/answers.py _whose: source is None or not is_as_read(read) -> not is_as_read(read)": "what is marked as it was read has a source",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    "logs/records.py _Log._streams: self.max_stream -> nothing": "only how much is held of a line in a stream that is refused",
}  # fmt: skip
