"""What the inputs of a command are, and what is told of those that changed while they were read."""

from __future__ import annotations

import io
import os
import sys
import threading
from pathlib import Path

import pytest

from normalizer.cli.reading import inputs_of, tell_growth
from normalizer.logs import Input

from .command import ORQ, log, run


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (3, 5, "it grew while it was read; 2 bytes were left out"),
        (5, 5, None),
        (6, 5, None),
        (5, None, None),
        (None, 5, None),
    ],
    ids=["longer", "same", "shorter", "gone", "not known before"],
)
def test_an_input_that_grew_is_told_with_what_was_left_out(
    before: int | None, now: int | None, told: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in"
    if now is not None:
        path.write_bytes(b"x" * now)
    tell_growth([Input(str(path), size=before)])

    assert capsys.readouterr().err == ("" if told is None else f"{path}: {told}\n")


def test_of_stdin_is_known_what_is_left_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with log(tmp_path / "in", ORQ).open("rb") as stream:
        stream.seek(10)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))

        assert [each.size for each in inputs_of(["-"])] == [len(ORQ) + 1 - 10]


def test_of_stdin_no_growth_is_told_for_what_is_left_of_it_is_not_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with log(tmp_path / "in", ORQ).open("rb") as stream:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
        tell_growth([Input("-", stream, 3)])

    assert capsys.readouterr().err == ""


def test_files_are_read_without_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(log(tmp_path / "in", ORQ))
    monkeypatch.setattr(sys, "stdin", None)

    assert inputs_of([path]) == [Input(path, size=len(ORQ) + 1)]


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX pipe with a name")
@pytest.mark.parametrize("command", [("convert", "--to", "orq"), ("report",)])
def test_what_came_to_an_input_since_it_was_begun_is_left_out_and_told(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    path, pipe = log(tmp_path / "in", ORQ), tmp_path / "pipe"
    os.mkfifo(pipe)

    def grow() -> None:
        with pipe.open("wb"), path.open("ab") as stream:  # the pipe can be opened when the command reads it
            stream.write(b"later\n")

    writer = threading.Thread(target=grow)
    writer.start()
    result = run(*command, path, pipe, "-o", tmp_path / "out")
    writer.join()

    assert result.exit_code == 0
    assert f"{path}: it grew while it was read; 6 bytes were left out\n" in result.stderr
