"""Progress is shown on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from normalizer.cli.progress import progress
from normalizer.logs import Input

from .command import ORQ, command, environment, log

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")


def _on_a_terminal(*arguments: object, stdin: bytes = b"") -> str:
    """What a person sees on stderr."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(*arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=environment(TERM="xterm"),
    ) as running:
        os.close(theirs)
        assert running.stdin is not None
        running.stdin.write(stdin)
        running.stdin.close()
        seen = _all_of(ours)
    os.close(ours)
    return seen.decode()


def _all_of(terminal: int) -> bytes:
    """Until the other end is closed: one read may give a part of what was written."""
    seen = b""
    try:
        while piece := os.read(terminal, 2**16):
            seen += piece
    except OSError:  # the other end is closed
        pass
    return seen


def test_a_terminal_sees_how_much_is_read_and_every_line(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *[ORQ, b"bad"] * 300)
    size = f"{path.stat().st_size / 1000:.1f}"
    seen = _on_a_terminal("convert", path, "--to", "orq")

    assert f"{path}:2: not a readable payload" in seen
    assert f"{size}/{size} kB" in seen
    assert "read 600, converted 300" in seen


def test_of_a_pipe_the_size_is_not_known() -> None:
    assert "/?" in _on_a_terminal("convert", "-", "--to", "orq", stdin=ORQ)


def test_no_progress_is_shown_where_none_is_wanted(tmp_path: Path) -> None:
    seen = _on_a_terminal("convert", log(tmp_path / "log", ORQ), "--to", "orq", "--no-progress")

    assert seen.startswith("read 1, converted 1")
    assert "\x1b" not in seen


def _drawn(monkeypatch: pytest.MonkeyPatch, inputs: list[Input], *counts: int) -> str:
    ours, theirs = pty.openpty()
    for name, value in {"TERM": "xterm", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress(inputs, wanted=True) as on_bytes:
            assert on_bytes is not None
            for count in counts:
                on_bytes(count)
    seen = _all_of(ours)
    os.close(ours)
    return seen.decode()


def test_a_bar_tells_how_much_is_read_and_how_long_it_takes_and_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = _drawn(monkeypatch, [Input("one", size=1000), Input("two", size=3000)], 1000, 1000)

    assert "\u2501" in seen
    assert "2.0/4.0 kB" in seen
    assert re.search(r"-:--:--|\d:\d\d:\d\d", seen)
    assert seen.rindex("\x1b[2K") > seen.rindex("kB")


def test_the_whole_is_not_known_where_one_size_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "5/? bytes" in _drawn(monkeypatch, [Input("one", size=1000), Input("-")], 5)


def test_where_stderr_is_closed_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with progress([], wanted=True) as on_bytes:
        assert on_bytes is None


def test_a_report_tells_how_much_is_read_too(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *[ORQ] * 600)
    size = f"{path.stat().st_size / 1000:.1f}"

    assert f"{size}/{size} kB" in _on_a_terminal("report", path, "-o", tmp_path / "page.html")
