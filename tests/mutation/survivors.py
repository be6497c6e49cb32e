"""Mutants that no test notices, each with the reason."""

from __future__ import annotations

from typing import Final

EQUIVALENT: Final[dict[str, str]] = {}
"""They change nothing that anyone could see."""

ACCEPTED: Final[dict[str, str]] = {}
"""They change something that nothing promises."""
