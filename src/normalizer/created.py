"""The time a completion was created, out of the ways vendors write it."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Final

_DECIMAL: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")


def read_time(created: object) -> datetime | None:
    """Read seconds since 1970 (number or decimal text) or ISO 8601 text that names its offset.

    None for everything else: a time without an offset is not guessed, nor are milliseconds mended.
    """
    try:
        if isinstance(created, str) and not _DECIMAL.fullmatch(created):
            return _read_iso(created)
        if isinstance(created, (str, int, float)) and not isinstance(created, bool):
            return datetime.fromtimestamp(float(created), timezone.utc)
    except (ValueError, OverflowError, OSError):
        pass  # no time at all, or one beyond the years that datetime holds
    return None


def _read_iso(text: str) -> datetime | None:
    """Python 3.10 does not read the ``Z`` that later versions do."""
    time = datetime.fromisoformat(re.sub("[Zz]$", "+00:00", text))
    return time if time.tzinfo is not None else None
