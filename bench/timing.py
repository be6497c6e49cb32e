"""Works measured against the unit, in turns.

Strategy: in every round each work runs for a few milliseconds, and the unit on the same bytes right before it; of the two
the ratio is taken. A machine whose speed drifts, or that is busy with something else, slows both. CPU time is counted,
results are dropped at once, and what importing left on the heap is kept out of the garbage collector's way, for ours as
for the peers.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import orjson

TURN: Final = 0.008
"""Seconds that a work runs for in a round, and the unit before it."""

_FIRST: Final = 64
_LONG: Final = 0.3
"""How many calls are the first ones, or how many seconds of them."""

Work = Callable[[bytes], Any]


def unit(data: bytes) -> bytes:
    """What everything is measured in."""
    return orjson.dumps(orjson.loads(data))


def ratios(works: Sequence[tuple[Work, bytes]], rounds: int, turn: float = TURN) -> list[list[float]]:
    """For each work and its bytes the ratio of its CPU time to the unit's, of every round."""
    calls = [(_calls(work, data, turn), _calls(unit, data, turn)) for work, data in works]
    gc.collect()
    gc.freeze()
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for (work, data), (work_calls, unit_calls), told in zip(works, calls, taken, strict=True):
            reference = _seconds(unit, data, unit_calls)
            told.append(_seconds(work, data, work_calls) / reference)
    gc.unfreeze()
    return taken


def _calls(work: Work, data: bytes, turn: float) -> int:
    """How many calls fill a turn; the first calls, in which things are built that stay, do not count."""
    begun = time.process_time()
    for _ in range(_FIRST):
        work(data)
        if time.process_time() - begun > _LONG:
            break
    return max(1, int(turn / max(_seconds(work, data, 3), 1e-7)))


def _seconds(work: Work, data: bytes, calls: int) -> float:
    """The CPU time of one call."""
    begun = time.process_time()
    for _ in range(calls):
        work(data)
    return (time.process_time() - begun) / calls
