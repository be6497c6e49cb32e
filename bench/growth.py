"""How cost grows with what makes responses large: text, choices, log probabilities, unknown keys. One thing at a time.

``python -m bench.growth`` prints the rows as JSON, as ``bench.child`` does; the amount stands for the size.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, Final

from .candidate import PLAIN, Candidate
from .child import Row
from .payloads import VENDORS, compact, opper, orq
from .peers.ours import candidates
from .timing import TURN, ratios

ROUNDS: Final = 5
WAYS: Final = ("read", "same", "other")

Payload = dict[str, Any]
MAKERS: Final = {"orq": orq, "opper": opper}


def _with_keys(payload: Payload, amount: int) -> Payload:
    return {**payload, **{f"x_gateway_{number}": {"kept": number} for number in range(amount)}}


GROWING: Final[dict[str, tuple[tuple[int, ...], Callable[[str, int], Payload]]]] = {
    "characters": ((50, 200, 800, 3_200, 12_800, 51_200), lambda vendor, amount: MAKERS[vendor](amount)),
    "choices": ((1, 2, 4, 8, 16, 32, 64), lambda vendor, amount: MAKERS[vendor](80, amount)),
    "tokens with log probabilities": ((1, 4, 16, 64, 256, 1_024), lambda _, amount: opper(80, tokens=amount)),
    "unknown keys": ((1, 4, 16, 64, 256), lambda vendor, amount: _with_keys(MAKERS[vendor](80), amount)),
}
"""What grows, to which amounts, and a vendor's payload with so much of it; orq's responses have no log probabilities."""


def growth_rows(rounds: int = ROUNDS, turn: float = TURN, steps: int | None = None) -> list[Row]:
    """The rows of everything that grows, or of its first steps."""
    return [
        {
            "who": "growth",
            "way": one.way,
            "variant": what,
            "vendor": vendor,
            "size": str(amount),
            "ratios": told,
            "keeps": True,
        }
        for what, (amounts, make) in GROWING.items()
        for vendor in VENDORS
        if vendor == "opper" or not what.startswith("tokens")
        for amount in amounts[:steps]
        for one, told in _measured(vendor, compact(make(vendor, amount)), rounds, turn)
    ]


def _measured(vendor: str, data: bytes, rounds: int, turn: float) -> Iterable[tuple[Candidate, list[float]]]:
    ways = [one for one in candidates(vendor) if one.way in WAYS and one.variant == PLAIN]
    return zip(ways, ratios([(one.work, data) for one in ways], rounds, turn), strict=True)


if __name__ == "__main__":
    json.dump(growth_rows(), sys.stdout)
