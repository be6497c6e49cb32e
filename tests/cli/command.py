"""The command line called as a function, and as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from inspect import signature
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from normalizer.cli import commands

FIXTURES = Path(__file__).parents[2] / "fixtures"
MIXED = FIXTURES / "mixed.jsonl"
MIXED_RECORDS = MIXED.read_bytes().count(b"\n")

ORQ = b'{"id":"a","object":"text_completion","created":1,"model":"m","choices":[{"text":"Hi","index":0,"finish_reason":"stop"}]}'
OPPER = (
    b'{"id":"b","object":"chat.completion","created":1,"model":"m","choices":'
    b'[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi"}}]}'
)

ORQ_CHUNK = b'{"id":"s","object":"text_completion","created":1,"model":"m","choices":[{"text":"Hi","index":0,"finish_reason":"stop"}]}'
OPPER_CHUNK = (
    b'{"id":"t","object":"chat.completion.chunk","created":1,"model":"m","choices":'
    b'[{"index":0,"finish_reason":"stop","delta":{"role":"assistant","content":"Hi"}}]}'
)
DONE = b"[DONE]"
STREAMS = sorted(FIXTURES.glob("*/*.sse"))
"""Each is one event stream."""

CHANGING = ("FORCE_COLOR", "NO_COLOR", "PYTHONUNBUFFERED", "PYTHONIOENCODING", "COLUMNS")
"""Variables that would change the output."""


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return _runner().invoke(commands, list(map(str, arguments)), input=stdin)


def _runner() -> CliRunner:
    """Before click 8.2 it mixed stderr into stdout unless told not to; since then it cannot be told."""
    options: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    return CliRunner(env=dict.fromkeys(CHANGING), **options)


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "normalizer", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """That of this process, less what would change the output."""
    return {**{name: value for name, value in os.environ.items() if name not in CHANGING}, **more}


def unmeasured() -> dict[str, str]:
    """An environment in which no coverage is measured, for processes that may not write files, or that get a signal: an
    exception out of a signal's handler can leave coverage.py's own lock taken, and then the process waits for itself.
    """
    return {name: value for name, value in environment().items() if not name.startswith("COVERAGE")}


def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    options = {"env": environment(), "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **options}
    return subprocess.run(command(*arguments), check=False, **options)


def line_of(recording: str) -> int:
    """The line of the mixed log that holds a recording."""
    return MIXED.read_bytes().split(b"\n").index((FIXTURES / recording).read_bytes().rstrip(b"\n")) + 1


def kinds_of_recordings() -> str:
    """Whose the lines of the mixed log are, in the words of the summary."""
    recordings = json.loads((FIXTURES / "recordings.json").read_bytes())
    counters = [Counter(recording[key] for recording in recordings) for key in ("vendor", "form")]
    return "; ".join(", ".join(f"{name} {count}" for name, count in sorted(counter.items())) for counter in counters)


def events(*texts: bytes) -> bytes:
    """An event stream that says these texts."""
    return b"".join(b"data: " + text + b"\n\n" for text in texts)


def log(path: Path, *lines: bytes) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path
