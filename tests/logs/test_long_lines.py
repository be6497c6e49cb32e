"""A line of any length is converted or rejected, in memory that has a bound."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from normalizer.logs import Rejected, convert_log
from tests.cli.command import OPPER, ORQ, environment, log, run

MIB = 2**20

PEAK = """
def peak():
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))
"""
"""In MiB. Not ru_maxrss: that of a new program begins with what the program that started it had."""

MEASURED = """
import sys
from normalizer.logs import convert_log, reject_line
for outcome in convert_log([sys.argv[1]], "orq"):
    print(type(outcome).__name__, getattr(outcome, "code", ""))
    if hasattr(outcome, "code"):
        with open(sys.argv[2], "wb") as out:
            out.writelines(reject_line(outcome))
print(peak())
"""

UNKEPT = """
import sys
from normalizer.logs import convert_log
for _ in convert_log([sys.argv[1]], "opper"): pass
print(peak())
"""

COMMANDED = """
import os, sys
from normalizer.cli import commands
sys.stderr = open(os.devnull, "w")
arguments = ["convert", sys.argv[1], "--to", "opper", "-o", os.devnull, "--rejects", sys.argv[1] + ".rejects", "-f"]
commands(arguments, standalone_mode=False)
print(peak())
"""


def _long(path: Path, size: int) -> Path:
    """A log of a long record between two others."""
    start, end = ORQ.split(b"Hi")
    with path.open("wb") as stream:
        stream.write(OPPER + b"\n" + start)
        stream.writelines(b"x" * MIB for _ in range(size // MIB))
        stream.write(end + b"\n" + OPPER + b"\n")
    return path


def _measured(path: Path, rejects: Path) -> tuple[list[str], int]:
    result = subprocess.run(
        [sys.executable, "-c", PEAK + MEASURED, path, rejects], capture_output=True, check=True, env=environment()
    )
    *outcomes, peak = result.stdout.decode().splitlines()
    return outcomes, int(peak)


def test_a_line_within_the_limit_is_converted(tmp_path: Path) -> None:
    assert _measured(_long(tmp_path / "in", 63 * MIB), tmp_path / "rejects")[0] == ["Converted "] * 3


def test_a_line_beyond_the_limit_is_rejected_and_never_held(tmp_path: Path) -> None:
    path = _long(tmp_path / "in", 150 * MIB)
    outcomes, peak = _measured(path, tmp_path / "rejects")

    assert outcomes == ["Converted ", "Rejected too-long", "Converted "]
    assert peak < 200
    reject = json.loads((tmp_path / "rejects").read_bytes())
    content = path.read_bytes().split(b"\n")[1]
    assert hashlib.sha256(reject["raw"].encode()).digest() == hashlib.sha256(content).digest()


@pytest.mark.parametrize("end", [b"\n", b""])
@pytest.mark.parametrize(
    "line", [b"x" * 11, b"\xff" * 4 * MIB, b"y" * (MIB - 1) + "\u00e9\u00e9".encode() * MIB, b"\r" * 12, b" " * 11]
)
@pytest.mark.parametrize("before", [b"", b"{}\n"])
def test_a_long_line_comes_back_from_its_reject(line: bytes, end: bytes, before: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(before + line + end)
    result = run("convert", tmp_path / "in", "--to", "orq", "--max-line", 10, "--rejects", tmp_path / "rejects")
    reject = json.loads((tmp_path / "rejects").read_bytes().split(b"\n")[-2])
    again = run("replay", tmp_path / "rejects").stdout_bytes

    assert result.exit_code == 1
    assert (reject["code"], reject["offset"]) == ("too-long", len(before))
    assert (reject["raw"].encode() if "raw" in reject else base64.b64decode(reject["raw_b64"])) == line
    assert again == before + line + b"\n"


def test_the_limit_is_that_of_the_line_without_its_newline(tmp_path: Path) -> None:
    for more, kinds in ((0, []), (-1, ["too-long"])):
        outcomes = convert_log([str(log(tmp_path / "in", ORQ, ORQ))], "orq", max_line=len(ORQ) + more)
        assert [outcome.code for outcome in outcomes if isinstance(outcome, Rejected)] == kinds * 2


def test_all_commands_name_a_line_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizer.logs.records.MAX_LINE", 10)
    monkeypatch.setattr(
        "normalizer.logs.read_log.__kwdefaults__", {"max_line": 10, "max_stream": 10, "on_bytes": None, "on_cut": None}
    )
    for command in ("detect", "check", "show"):
        result = run(command, log(tmp_path / "in", ORQ))
        assert result.exit_code == 1
        assert ":1: the line is longer than may be held" in result.stderr


def test_a_long_line_is_told_where_chunks_are_joined(tmp_path: Path) -> None:
    records = convert_log([str(log(tmp_path / "in", ORQ))], "orq", chunks=True, max_line=10)
    only = next(records)  # its bytes can be read until the next one is asked for

    assert isinstance(only, Rejected)
    assert (only.code, only.record.raw) == ("too-long", ORQ)


@pytest.mark.parametrize("program", [UNKEPT, COMMANDED], ids=["library", "command"])
def test_memory_does_not_grow_with_the_log(program: str, tmp_path: Path) -> None:
    """The records are so long that it would show if only their bytes were kept, of the good or of the bad ones."""
    good = ORQ.replace(b'"Hi"', b'"' + b"x" * 4096 + b'"')
    bad = b"bad" + b"x" * 4096
    peaks = []
    for count in (500, 8_000):
        path = tmp_path / str(count)
        path.write_bytes((good + b"\n" + bad + b"\n") * count)
        result = subprocess.run(
            [sys.executable, "-c", PEAK + program, path], capture_output=True, check=True, env=environment()
        )
        peaks.append(int(result.stdout))

    assert peaks[1] - peaks[0] < 20


def test_a_long_line_of_several_pieces_is_one_text(tmp_path: Path) -> None:
    line = b"xy" * (2 * MIB)
    for outcome in convert_log([str(log(tmp_path / "in", line))], "orq", max_line=10):
        assert isinstance(outcome, Rejected)
        assert (outcome.record.text, outcome.record.raw) == (b"", line)
