"""Where the time goes: which part of a conversion is spent in which file, by samples of the running program.

Strategy: pyinstrument looks at the stack every half millisecond while a work is repeated for two seconds. A sample counts for
the file of the library that is nearest to the top of the stack: time in a C function counts for the file that called it.
"""

from __future__ import annotations

import collections
import json
import sys
import time
from pathlib import Path
from typing import Final

from pyinstrument import Profiler

import normalizer

from .child import Row
from .payloads import SIZES, VENDORS, compact, payload
from .peers.ours import candidates
from .timing import Work

SECONDS: Final = 2.0
INTERVAL: Final = 0.0005
LIBRARY: Final = Path(normalizer.__file__).parent
WORTH_TELLING: Final = 0.02


def share_rows(seconds: float = SECONDS) -> list[Row]:
    """For each vendor and size the shares of the files, in the way to the other vendor."""
    return [
        {
            "who": "share",
            "way": "other",
            "variant": place,
            "vendor": vendor,
            "size": size,
            "ratios": [share],
            "keeps": True,
        }
        for vendor in VENDORS
        for size in SIZES
        for place, share in shares(_other(vendor), compact(payload(vendor, size)), seconds).items()
    ]


def _other(vendor: str) -> Work:
    return next(one.work for one in candidates(vendor) if one.way == "other")


def shares(work: Work, data: bytes, seconds: float) -> dict[str, float]:
    """By file its share of the time, largest first; what is hardly anything is left out."""
    work(data)
    profiler = Profiler(interval=INTERVAL)
    profiler.start()
    end = time.process_time() + seconds
    while time.process_time() < end:
        work(data)
    taken: dict[str, float] = collections.defaultdict(float)
    for stack, spent in profiler.stop().frame_records:
        taken[next((place for frame in reversed(stack) if (place := _place(frame))), "")] += spent
    taken.pop("", None)  # the measuring itself
    whole = sum(taken.values())
    largest_first = sorted(taken.items(), key=lambda item: -item[1])
    return {place: spent / whole for place, spent in largest_first if spent / whole >= WORTH_TELLING}


def _place(frame: str) -> str:
    """The file of the library that a frame, as pyinstrument spells it, is in, or who generated it; else nothing."""
    path = frame.split("\x00")[1]
    if path.startswith("<attrs"):
        return "constructors made by attrs"
    if path.startswith("<normalizer"):
        return f"functions made to {path.split()[1]}"
    return Path(path).relative_to(LIBRARY).as_posix() if path.startswith(str(LIBRARY)) else ""


if __name__ == "__main__":
    json.dump(share_rows(), sys.stdout)
