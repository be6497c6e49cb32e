"""What was stopped, however that was, is gone on with, and gives the same bytes as what was not."""

from __future__ import annotations

import functools
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from normalizer import __version__
from normalizer.cli import checkpoint, conversion_run, publish
from normalizer.cli.exits import Refusal
from normalizer.cli.lock import alone
from normalizer.logs import Input, LogError, Tally, read_log
from normalizer.logs.inputs import Begin

from .command import MIXED, OPPER, ORQ, ORQ_CHUNK, STREAMS, events, log, run, unmeasured

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks and signals")

BAD = b'{"choices":[{"text":5}]}'
PROGRAM = """
import sys
from normalizer.cli import checkpoint
checkpoint.EVERY = 15_000
from normalizer.__main__ import main
main()
"""
NAMES = ("out", "rejects", "changes", "summary")


def _log(path: Path, times: int) -> Path:
    lines = [*MIXED.read_bytes().splitlines(), BAD, b"", b"\xff"]
    return log(path, *lines * times)


def _convert(folder: Path, *more: object, suffix: str = "", inputs: tuple[str, ...] = ("in",)) -> list[str]:
    out, rejects, changes, summary = (folder / f"{name}{suffix}" for name in NAMES)
    files = ("-o", out, "--rejects", rejects, "--changes", changes, "--summary-json", summary)
    paths = [folder / name for name in inputs]
    return list(map(str, ("convert", *paths, "--to", "orq", *files, *more)))


def _written(folder: Path, suffix: str = "") -> dict[str, bytes]:
    return {name: (folder / f"{name}{suffix}").read_bytes() for name in NAMES}


def _clean(folder: Path, *more: object, inputs: tuple[str, ...] = ("in",), suffix: str = "") -> dict[str, bytes]:
    """What a run that nobody stops writes."""
    assert run(*_convert(folder, *more, inputs=inputs, suffix=suffix)).exit_code == 1
    written = _written(folder, suffix)
    for name in NAMES:
        (folder / f"{name}{suffix}").unlink()
    return written


@pytest.fixture
def stop_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Ends a run as SIGTERM does, after so many records; and keeps the place before every record."""
    monkeypatch.setattr(checkpoint, "EVERY", 1)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # the machine goes on; it takes its time before every record
    take = conversion_run.Run._take

    def stop(count: int) -> None:
        counted = iter(range(count))

        def take_or_stop(self: conversion_run.Run, outcome: object) -> None:
            if next(counted, None) is None:
                raise SystemExit(143)
            take(self, outcome)  # type: ignore[arg-type]  # it is one

        monkeypatch.setattr(conversion_run.Run, "_take", take_or_stop)

    return stop


def test_killed_again_and_again_it_gives_the_same_bytes(tmp_path: Path) -> None:
    _log(tmp_path / "in", 16)
    whole = _clean(tmp_path, "--no-progress")
    arguments = [sys.executable, "-c", PROGRAM, *_convert(tmp_path, "--resume")]
    kept = tmp_path / ".out.resume"
    draws = random.Random(39)
    kills = 0
    while not (tmp_path / "out").exists():
        before = kept.read_bytes() if kept.exists() else None
        with subprocess.Popen(arguments, env=unmeasured(), stderr=subprocess.DEVNULL) as running:
            while running.poll() is None and (not kept.exists() or kept.read_bytes() == before):
                time.sleep(0.001)
            time.sleep(draws.uniform(0, 0.02))
            if kills < 20:
                running.kill()
                kills += 1
        assert (tmp_path / "out").exists() or running.returncode == -signal.SIGKILL

    assert kills == 20
    assert _written(tmp_path) == whole
    assert {path.name for path in tmp_path.iterdir()} == {"in", *NAMES}


@pytest.mark.parametrize("count", [0, 1, 59, 60, 61, 119])
@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_stopped_at_any_record_it_gives_the_same_bytes(
    count: int, suffix: str, tmp_path: Path, stop_at: Callable[[int], None]
) -> None:
    """Compressed outputs are those of a run that nobody stopped and that could have been gone on with: archives end at the
    places that are kept.
    """
    _log(tmp_path / "in", 1)
    (tmp_path / "two").write_bytes(gzip.compress((tmp_path / "in").read_bytes()))
    inputs = ("in", "two")
    plain = _clean(tmp_path, inputs=inputs)
    stop_at(1000)
    whole = _clean(tmp_path, "--resume", inputs=inputs, suffix=suffix)
    stop_at(count)
    with pytest.raises(SystemExit):
        raise run(*_convert(tmp_path, "--resume", inputs=inputs, suffix=suffix)).exception or click.ClickException("")
    assert not any((tmp_path / f"{name}{suffix}").exists() for name in NAMES)
    stop_at(1000)
    result = run(*_convert(tmp_path, "--resume", inputs=inputs, suffix=suffix))

    assert result.exit_code == 1
    assert "going on with " in result.stderr
    assert _written(tmp_path, suffix) == whole
    assert suffix or whole == plain
    assert {path.name for path in tmp_path.iterdir()} == {"in", "two", *(f"{name}{suffix}" for name in NAMES)}


@pytest.mark.parametrize("count", range(1, 16))
def test_event_streams_documents_and_long_lines_are_gone_on_with(
    count: int, tmp_path: Path, stop_at: Callable[[int], None]
) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + b"".join(path.read_bytes() for path in STREAMS[:3]))
    (tmp_path / "b").write_bytes(b"\n" + b"x" * 20_000 + b"\n" + ORQ + b"\ndata: x\n")
    (tmp_path / "c").write_bytes(b"\n\n" + OPPER.replace(b",", b",\n"))
    (tmp_path / "d").write_bytes(b"\n\n" + STREAMS[0].read_bytes())
    inputs = ("a", "b", "c", "d", "a")
    more = ("--max-line", 10_000, "--max-stream", 6000)
    whole = _clean(tmp_path, *more, inputs=inputs)
    stop_at(count)
    run(*_convert(tmp_path, "--resume", *more, inputs=inputs))
    stop_at(1000)
    run(*_convert(tmp_path, "--resume", *more, inputs=inputs))

    assert _written(tmp_path) == whole


def test_a_disk_that_was_full_is_gone_on_with(tmp_path: Path) -> None:
    import resource

    _log(tmp_path / "in", 8)
    whole = _clean(tmp_path)
    arguments = [sys.executable, "-c", PROGRAM, *_convert(tmp_path, "--resume")]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    full = subprocess.run(arguments, env=unmeasured(), capture_output=True, check=False, preexec_fn=limit)
    assert (full.returncode, (tmp_path / "out").exists()) == (3, False)
    assert subprocess.run(arguments, env=unmeasured(), capture_output=True, check=False).returncode == 1
    assert _written(tmp_path) == whole


def test_one_byte_of_the_input_and_it_is_refused(tmp_path: Path, stop_at: Callable[[int], None]) -> None:
    path = _log(tmp_path / "in", 1)
    stop_at(30)
    run(*_convert(tmp_path, "--resume"))
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_bytes(content)
    os.utime(path, ns=times)  # its size and its times are what they were
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = run(*_convert(tmp_path, "--resume"))

    assert result.exit_code == 2
    resume = tmp_path / ".out.resume"
    assert (
        f"Error: {path} has changed since the run that {resume} belongs to; remove it to begin anew\n" in result.stderr
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_checkpoint_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    _log(tmp_path / "in", 1)
    (tmp_path / ".out.resume").mkdir()
    result = run(*_convert(tmp_path, "--resume"))

    assert result.exit_code == 2
    assert "does not say how far a run has come; remove it to begin anew" in result.stderr


def test_an_input_that_is_longer_is_refused_whatever_its_times_are(
    tmp_path: Path, stop_at: Callable[[int], None]
) -> None:
    path = log(tmp_path / "in", *[ORQ * 100] * 100)
    stop_at(30)
    run(*_convert(tmp_path, "--resume"))
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    with path.open("ab") as stream:
        stream.write(b"x")
    os.utime(path, ns=times)

    assert run(*_convert(tmp_path, "--resume")).exit_code == 2


@pytest.mark.parametrize("edit", ["touch", "append", "far"])
def test_an_input_that_changed_behind_its_beginning_is_refused(
    edit: str, tmp_path: Path, stop_at: Callable[[int], None]
) -> None:
    path = _log(tmp_path / "in", 1)
    stop_at(30)
    run(*_convert(tmp_path, "--resume"))
    with path.open("r+b") as stream:
        stream.seek(0 if edit == "touch" else 2**21, os.SEEK_END if edit == "append" else os.SEEK_SET)
        stream.write(b"" if edit == "touch" else b"x")
    os.utime(path)

    assert run(*_convert(tmp_path, "--resume")).exit_code == 2


@pytest.mark.parametrize(
    ("more", "inputs", "told"),
    [
        (("--strict",), ("in",), "options have changed (strict)"),
        (("--form", "node", "--max-line", "5000"), ("in",), "options have changed (form, max_line)"),
        ((), ("in", "in"), "the inputs are others"),
    ],
)
def test_another_run_is_refused(
    more: tuple[str, ...], inputs: tuple[str, ...], told: str, tmp_path: Path, stop_at: Callable[[int], None]
) -> None:
    _log(tmp_path / "in", 1)
    stop_at(30)
    run(*_convert(tmp_path, "--resume"))
    result = run(*_convert(tmp_path, "--resume", *more, inputs=inputs))

    assert result.exit_code == 2
    assert told in result.stderr


def test_another_version_is_refused(
    tmp_path: Path, stop_at: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    _log(tmp_path / "in", 1)
    stop_at(30)
    run(*_convert(tmp_path, "--resume"))
    monkeypatch.setattr(checkpoint, "__version__", "0")

    assert "the version of normalizer has changed" in run(*_convert(tmp_path, "--resume")).stderr


def test_what_makes_no_difference_may_be_different(tmp_path: Path, stop_at: Callable[[int], None]) -> None:
    _log(tmp_path / "in", 1)
    stop_at(30)
    run(*_convert(tmp_path, "--resume", "--force"))
    stop_at(1000)

    assert run(*_convert(tmp_path, "--resume", "--no-progress", "--unbuffered")).exit_code == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"run":{},"point":{"begin":null}}',
        b'{"run":1,"point":2}',
        f'{{"run":{{"version":"{__version__}","options":[]}},"point":{{"begin":null}}}}'.encode(),
    ],
)
def test_what_says_nothing_of_a_run_is_refused(content: bytes, tmp_path: Path) -> None:
    _log(tmp_path / "in", 1)
    (tmp_path / ".out.resume").write_bytes(content)
    result = run(*_convert(tmp_path, "--resume"))

    assert result.exit_code == 2
    assert "does not say how far a run has come; remove it to begin anew" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.resume", "in"]


def test_an_output_that_lacks_what_was_written_is_refused(tmp_path: Path, stop_at: Callable[[int], None]) -> None:
    _log(tmp_path / "in", 1)
    stop_at(30)
    run(*_convert(tmp_path, "--resume"))
    with (tmp_path / ".out.resume.partial").open("r+b") as stream:
        stream.truncate(10)
    result = run(*_convert(tmp_path, "--resume"))

    assert result.exit_code == 2
    told = f"is shorter than it was; what was written to {tmp_path / 'out'} cannot be gone on with\n"
    assert result.stderr.endswith(told)


@pytest.mark.parametrize("place", NAMES)
def test_a_kill_between_two_names_is_gone_on_with(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _log(tmp_path / "in", 1)
    whole = _clean(tmp_path)
    replace = Path.replace

    def stop_at_a_name(path: Path, target: Path) -> Path:
        if target.name == place:
            raise SystemExit(137)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", stop_at_a_name)
    for _ in range(2):
        assert run(*_convert(tmp_path, "--resume")).exit_code == 137
        assert not (tmp_path / place).exists()
    monkeypatch.undo()
    result = run(*_convert(tmp_path, "--resume"))

    assert "going on: everything was written, and is published now" in result.stderr
    assert result.exit_code == 1
    assert _written(tmp_path) == whole
    assert {path.name for path in tmp_path.iterdir()} == {"in", *NAMES}


def test_what_somebody_else_wrote_meanwhile_is_not_replaced(tmp_path: Path, stop_at: Callable[[int], None]) -> None:
    _log(tmp_path / "in", 1)
    stop_at(30)
    run(*_convert(tmp_path, "--resume"))
    log(tmp_path / "out", b"theirs")
    stop_at(1000)

    assert run(*_convert(tmp_path, "--resume")).exit_code == 2
    assert (tmp_path / "out").read_bytes() == b"theirs\n"
    assert run(*_convert(tmp_path, "--resume", "--force")).exit_code == 1


def test_what_was_there_before_is_not_replaced_either(tmp_path: Path) -> None:
    _log(tmp_path / "in", 1)
    log(tmp_path / "out", b"theirs")

    assert run(*_convert(tmp_path, "--resume")).exit_code == 2
    assert (tmp_path / "out").read_bytes() == b"theirs\n"


def _stopped_at(place: str, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    """A run that is stopped when a file is to get this name."""
    replace = Path.replace

    def stop_at_a_name(path: Path, target: Path) -> Path:
        if target.name == place:
            raise SystemExit(137)
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stop_at_a_name)
        assert run(*arguments).exit_code == 137


def test_what_somebody_else_wrote_before_the_last_name_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _log(tmp_path / "in", 1)
    _stopped_at("out", monkeypatch, *_convert(tmp_path, "--resume"))
    log(tmp_path / "out", b"theirs")

    assert run(*_convert(tmp_path, "--resume")).exit_code == 2
    assert (tmp_path / "out").read_bytes() == b"theirs\n"


def test_a_cut_is_remembered_where_only_a_name_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").write_bytes(gzip.compress(b"\n".join([ORQ] * 9))[:-8])
    arguments = _convert(tmp_path, "--salvage", "--resume")
    _stopped_at("out", monkeypatch, *arguments)

    assert run(*arguments).exit_code == 1


def test_too_many_rejects_are_no_whole_run_when_they_are_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(tmp_path / "in", ORQ, BAD)
    arguments = _convert(tmp_path, "--max-rejects", "0", "--resume")
    _stopped_at("rejects", monkeypatch, *arguments)

    assert run(*arguments).exit_code == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "rejects"]


@pytest.mark.parametrize(("count", "line"), [(0, 1), (1, 2), (5, 6)])
def test_where_a_run_goes_on_is_told(count: int, line: int, tmp_path: Path, stop_at: Callable[[int], None]) -> None:
    _log(tmp_path / "in", 1)
    stop_at(count)
    run(*_convert(tmp_path, "--resume"))
    stop_at(1000)

    assert f"going on with {tmp_path / 'in'}:{line}\n" in run(*_convert(tmp_path, "--resume")).stderr


def test_a_place_is_kept_when_so_many_bytes_of_records_came_since_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "EVERY", 10)
    kept = checkpoint.Checkpoint(tmp_path / "kept", None)
    lines = (b"12345",) * 5 + (b"1234",) * 4 + (b"1234567890", b"1", b"2")
    records = read_log([str(log(tmp_path / "in", *lines))])

    assert [record.line for record in records if kept.is_due(record)] == [3, 5, 8, 11]


def test_a_place_is_whole_when_it_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(os.fstat(number).st_size))
    checkpoint.Checkpoint(tmp_path / "kept", None).keep(checkpoint.Point())

    assert synced == [(tmp_path / "kept").stat().st_size]


def test_a_checkpoint_that_somebody_removed_is_not_missed(tmp_path: Path) -> None:
    checkpoint.Checkpoint(tmp_path / "gone", None).remove()


def test_without_rejects_nothing_is_left(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ)
    result = run("convert", tmp_path / "in", "--to", "orq", "-o", tmp_path / "out", "--resume")

    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_too_many_rejects_are_the_end(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ, BAD)
    files = ("-o", tmp_path / "out", "--max-rejects", "0")
    result = run("convert", tmp_path / "in", "--to", "orq", *files, "--resume")

    assert result.exit_code == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.rejects.jsonl"]


def test_an_archive_that_was_cut_is_told_once_in_the_summary(tmp_path: Path, stop_at: Callable[[int], None]) -> None:
    _log(tmp_path / "two", 1)
    (tmp_path / "in").write_bytes(gzip.compress((tmp_path / "two").read_bytes())[:-20])
    whole = _clean(tmp_path, "--salvage", inputs=("in", "two"))
    for count in (5, 10, 60, 1000):
        stop_at(count)
        result = run(*_convert(tmp_path, "--salvage", "--resume", inputs=("in", "two")))

    assert result.exit_code == 1
    assert _written(tmp_path) == whole
    assert json.loads(whole["summary"])["cut"] == [str(tmp_path / "in")]


def test_a_cut_that_was_told_before_the_stop_is_not_told_again(tmp_path: Path, stop_at: Callable[[int], None]) -> None:
    _log(tmp_path / "two", 1)
    (tmp_path / "in").write_bytes(gzip.compress(b"\n".join([ORQ] * 9))[:-8])  # its end is seen before the ninth
    whole = _clean(tmp_path, "--salvage", inputs=("in", "two"))
    stop_at(8)
    stopped = run(*_convert(tmp_path, "--salvage", "--resume", inputs=("in", "two")))
    stop_at(1000)
    result = run(*_convert(tmp_path, "--salvage", "--resume", inputs=("in", "two")))

    assert "the archive is cut off" in stopped.stderr
    assert "the archive is cut off" not in result.stderr
    assert _written(tmp_path) == whole
    assert json.loads(whole["summary"])["cut"] == [str(tmp_path / "in")]


def test_two_runs_at_once_are_one_too_many(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    _log(tmp_path / "in", 1)
    with alone(tmp_path / ".out.resume.lock", "out"):
        result = run(*_convert(tmp_path, "--resume"))
        assert result.exit_code == 2
        assert f"another run is writing {tmp_path / 'out'}" in result.stderr
    assert run(*_convert(tmp_path, "--resume")).exit_code == 1


def test_a_lock_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "nowhere" / ".out.resume.lock"

    with pytest.raises(Refusal) as refused, alone(lock, "out"):
        pytest.fail("it was made")
    assert refused.value.message == f"{lock}: No such file or directory"


def test_a_lock_that_somebody_removes_does_not_end_a_run(tmp_path: Path) -> None:
    lock = tmp_path / ".out.resume.lock"

    with alone(lock, "out"):
        lock.unlink()
    assert not lock.exists()


def test_a_lock_that_was_removed_meanwhile_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _log(tmp_path / "in", 1)
    opened = Path.open

    def open_and_lose(path: Path, *arguments: Any) -> object:
        stream: object = opened(path, *arguments)
        if path.name.endswith(".lock"):
            path.unlink()
        return stream

    monkeypatch.setattr(Path, "open", open_and_lose)
    assert "another run is writing " in run(*_convert(tmp_path, "--resume")).stderr


def test_without_the_package_that_compresses_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log(tmp_path / "in", ORQ)
    monkeypatch.setattr(publish, "need_package", _missing)
    result = run("convert", tmp_path / "in", "--to", "orq", "-o", tmp_path / "out.zst", "--resume")

    assert (result.exit_code, result.stderr) == (2, f"Error: {tmp_path / 'out.zst'}: the package for it is missing\n")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def _missing(path: str) -> None:
    raise LogError(path, "the package for it is missing")


def test_without_posix_locks_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _log(tmp_path / "in", 1)
    monkeypatch.setitem(sys.modules, "fcntl", None)

    assert "--resume needs a system with POSIX locks" in run(*_convert(tmp_path, "--resume")).stderr


def test_an_input_that_cannot_be_looked_at_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _log(tmp_path / "in", 1)
    opened = Path.open

    def refuse(path: Path, *arguments: Any) -> object:
        if path.name == "in":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    result = run(*_convert(tmp_path, "--resume"))

    assert (result.exit_code, result.stderr) == (2, f"Error: {tmp_path / 'in'}: Permission denied\n")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    _log(tmp_path / "in", 1)
    result = run("convert", tmp_path / "in", "--to", "orq", "-o", tmp_path / "no" / "out", "--resume")

    assert result.exit_code == 2
    assert "No such file or directory" in result.stderr


def test_an_output_that_cannot_be_begun_is_refused(tmp_path: Path) -> None:
    _log(tmp_path / "in", 1)
    (tmp_path / ".out.resume.partial").mkdir()
    result = run(*_convert(tmp_path, "--resume"))

    assert result.exit_code == 2
    assert ".out.resume.partial: Is a directory" in result.stderr
    assert (tmp_path / ".out.resume.partial").is_dir()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("in", "--resume"), "--resume needs files to write to"),
        (("in", "-o", "/dev/null", "--resume"), "--resume needs files to write to"),
        (("in", "-o", "out", "--changes", "/dev/null", "--resume"), "--resume needs files to write to"),
        (("in", "-o", "out", "--resume", "--chunks"), "--resume cannot go on with --chunks"),
        (("in", "-o", "out", "--resume", "--replay"), "--resume cannot go on with --replay"),
        (("in", "-o", "out", "--resume", "--to", "parquet"), "--resume cannot go on with --to parquet"),
        (("in", "-o", "out", "--resume", "--report", "page"), "--resume cannot go on with --report"),
        (("-", "-o", "out", "--resume"), "--resume needs inputs that can be read again: - is no file"),
        (("pipe", "-o", "out", "--resume"), "--resume needs inputs that can be read again: pipe is no file"),
    ],
)
def test_what_cannot_be_gone_on_with_is_refused(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log(Path("in"), ORQ)
    os.mkfifo("pipe")
    result = run("convert", "--to", "orq", *arguments, stdin=b"")

    assert result.exit_code == 2
    assert told in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "pipe"]


def test_an_input_may_end_before_the_place_to_begin_at(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ)
    source = Input(str(tmp_path / "in"), begin=Begin(2, 10_000, are_events=False))
    with pytest.raises(LogError, match="it ends before the place to begin at"):
        list(read_log([source]))


def test_every_record_can_be_begun_with(tmp_path: Path) -> None:
    (tmp_path / "streams").write_bytes(events(ORQ_CHUNK, b"[DONE]") * 3 + events(ORQ_CHUNK))
    _log(tmp_path / "lines", 1)
    for path in tmp_path.iterdir():
        for longest in (10, 200, 2**20):
            read = functools.partial(read_log, max_line=longest, max_stream=longest)
            records = list(read([str(path)]))
            for number, record in enumerate(records):
                begin = checkpoint.place_of(record)
                assert list(read([Input(str(path), begin=begin)])) == records[number:]


def test_a_place_is_kept_before_lines_and_streams_of_any_length_and_before_nothing_else(tmp_path: Path) -> None:
    held = {
        "lines": b"\n".join([ORQ, b"x" * 3000, b"", ORQ]),
        "streams": events(ORQ_CHUNK, b"[DONE]") + events(*[ORQ_CHUNK] * 30, b"[DONE]"),
        "document": OPPER.replace(b",", b",\n"),
    }
    for name, content in held.items():
        (tmp_path / name).write_bytes(content)
    records = read_log([str(tmp_path / name) for name in held], max_line=2000, max_stream=2000)
    kinds = {}
    for record in records:
        kept = checkpoint.Checkpoint(tmp_path / "kept", None)
        kept._bytes = checkpoint.EVERY
        kinds[record.kind] = kept.is_due(record)

    assert kinds == {"line": True, "long": True, "blank": False, "events": True, "long-events": True, "document": False}


def test_a_file_that_cannot_be_settled_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from normalizer.cli.exits import Failure

    output = publish.opened_to_stay(str(tmp_path / "out.gz"), 0)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, "compressed", fail)
    with pytest.raises(Failure, match="No space left on device"), output:
        output.settle()


def test_a_place_that_cannot_be_kept_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log(tmp_path / "in", ORQ)
    (tmp_path / ".out.resume.next.partial").mkdir()
    result = run("convert", tmp_path / "in", "--to", "orq", "-o", tmp_path / "out", "--resume")

    assert (result.exit_code, result.stderr) == (3, f"Error: {tmp_path / '.out.resume'}: Is a directory\n")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    result = run("convert", tmp_path / "in", "--to", "orq", "-o", tmp_path / "other", "--resume")
    assert (result.exit_code, result.stderr) == (3, f"Error: {tmp_path / '.other.resume'}: Input/output error\n")


def test_what_was_counted_is_counted_on() -> None:
    counted = Tally(Counter(orq=1, opper=2), Counter(wire=3), Counter({"fault": 4}), blank=5, partial=6, lossy=7)
    point = checkpoint.Point(numbers=json.loads(json.dumps(counted.numbers())))

    assert point.tally() == counted
    assert checkpoint.Point().tally() == Tally()
