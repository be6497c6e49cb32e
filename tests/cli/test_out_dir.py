"""Many inputs become as many files in a folder, which appear together or not at all."""

from __future__ import annotations

import gzip
import json
import resource
import sys
from pathlib import Path

import pytest

from normalizer.cli import publish
from normalizer.cli.out_folder import folder_at
from normalizer.logs import Input

from .command import DONE, OPPER, ORQ, ORQ_CHUNK, events, log, process, run, unmeasured

BAD = b'{"choices":[{"text":5}]}'


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _convert(tmp_path: Path, *more: object) -> tuple[object, ...]:
    (tmp_path / "out").mkdir(exist_ok=True)
    return ("convert", tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz", "--out-dir", tmp_path / "out", *more)


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    log(tmp_path / "a.jsonl", ORQ, BAD)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(OPPER + b"\n" + BAD + b"\n" + OPPER))
    return tmp_path


def test_each_input_becomes_a_file_of_its_name(logs: Path) -> None:
    result = run(*_convert(logs, "--to", "canonical", "--summary-json", logs / "summary", "--unbuffered"))
    alone = [run("convert", logs / name, "--to", "canonical").stdout_bytes for name in ("a.jsonl", "b.jsonl.gz")]

    assert result.exit_code == 1
    assert _names(logs / "out") == ["a.jsonl", "b.jsonl.gz", "rejects.jsonl"]
    assert (logs / "out" / "a.jsonl").read_bytes() == alone[0]
    assert gzip.decompress((logs / "out" / "b.jsonl.gz").read_bytes()) == alone[1]
    rejects = [json.loads(line) for line in (logs / "out" / "rejects.jsonl").read_bytes().splitlines()]
    assert [(Path(each["source"]).name, each["line"]) for each in rejects] == [("a.jsonl", 2), ("b.jsonl.gz", 2)]
    assert json.loads((logs / "summary").read_bytes())["converted"] == 3
    assert f" -> {logs / 'out'}\n" in result.stderr


def test_streams_that_broke_off_end_their_own_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(events(ORQ_CHUNK, DONE, ORQ_CHUNK))
    (tmp_path / "out").mkdir()
    result = run("convert", tmp_path / "a", tmp_path / "b", "--to", "orq", "--replay", "--out-dir", tmp_path / "out")

    assert result.exit_code == 0
    assert _names(tmp_path / "out") == ["a", "b"]


@pytest.mark.parametrize("second", [b"\x1f\x8b\x08", b"\xff\xfe{\x00"])
def test_where_one_input_fails_none_is_published(second: bytes, logs: Path) -> None:
    (logs / "b.jsonl.gz").write_bytes(second)

    assert run(*_convert(logs, "--to", "orq")).exit_code == 3
    assert _names(logs / "out") == []


def test_too_many_rejects_publish_the_rejects_alone(logs: Path) -> None:
    assert run(*_convert(logs, "--to", "orq", "--max-rejects", 1)).exit_code == 4
    assert _names(logs / "out") == ["rejects.jsonl"]


def test_none_is_replaced_without_force(logs: Path) -> None:
    _convert(logs)
    log(logs / "out" / "b.jsonl.gz", b"old")

    assert run(*_convert(logs, "--to", "orq")).exit_code == 2
    assert _names(logs / "out") == ["b.jsonl.gz"]
    assert run(*_convert(logs, "--to", "orq", "--force")).exit_code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_there_may_be_more_of_them_than_files_can_be_open(tmp_path: Path) -> None:
    paths = [log(tmp_path / f"{number}.jsonl", ORQ) for number in range(60)]
    (tmp_path / "out").mkdir()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))

    arguments = ("convert", *paths, "--to", "opper", "--out-dir", tmp_path / "out")
    assert process(*arguments, preexec_fn=limit, env=unmeasured()).returncode == 0
    assert _names(tmp_path / "out") == sorted(path.name for path in paths)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a", "--out-dir", "out", "-o", "x"), "--out-dir goes with neither"),
        (("a", "--out-dir", "out", "--resume"), "--out-dir goes with neither"),
        (("-", "--out-dir", "out"), "--out-dir needs inputs that have a name"),
        (("a", "out/../a", "--out-dir", "out"), "two outputs cannot go to one file"),
        (("rejects.jsonl", "--out-dir", "out"), "two outputs cannot go to one file"),
        (("a", "--out-dir", "."), "the output a is the input a"),
        (("a", "--out-dir", "no"), "Directory 'no' does not exist"),
    ],
)
def test_what_cannot_be_written_is_refused(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    log(Path("a"), ORQ)
    log(Path("rejects.jsonl"), ORQ)
    result = run("convert", *arguments, "--to", "orq", stdin=b"")

    assert result.exit_code == 2
    assert told in result.stderr
    assert _names(tmp_path) == ["a", "out", "rejects.jsonl"]
    assert _names(tmp_path / "out") == []


def test_a_file_that_cannot_be_closed_when_it_is_complete_is_a_failure(tmp_path: Path) -> None:
    from normalizer.cli.exits import Failure

    class Failing:
        def __init__(self, path: Path) -> None:
            self._stream = path.open("wb")
            self.flush, self.fileno = self._stream.flush, self._stream.fileno

        def close(self) -> None:
            self._stream.close()
            raise OSError(5, "Input/output error")

    output = publish.Output("out", Failing(tmp_path / "partial"), tmp_path / "out", tmp_path / "partial")  # type: ignore[arg-type]
    with output, pytest.raises(Failure, match="out: Input/output error"):
        output.complete()


def test_an_archive_among_the_inputs_is_whole_wherever_it_stands(logs: Path) -> None:
    (logs / "out").mkdir()
    names = ("b.jsonl.gz", "a.jsonl")
    result = run("convert", *(logs / name for name in names), "--to", "opper", "--out-dir", logs / "out")

    assert result.exit_code == 1
    assert gzip.decompress((logs / "out" / "b.jsonl.gz").read_bytes()).count(b"\n") == 2


def test_what_is_flushed_is_in_the_file_of_its_input(tmp_path: Path) -> None:
    folder = folder_at(str(tmp_path))
    with folder:
        for number, _ in folder.turn([Input("a"), Input("b")]):
            folder.write(b"%d" % number)
            folder.flush()

            assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"0", b"1"][: number + 1]
