"""Runs in one environment: measures its candidates on all payloads beside the unit, and prints the rows as JSON.

python -m bench.child litellm_classes --rounds 7
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from typing import Any

from . import payloads
from .candidate import Candidate
from .timing import TURN, ratios

Row = dict[str, Any]
"""Who, way, variant, vendor, size, the ratios of the rounds, and whether what is written back is what was read."""


def measured(peer: str, rounds: int, turn: float = TURN, sizes: Sequence[str] = payloads.SIZES) -> list[Row]:
    """The rows of a peer, for each vendor and size."""
    candidates = importlib.import_module(f"bench.peers.{peer}").candidates
    return [
        row
        for vendor in payloads.VENDORS
        for size in sizes
        for row in rows(candidates(vendor), vendor, size, rounds, turn)
    ]


def rows(candidates: Sequence[Candidate], vendor: str, size: str, rounds: int, turn: float) -> list[Row]:
    """The rows of some candidates on one payload."""
    payload = payloads.payload(vendor, size)
    spelled = [(one, one.spell(payload)) for one in candidates]
    taken = ratios([(one.work, data) for one, data in spelled], rounds, turn)
    return [
        {
            "who": one.who,
            "way": one.way,
            "variant": one.variant,
            "vendor": vendor,
            "size": size,
            "ratios": told,
            "keeps": one.way != "same" or one.keeps(data),
        }
        for (one, data), told in zip(spelled, taken, strict=True)
    ]


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench.child")
    parser.add_argument("peer")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--turn", type=float, default=TURN)
    asked = parser.parse_args(arguments)
    json.dump(measured(asked.peer, asked.rounds, asked.turn), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
