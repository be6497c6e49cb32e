"""What it costs to convert all of a log, as ratios to what orjson takes to load and dump it.

Strategy: in Python, the log is walked in slices of lines; each slice is first loaded and dumped by orjson, then converted, so
that both meet the same machine. Of a program the system says what it used from start to end; orjson takes its turn before
and after. What is written goes to /dev/null.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Final, cast

import normalizer
from normalizer.logs import Converted, convert_log

from . import payloads
from .logs import FIRST, first_records
from .peers.floor import line_across
from .peers.ours import seven_fields
from .timing import unit

SLICE: Final = 1_000
REMAP: Final = Path(__file__).with_name("remap.jq")

LEAST: Final = "the floor of that"

PerLine = Callable[[bytes], bytes]


def mixed_ratios(path: Path) -> dict[str, float]:
    """Our ways through a log."""
    program = [sys.executable, "-m", "normalizer", "convert", str(path), "--to", "opper"]
    return {
        "every record to the other vendor": in_slices(path, converted),
        LEAST: in_slices(path, line_across),
        "the same, seven fields read on the way": in_slices(path, looked_into),
        "convert_log to Opper, without looking": beside(path, lambda: _log_seconds(path)),
        "normalizer convert --to opper --no-look": beside(path, lambda: program_seconds([*program, "--no-look"])),
        "normalizer convert --to opper": beside(path, lambda: program_seconds(program)),
    }


def unseen_ratio(path: Path) -> dict[str, float]:
    return {"records of 600 B, in each a key never seen before": in_slices(path, converted)}


def jq_ratio(path: Path, records: int = FIRST) -> dict[str, float]:
    """jq, which gets the first records only."""
    head = first_records(path, records)
    return {"jq to the other vendor": beside(head, lambda: program_seconds(["jq", "-c", "-f", str(REMAP), str(head)]))}


def converted(line: bytes) -> bytes:
    """A record in the other vendor's shape."""
    return _to_the_other(normalizer.loads(line))


def looked_into(line: bytes) -> bytes:
    """The same, seven of its fields read."""
    completion = normalizer.loads(line)
    seven_fields(completion)
    return _to_the_other(completion)


def _to_the_other(completion: normalizer.Completion) -> bytes:
    source = cast("normalizer.Source", completion.source)
    return normalizer.dumps(completion, to=payloads.OTHER[source.vendor], lossy=True)


def in_slices(path: Path, work: PerLine) -> float:
    """A work on all lines, slice by slice in turns with the unit."""
    work_seconds = unit_seconds = 0.0
    with path.open("rb") as log, Path(os.devnull).open("wb") as out:
        while lines := list(itertools.islice(log, SLICE)):
            unit_seconds += _seconds(unit, lines, out)
            work_seconds += _seconds(work, lines, out)
    return work_seconds / unit_seconds


def beside(path: Path, work: Callable[[], float]) -> float:
    """A work that tells its own seconds, to the mean of the unit's before and after."""
    before, seconds, after = _unit_seconds(path), work(), _unit_seconds(path)
    return seconds / ((before + after) / 2)


def _unit_seconds(path: Path) -> float:
    with path.open("rb") as log, Path(os.devnull).open("wb") as out:
        return _seconds(unit, log, out)


def _seconds(work: PerLine, lines: Iterable[bytes], out: BinaryIO) -> float:
    begun = time.process_time()
    out.writelines(work(line) + b"\n" for line in lines)
    return time.process_time() - begun


def _log_seconds(path: Path) -> float:
    begun = time.process_time()
    with Path(os.devnull).open("wb") as out:
        out.writelines(cast("Converted", outcome).text for outcome in convert_log([str(path)], "opper", look=False))
    return time.process_time() - begun


def program_seconds(command: Sequence[str]) -> float:
    """The CPU time, user's and system's, of a program that prints into /dev/null."""
    with Path(os.devnull).open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime
