"""Outputs and rejects appear together and whole, or none of them does."""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from normalizer.cli.publish import Output, opened
from normalizer.logs import read_log

from .command import OPPER, ORQ, command, environment, log, process, run, unmeasured

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals, limits, links and pipes")


def _convert(tmp_path: Path, *more: object) -> tuple[object, ...]:
    files = ("-o", tmp_path / "out", "--rejects", tmp_path / "rejects", "--summary-json", tmp_path / "summary")
    return ("convert", tmp_path / "in", "--to", "opper", *files, *more)


def test_kill_at_any_time_leaves_whole_files_or_none(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes((ORQ + b"\nbad\n") * 400)
    subprocess.run(command(*_convert(tmp_path)), check=False, env=unmeasured(), capture_output=True)
    whole = {name: (tmp_path / name).read_bytes() for name in ("out", "rejects", "summary")}
    draws = random.Random(4)
    for _ in range(25):
        for path in tmp_path.iterdir():
            if path.name != "in":
                path.unlink()
        with subprocess.Popen(command(*_convert(tmp_path)), env=unmeasured(), stderr=subprocess.DEVNULL) as running:
            time.sleep(draws.uniform(0, 0.6))
            running.kill()
        left = {path.name for path in tmp_path.iterdir()} - {"in"}
        assert all(name in whole or (name.startswith(".") and name.endswith(".partial")) for name in left)
        assert all((tmp_path / name).read_bytes() == whole[name] for name in left & whole.keys())
        assert "out" not in left or whole.keys() <= left


def test_a_run_after_a_kill_between_two_names_heals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log(tmp_path / "in", ORQ, b"bad")
    replace = Path.replace

    def stop_at_the_output(path: Path, target: Path) -> Path:
        if target.name == "out":
            raise SystemExit(137)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", stop_at_the_output)
    assert run(*_convert(tmp_path)).exit_code == 137
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "rejects", "summary"]
    monkeypatch.undo()
    assert run(*_convert(tmp_path)).exit_code == 2
    assert run(*_convert(tmp_path, "--force")).exit_code == 1
    assert (tmp_path / "out").read_bytes().count(b"\n") == 1


def test_no_output_is_there_before_the_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in")
    with subprocess.Popen(command(*_convert(tmp_path)), env=environment(), stderr=subprocess.DEVNULL) as running:
        with (tmp_path / "in").open("wb", buffering=0) as pipe:
            for _ in range(50):
                pipe.write(ORQ + b"\nbad\n")
                assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == {"in"}
        assert running.wait(60) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out", "rejects", "summary"]


@pytest.mark.parametrize("bad", [b"bad" * 100, ORQ])
def test_a_full_disk_publishes_no_rejects_either(bad: bytes, tmp_path: Path) -> None:
    log(tmp_path / "in", *[bad] * 500)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    result = process(*_convert(tmp_path), preexec_fn=limit, env=unmeasured())

    assert (result.returncode, [path.name for path in tmp_path.iterdir()]) == (3, ["in"])
    assert result.stderr.splitlines()[-1].endswith(b": File too large")


@pytest.mark.parametrize("option", ["-o", "--rejects", "--changes", "--summary-json"])
@pytest.mark.parametrize("name", ["in", "./in", "hard", "soft"])
def test_an_input_is_never_written_to(option: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    log(Path("in"), ORQ)
    os.link("in", "hard")
    Path("soft").symlink_to("in")
    result = run("convert", "in", "--to", "orq", option, name, "--force")

    assert (result.exit_code, Path("in").read_bytes()) == (2, ORQ + b"\n")
    assert f"the output {name} is the input in" in result.stderr


@pytest.mark.parametrize("option", ["--rejects", "--changes", "--summary-json"])
def test_nothing_but_records_goes_to_stdout(option: str) -> None:
    result = run("convert", "-", "--to", "orq", option, "-", stdin=ORQ)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{option} needs a file" in result.stderr


def test_a_replaced_file_keeps_its_permissions_behind_a_link(tmp_path: Path) -> None:
    target = log(tmp_path / "target", b"old")
    target.chmod(0o640)
    (tmp_path / "link").symlink_to(target)
    run("convert", "-", "--to", "orq", "-o", tmp_path / "link", "-f", stdin=ORQ)

    assert (tmp_path / "link").is_symlink()
    assert target.read_bytes() != b"old\n"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("limit", "code"),
    [("0", 4), ("2", 4), ("3", 1), ("4", 1), ("0%", 4), ("59%", 4), ("60%", 1), ("100%", 1)],
)
def test_more_rejects_than_allowed_publish_the_rejects_alone(limit: str, code: int, tmp_path: Path) -> None:
    log(tmp_path / "in", b"bad 1", ORQ, b"bad 2", ORQ, b"", b"bad 3")
    result = run(*_convert(tmp_path, "--max-rejects", limit))
    names = sorted(path.name for path in tmp_path.iterdir())

    assert result.exit_code == code
    assert names == (["in", "rejects"] if code == 4 else ["in", "out", "rejects", "summary"])
    if code == 4:
        assert result.stderr.splitlines()[-1].endswith(f"records were rejected, --max-rejects allows {limit}")
        assert json.loads((tmp_path / "rejects").read_bytes().split(b"\n")[0])["raw"] == "bad 1"


def test_without_a_file_for_them_too_many_rejects_publish_nothing(tmp_path: Path) -> None:
    files = ("-o", tmp_path / "out", "--on-reject", "skip")
    result = run("convert", "-", "--to", "orq", *files, "--max-rejects", "0", stdin=b"bad")

    assert (result.exit_code, list(tmp_path.iterdir())) == (4, [])


@pytest.mark.parametrize("limit", ["", "x", "-1", "1.5%", "%"])
def test_a_limit_that_is_no_number_is_refused(limit: str) -> None:
    result = run("convert", "-", "--to", "orq", "--max-rejects", limit, stdin=b"")

    assert result.exit_code == 2
    assert "is neither a number nor a percentage" in result.stderr


def test_a_record_is_passed_on_before_the_next_one_comes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in")
    arguments = command("convert", tmp_path / "in", "--to", "opper", "--unbuffered")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()) as running:
        assert running.stdout is not None
        with (tmp_path / "in").open("wb", buffering=0) as pipe:
            for record in (ORQ, OPPER):
                pipe.write(record + b"\n")
                assert select.select([running.stdout], [], [], 60)[0], "nothing comes before the input ends"
                assert running.stdout.readline().endswith(b"}\n")
        assert running.wait(60) == 0


def test_a_log_that_grows_is_read_up_to_its_size_at_the_start(tmp_path: Path) -> None:
    path = log(tmp_path / "in", *[ORQ] * 2000)
    is_over = threading.Event()

    def append() -> None:
        while not list(tmp_path.glob(".out.*")) and not is_over.wait(0.0001):
            pass  # once something is written, the size is known
        with path.open("ab") as stream:
            while not is_over.wait(0.0001):
                stream.write(OPPER + b"\n")
                stream.flush()

    appender = threading.Thread(target=append)
    appender.start()
    try:
        result = run("convert", path, "--to", "canonical", "-o", tmp_path / "out")
    finally:
        is_over.set()
        appender.join()

    assert (tmp_path / "out").read_bytes().count(b"\n") == 2000 < path.read_bytes().count(b"\n")
    assert f"{path}: it grew while it was read; " in result.stderr


def test_what_comes_after_the_beginning_is_not_read(tmp_path: Path) -> None:
    path = log(tmp_path / "in", ORQ)
    records = read_log([str(path), str(log(tmp_path / "two", OPPER))])
    first = next(records)
    with path.open("ab") as stream:
        stream.write(b"late\n")

    assert [first.text, *(record.text for record in records)] == [ORQ, OPPER]


class _Failing:
    """A file that cannot be closed."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")

    def close(self) -> None:
        self._stream.close()
        raise OSError(5, "Input/output error")


def test_a_file_that_cannot_be_closed_is_a_failure(tmp_path: Path) -> None:
    from normalizer.cli.exits import Failure

    output = Output("out", _Failing(tmp_path / "partial"), tmp_path / "out", tmp_path / "partial")  # type: ignore[arg-type]
    with output, pytest.raises(Failure, match="out: Input/output error"):
        output.publish()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_synced_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_number: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    result = run("convert", "-", "--to", "orq", "-o", tmp_path / "out", stdin=ORQ)

    assert (result.exit_code, list(tmp_path.iterdir())) == (3, [])
    assert result.stderr == f"Error: {tmp_path / 'out'}: Input/output error\n"


def test_a_device_takes_an_archive(tmp_path: Path) -> None:
    """A reader of our own: gzip would not wait for a writer, and give up where it comes first."""
    os.mkfifo(tmp_path / "out.gz")
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit((tmp_path / "out.gz").read_bytes)
        with opened(str(tmp_path / "out.gz")) as output:
            output.write(b"line\n")
            output.flush()
            output.complete()
            output.publish()
            output.__exit__(None, None, None)
            assert gzip.decompress(read.result(60)) == b"line\n"


def test_a_signal_leaves_no_rejects(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in")
    arguments = command(*_convert(tmp_path))
    with (
        subprocess.Popen(arguments, env=unmeasured(), stderr=subprocess.DEVNULL) as running,
        (tmp_path / "in").open("wb", buffering=0) as pipe,
    ):
        pipe.write((ORQ + b"\nbad\n") * 100)
        time.sleep(0.5)
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 143
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_no_clock_and_no_hash_shows_in_what_is_written(tmp_path: Path) -> None:
    log(tmp_path / "in", ORQ, b"bad", OPPER)
    seen = []
    for variables in ({"PYTHONHASHSEED": "1", "TZ": "UTC"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"}):
        process(*_convert(tmp_path, "--force"), env=environment(**variables))
        seen.append([(tmp_path / name).read_bytes() for name in ("out", "rejects", "summary")])

    assert seen[0] == seen[1]


@pytest.mark.parametrize("content", [b"", b"\n"])
def test_an_empty_log_gives_empty_files(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(content)

    assert run(*_convert(tmp_path)).exit_code == 0
    assert (tmp_path / "out").read_bytes() == (tmp_path / "rejects").read_bytes() == b""
    assert json.loads((tmp_path / "summary").read_bytes())["blank"] == len(content)
