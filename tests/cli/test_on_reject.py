"""Rejects are kept beside the output unless somebody says where else, or that they are not wanted."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .command import ORQ, log, run

BAD = b'{"choices":[{"text":5}]}'


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _convert(folder: Path, *more: object) -> tuple[object, ...]:
    return ("convert", folder / "in", "--to", "orq", "-o", folder / "out.gz", *more)


def test_rejects_are_kept_beside_the_output(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ, BAD)
    result = run(*_convert(tmp_path))
    kept = tmp_path / "out.gz.rejects.jsonl"

    assert (result.exit_code, _names(tmp_path)) == (1, ["in", "out.gz", "out.gz.rejects.jsonl"])
    assert json.loads(kept.read_bytes())["raw"].encode() == BAD
    assert f"rejected 1 (kept in {kept}) in " in result.stderr


def test_there_is_no_such_file_without_any(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ)

    assert run(*_convert(tmp_path)).exit_code == 0
    assert _names(tmp_path) == ["in", "out.gz"]


def test_what_was_kept_before_is_not_replaced_without_force(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ)
    kept = log(tmp_path / "out.gz.rejects.jsonl", b"old")

    assert run(*_convert(tmp_path)).exit_code == 2
    assert kept.read_bytes() == b"old\n"
    assert run(*_convert(tmp_path, "--force")).exit_code == 0
    assert kept.read_bytes() == b""


def test_rejects_are_kept_beside_an_output_that_is_replaced(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ, BAD)
    log(tmp_path / "out.gz", b"old")

    assert run(*_convert(tmp_path, "--force")).exit_code == 1
    assert _names(tmp_path) == ["in", "out.gz", "out.gz.rejects.jsonl"]


@pytest.mark.parametrize("more", [(), ("--max-rejects", 5)])
def test_rejects_can_be_skipped(more: tuple[object, ...], tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ, BAD)
    result = run(*_convert(tmp_path, "--on-reject", "skip", *more))

    assert (result.exit_code, _names(tmp_path)) == (1, ["in", "out.gz"])
    assert f"{tmp_path / 'in'}:2: not a readable orq payload" in result.stderr
    assert ", rejected 1 (not kept) in " in result.stderr


def test_the_first_reject_can_be_the_last(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ, BAD, ORQ, BAD)
    result = run(*_convert(tmp_path, "--on-reject", "fail"))

    assert (result.exit_code, _names(tmp_path)) == (4, ["in", "out.gz.rejects.jsonl"])
    assert (tmp_path / "out.gz.rejects.jsonl").read_bytes().count(b"\n") == 1
    assert "in:4" not in result.stderr


def test_on_stdout_rejects_are_named_and_said_not_to_be_kept() -> None:
    result = run("convert", "-", "--to", "orq", stdin=ORQ + b"\n" + BAD)

    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert ", rejected 1 (not kept; --rejects FILE keeps them) in " in result.stderr


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--on-reject", "keep"), "--on-reject keep needs a file"),
        (("--on-reject", "skip", "--rejects", "rejects"), "--rejects keeps what --on-reject skip leaves out"),
        (("--on-reject", "fail", "--max-rejects", "5"), "--on-reject fail allows none"),
    ],
)
def test_what_cannot_be_done_about_rejects_is_refused(
    more: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("convert", "-", "--to", "orq", *more, stdin=BAD)

    assert (result.exit_code, _names(tmp_path)) == (2, [])
    assert told in result.stderr


def test_keeping_is_what_is_done_anyway(tmp_path: Path) -> None:
    log(tmp_path / "in", BAD)

    assert run(*_convert(tmp_path, "--on-reject", "keep")).exit_code == 1
    assert (
        run("convert", tmp_path / "in", "--to", "orq", "--on-reject", "keep", "--rejects", tmp_path / "r").exit_code
        == 1
    )
    assert _names(tmp_path) == ["in", "out.gz", "out.gz.rejects.jsonl", "r"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_nothing_is_put_beside_a_pipe(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ, BAD)
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit((tmp_path / "pipe").read_bytes)
        result = run("convert", tmp_path / "in", "--to", "orq", "-o", tmp_path / "pipe")
        assert read.result(60).count(b"\n") == 1

    assert (result.exit_code, _names(tmp_path)) == (1, ["in", "pipe"])
    assert "(not kept; --rejects FILE keeps them)" in result.stderr
