"""Of `findings/`."""

from __future__ import annotations

from typing import Final

EQUIVALENT: Final[dict[str, str]] = {}

ACCEPTED: Final[dict[str, str]] = {}
