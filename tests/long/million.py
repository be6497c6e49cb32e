"""A log of a million records takes no more memory than one of ten thousand, and no longer a record: `just million`.

Strategy: the recordings of the mixed log, each made longer by a key of its own, over and over, with lines between them that
are rejected. The command line converts the log as a process of its own, and is watched from outside: Linux tells how far it
has read its input (/proc/PID/fdinfo), the processor's time that it has taken by then (stat), which is the same however busy
the machine is, and the most memory that it ever held (VmHWM).
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click
from attrs import frozen

MIXED = Path(__file__).resolve().parents[2] / "fixtures" / "mixed.jsonl"
ENVELOPE = b'{"data":{'
RECORD_BYTES = 1500
BAD_EVERY = 100
"""Of so many lines, one is rejected."""

GROWTH = 20
"""By how many MiB more records may raise the peak."""

PAUSE = 0.02


@frozen
class Watched:
    """One run, as it was seen from outside."""

    records: int
    size: int
    seconds: float
    peak: float
    """In MiB."""

    rates: tuple[float, ...]
    """Records for a second of the processor's time, for each part of the log."""

    code: int
    summary: str


def lines() -> Iterator[bytes]:
    """Records of about 1.5 kB without an end: every recording, with an id and a long text of its own."""
    recordings = MIXED.read_bytes().splitlines()
    for number in itertools.count():
        line = recordings[number % len(recordings)]
        start = ENVELOPE if line.startswith(ENVELOPE) else b"{"
        padding = b"x" * (RECORD_BYTES - len(line))
        own = b'%b"padding_%d":"%b",' % (start, number, padding)
        yield b'{"bad":%d,' % number if number % BAD_EVERY == BAD_EVERY - 1 else own + line.removeprefix(start)


def write_log(path: Path, records: int, part: int) -> list[int]:
    """Write a log, and give the offset at which each part of it ends."""
    ends = []
    with path.open("wb") as log:
        for number, line in enumerate(itertools.islice(lines(), records), 1):
            log.write(line + b"\n")
            if number % part == 0 or number == records:
                ends.append(log.tell())
    return ends


def watch(folder: Path, records: int, part: int, options: tuple[str, ...]) -> Watched:
    """Convert a log of so many records, and look on."""
    log = folder / f"{records}.jsonl"
    ends = write_log(log, records, part)
    out = folder / f"{records}.out.jsonl"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "normalizer",
        "convert",
        log,
        "--to",
        "opper",
        "-o",
        out,
        *options,
    ]
    began = time.monotonic()
    with (folder / "messages").open("wb") as messages:
        running = subprocess.Popen(command, stderr=messages)
        reached, peak = _looked_on(running, log, ends)
    seconds = time.monotonic() - began
    summary = (folder / "messages").read_bytes().splitlines()[-1].decode()
    size = log.stat().st_size
    for path in (log, *folder.glob(f"{out.name}*")):
        path.unlink()
    times = [0.0, *reached]
    counts = [min(part, records - index * part) for index in range(len(ends))]
    rates = tuple(
        count / max(after - before, 0.01) for count, before, after in zip(counts, times, times[1:], strict=False)
    )
    return Watched(records, size, seconds, peak, rates, running.returncode, summary)


def _looked_on(running: subprocess.Popen[bytes], log: Path, ends: list[int]) -> tuple[list[float], float]:
    """The processor's time when each part of the log had been read, and the peak of the process' memory in MiB."""
    reached: list[float] = []
    peak = now = 0.0
    process = Path("/proc") / str(running.pid)
    while running.poll() is None:
        place = _place(process, log)
        now = max(now, _processor_time(process))
        while len(reached) < len(ends) - 1 and place >= ends[len(reached)]:
            reached.append(now)
        peak = max(peak, _peak(process))
        time.sleep(PAUSE)
    return [*reached, *[now] * (len(ends) - len(reached))], peak


def _place(process: Path, log: Path) -> int:
    """How far a process has read a file; 0 where it has not opened it, or is over."""
    try:
        for descriptor in (process / "fd").iterdir():
            if descriptor.is_symlink() and descriptor.readlink() == log:
                return int((process / "fdinfo" / descriptor.name).read_text().split()[1])
    except OSError:
        pass  # it ended, or closed the file, meanwhile
    return 0


def _processor_time(process: Path) -> float:
    """Of the program itself and of the system for it, in seconds."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0  # it ended meanwhile
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(process: Path) -> float:
    try:
        status = (process / "status").read_text()
    except OSError:
        return 0.0  # it ended meanwhile
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0]) / 1024 if found else 0.0


def told(run: Watched, part: int) -> str:
    """What was seen of a run."""
    rates = "\n".join(
        f"  {index * part + 1:>9,} … {rate:8,.0f} records/s of processor time" for index, rate in enumerate(run.rates)
    )
    return (
        f"{run.records:,} records, {run.size / 2**20:,.0f} MiB: exit code {run.code}, {run.seconds:,.1f} s, "
        f"peak {run.peak:.1f} MiB\n{rates}\n  {run.summary}"
    )


@click.command()
@click.option("--records", default=1_000_000, show_default=True)
@click.option("--few", default=10_000, show_default=True, help="How many records the smaller log has.")
@click.option("--part", default=100_000, show_default=True, help="Of how many records each rate is.")
@click.argument("options", nargs=-1)
def main(records: int, few: int, part: int, options: tuple[str, ...]) -> None:
    """Convert two logs, and compare the memory. OPTIONS (after "--") go to "normalizer convert", as --no-look does."""
    with tempfile.TemporaryDirectory() as folder:
        runs = []
        for count in (few, records):
            runs.append(watch(Path(folder), count, part, options))
            click.echo(told(runs[-1], part))
    growth = runs[1].peak - runs[0].peak
    rates = runs[1].rates
    click.echo(
        f"{growth:.1f} MiB more for {records:,} records than for {few:,}; slowest part {min(rates) / max(rates):.2f} of the fastest"
    )
    sys.exit(any(run.code != 1 for run in runs) or growth > GROWTH)


if __name__ == "__main__":
    main()
