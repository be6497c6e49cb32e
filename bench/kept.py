"""What it costs to keep 20,000 answers: the garbage collector's time, and the memory of one beside the dict it came from.

Strategy: the list is built with the collector on and off, in turns; the ratio is what the collector adds. Memory is what
tracemalloc counts for answers that were read from bytes of their own, as the lines of a log are, so an object that holds on
to its input pays for it.
"""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable, Sequence
from typing import Any, Final

import orjson

import normalizer

from . import payloads
from .peers.ours import seven_fields

KEPT: Final = 20_000
WEIGHED: Final = 200

Read = Callable[[bytes], Any]


def _looked_into(data: bytes) -> Any:
    completion = normalizer.loads(data)
    seven_fields(completion)
    return completion


READERS: Final[dict[str, Read]] = {
    "orjson": orjson.loads,
    "normalizer": normalizer.loads,
    "normalizer, seven fields read": _looked_into,
}


def collector_ratios(read: Read, data: bytes, rounds: int, kept: int = KEPT) -> list[float]:
    """How much longer a list of answers takes to build with the garbage collector on, of every round."""
    read(data)
    return [_seconds(read, data, kept, collect=True) / _seconds(read, data, kept, collect=False) for _ in range(rounds)]


def _seconds(read: Read, data: bytes, kept: int, *, collect: bool) -> float:
    gc.collect()
    (gc.enable if collect else gc.disable)()
    begun = time.process_time()
    answers = [read(data) for _ in range(kept)]
    seconds = time.process_time() - begun
    gc.enable()
    del answers
    return seconds


def weight(read: Read, data: bytes, kept: int = WEIGHED) -> float:
    """The bytes of one kept answer, its input's among them where it holds on to it."""
    read(data)
    gc.collect()
    tracemalloc.start()
    answers = [read(bytes(bytearray(data))) for _ in range(kept)]
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del answers
    return held / kept


def kept_ratios(
    rounds: int, kept: int = KEPT, weighed: int = WEIGHED, sizes: Sequence[str] = payloads.SIZES
) -> dict[str, list[float]]:
    """The ratios by what they are about; of memory one each, for it does not vary."""
    taken: dict[str, list[float]] = {}
    for vendor in payloads.VENDORS:
        for size in sizes:
            data = payloads.compact(payloads.payload(vendor, size))
            place = f"{vendor}/{size}"
            dict_weight = weight(orjson.loads, data, weighed)
            taken[f"memory/as read/{place}"] = [weight(normalizer.loads, data, weighed) / dict_weight]
            taken[f"memory/seven fields read/{place}"] = [weight(_looked_into, data, weighed) / dict_weight]
            if size != payloads.SIZES[-1]:  # 20,000 of 60 KB would be gigabytes of dicts
                for who, read in READERS.items():
                    taken[f"collector/{who}/{place}"] = collector_ratios(read, data, rounds, kept)
    return taken
