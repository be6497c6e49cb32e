"""Progress is shown on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

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
        seen = b""
        try:
            while piece := os.read(ours, 2**16):
                seen += piece
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    return seen.decode()


def test_a_terminal_sees_how_much_is_read_and_every_line(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *[ORQ, b"bad"] * 300)
    seen = _on_a_terminal("convert", path, "--to", "orq")

    assert f"{path}:2: not a readable payload" in seen
    assert f"/{path.stat().st_size / 1000:.1f} kB" in seen
    assert "read 600, converted 300" in seen


def test_of_a_pipe_the_size_is_not_known() -> None:
    assert "/?" in _on_a_terminal("convert", "-", "--to", "orq", stdin=ORQ)


def test_no_progress_is_shown_where_none_is_wanted(tmp_path: Path) -> None:
    seen = _on_a_terminal("convert", log(tmp_path / "log", ORQ), "--to", "orq", "--no-progress")

    assert seen.startswith("read 1, converted 1")
    assert "\x1b" not in seen
