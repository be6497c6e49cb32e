"""One way to work on the bytes of a response: whose, where it leads, and how the bytes are spelled."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from .payloads import compact

Way = Literal["read", "same", "other", "seven", "report"]
"""To an object; from there to bytes of the same vendor's shape; of another's; the same with seven fields read; with the report."""

PLAIN: Final = "plain"


@dataclass(frozen=True)
class Candidate:
    """What ``work`` makes of a response; bytes, where the way leads to bytes."""

    who: str
    way: Way
    work: Callable[[bytes], Any]
    variant: str = PLAIN
    spell: Callable[[Any], bytes] = compact
    """How the bytes of this variant are made of the payload."""

    def keeps(self, data: bytes) -> bool:
        """Whether what is written back says the same JSON, kinds included."""
        return _sorted(self.work(data)) == _sorted(data)


def _sorted(data: bytes) -> str:
    return json.dumps(json.loads(data), sort_keys=True)
