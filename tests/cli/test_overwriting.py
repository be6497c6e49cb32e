"""What may not be written to is found before anything is opened."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from normalizer.cli.exits import Refusal
from normalizer.cli.overwriting import refuse_overwriting


@pytest.mark.parametrize(
    "stdout", [None, io.StringIO(), io.TextIOWrapper(io.BytesIO())], ids=["closed", "text", "bytes"]
)
def test_a_stdout_that_is_no_file_is_no_input(stdout: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"")
    monkeypatch.setattr(sys, "stdout", stdout)

    refuse_overwriting(["-"], [str(log)], force=False)


def test_an_input_is_known_under_any_name_and_behind_stdout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, link = tmp_path / "log.jsonl", tmp_path / "link"
    log.write_bytes(b"")
    link.symlink_to(log)
    with pytest.raises(Refusal, match=f"the output {link} is the input {log}"):
        refuse_overwriting([str(link)], [str(log)], force=True)
    with log.open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(Refusal, match=f"the output - is the input {log}"):
            refuse_overwriting(["-"], [str(log)], force=True)
