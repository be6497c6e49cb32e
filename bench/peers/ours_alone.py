"""What our ways cost where msgspec is not installed: it is hidden before the library looks for it."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Final

sys.modules["msgspec"] = None  # type: ignore[assignment]  # what Python takes for "there is none"

from ..candidate import PLAIN, Candidate  # noqa: E402  # after msgspec is hidden
from . import ours  # noqa: E402

VARIANT: Final = "without msgspec"


def candidates(vendor: str) -> list[Candidate]:
    return [replace(one, variant=VARIANT) for one in ours.candidates(vendor) if one.variant == PLAIN]
