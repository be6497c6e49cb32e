"""A log of 200,000 responses of both vendors, and what it costs to convert all of it.

Strategy: the file is walked in slices of lines; each slice is first loaded and dumped by orjson, then converted, so that
both meet the same machine. Every record goes to the other vendor, one JSON line each, into /dev/null. Programs are timed
from start to end by what the system says they used.
"""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import normalizer
from normalizer.logs import Converted, convert_log

from . import payloads
from .peers.ours import seven_fields
from .timing import unit

RECORDS: Final = 200_000
FIRST: Final = 20_000
"""Records that jq gets."""
SLICE: Final = 5_000
MIX: Final = {
    ("orq", "600 B"): 450,
    ("orq", "3 KB"): 200,
    ("opper", "600 B"): 250,
    ("opper", "3 KB"): 97,
    ("opper", "60 KB"): 3,
}
"""How many of a thousand records are of which vendor and size."""
WITH_UNKNOWN_KEYS: Final = 0.1
JQ: Final = Path(__file__).with_name("remap.jq")


def mixed_log(folder: Path, records: int = RECORDS) -> Path:
    """The log, written once; the same on every machine. No two records are equal."""
    path = folder / f"mixed-{records}.jsonl"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        draft = path.with_suffix(".draft")
        with draft.open("wb") as file:
            file.writelines(_lines(records))
        draft.rename(path)
    return path


def unseen_log(folder: Path, records: int = FIRST) -> Path:
    """A log in which every record has a key that none before it had: nothing that was learned of one helps with the next."""
    path = folder / f"unseen-{records}.jsonl"
    made = (payloads.payload("opper", "600 B", number) for number in range(records))
    path.write_bytes(b"".join(payloads.compact({**one, f"x_{one['created']}": True}) + b"\n" for one in made))
    return path


def _lines(records: int) -> Iterator[bytes]:
    drawn = random.Random(5)  # noqa: S311  # the same log everywhere
    for number, (vendor, size) in enumerate(drawn.choices(list(MIX), list(MIX.values()), k=records)):
        payload: Any = payloads.payload(vendor, size, number)
        if drawn.random() < WITH_UNKNOWN_KEYS:
            payload = payloads.with_unknown_keys(payload)
        yield payloads.compact(payload) + b"\n"


def mixed_ratios(path: Path) -> dict[str, float]:
    """One run of ours over the whole log, as ratios to the unit's time for it."""
    ours, reference = _in_slices(path)
    looked_into, another_reference = _in_slices(path, _looked_into)
    program = [sys.executable, "-m", "normalizer", "convert", str(path), "--to", "opper"]
    return {
        "every record to the other vendor": ours / reference,
        "the same, seven fields read on the way": looked_into / another_reference,
        "convert_log to Opper, without looking": _log_seconds(path) / reference,
        "normalizer convert --to opper --no-look": program_seconds([*program, "--no-look"]) / reference,
        "normalizer convert --to opper": program_seconds(program) / reference,
    }


def jq_ratios(path: Path, records: int = FIRST) -> dict[str, float]:
    """The same of jq, which gets the first records only."""
    head = first_records(path, records)
    _, reference = _in_slices(head, unit)
    return {"jq to the other vendor": program_seconds(["jq", "-c", "-f", str(JQ), str(head)]) / reference}


def first_records(path: Path, records: int = FIRST) -> Path:
    """The first records of a log as a log of their own."""
    first = path.with_name(f"{path.stem}-first-{records}.jsonl")
    if not first.exists():
        with path.open("rb") as log:
            first.write_bytes(b"".join(itertools.islice(log, records)))
    return first


def converted(line: bytes) -> bytes:
    """A record in the other vendor's shape."""
    return _to_the_other(normalizer.loads(line))


def _to_the_other(completion: normalizer.Completion) -> bytes:
    source = cast("normalizer.Source", completion.source)
    return normalizer.dumps(completion, to=payloads.OTHER[source.vendor], lossy=True)


def unseen_ratios(path: Path) -> dict[str, float]:
    """The same for a log of keys never seen before."""
    ours, reference = _in_slices(path)
    return {"records of 600 B, in each a key never seen before": ours / reference}


def _looked_into(line: bytes) -> bytes:
    completion = normalizer.loads(line)
    seven_fields(completion)
    return _to_the_other(completion)


def _in_slices(path: Path, work: Callable[[bytes], bytes] = converted) -> tuple[float, float]:
    """The seconds of a work on the whole log, and of the unit's, slice by slice in turns."""
    work_seconds = unit_seconds = 0.0
    with path.open("rb") as log, Path(os.devnull).open("wb") as out:
        while lines := list(itertools.islice(log, SLICE)):
            unit_seconds += _seconds(unit, lines, out)
            work_seconds += _seconds(work, lines, out)
    return work_seconds, unit_seconds


def _seconds(work: Callable[[bytes], bytes], lines: Sequence[bytes], out: BinaryIO) -> float:
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
