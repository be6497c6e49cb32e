"""A file appears under its name when all of it is there, or not at all."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest

from normalizer.cli.exits import Failure, failure
from normalizer.cli.publish import Output, opened, opened_to_stay, staying


def test_a_file_is_not_there_before_it_is_published(tmp_path: Path) -> None:
    with opened(str(tmp_path / "out")) as output:
        output.write(b"line\n")
        output.complete()

        assert not (tmp_path / "out").exists()
        output.publish()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_bytes() == b"line\n"


def test_a_file_that_is_not_published_is_gone(tmp_path: Path) -> None:
    with opened(str(tmp_path / "out")) as output:
        output.write(b"line\n")
        (partial,) = tmp_path.iterdir()

        assert partial.name.startswith(".out.")
        assert partial.name.endswith(".partial")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_get_its_name_is_a_failure(tmp_path: Path) -> None:
    with opened(str(tmp_path / "out")) as output:
        (tmp_path / "out").mkdir()
        with pytest.raises(Failure, match="out: Is a directory"):
            output.publish()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


class _Broken(io.BytesIO):
    def write(self, _line: object) -> int:
        raise OSError(5, "Input/output error")

    def flush(self) -> None:
        raise BrokenPipeError


def test_a_line_that_cannot_be_written_is_a_failure() -> None:
    with pytest.raises(Failure, match="name: Input/output error"):
        Output("name", _Broken()).write(b"line\n")


def test_a_reader_that_left_is_no_failure() -> None:
    with pytest.raises(BrokenPipeError):
        Output("name", _Broken()).complete()
    with pytest.raises(BrokenPipeError):
        Output("name", _Broken()).flush()


class _Slow(io.BytesIO):
    def write(self, line: bytes) -> int:  # type: ignore[override]  # it is given a memoryview
        return super().write(line[:3])


def test_what_a_stream_does_not_take_at_once_is_written_again() -> None:
    stream = _Slow()
    Output("name", stream).write(b"a whole line\n")

    assert stream.getvalue() == b"a whole line\n"


@pytest.mark.parametrize("name", ["out", "out.gz"])
def test_what_is_flushed_can_be_read_before_the_file_is_complete(name: str, tmp_path: Path) -> None:
    with opened(str(tmp_path / name)) as output:
        output.write(b"line\n")
        output.flush()
        (partial,) = tmp_path.iterdir()
        written = partial.read_bytes()

    assert (zlib.decompressobj(31).decompress(written) if name.endswith(".gz") else written) == b"line\n"


def test_a_file_is_published_once(tmp_path: Path) -> None:
    with opened(str(tmp_path / "out")) as output:
        output.publish()
        output.publish()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_temporary_file_that_somebody_removed_is_not_missed(tmp_path: Path) -> None:
    with opened(str(tmp_path / "out")):
        next(tmp_path.iterdir()).unlink()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_replaced_stays_as_it_is_until_then(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"old\n")
    with opened(str(tmp_path / "out")) as output:
        output.write(b"new\n")
        output.flush()
    assert (tmp_path / "out").read_bytes() == b"old\n"


def test_what_was_written_behind_the_place_that_was_kept_is_cut_off(tmp_path: Path) -> None:
    path = str(tmp_path / "out")
    staying(path).write_bytes(b"kept\nnot kept\n")
    with opened_to_stay(path, 5) as output:
        output.write(b"new\n")
        output.publish()
    assert Path(path).read_bytes() == b"kept\nnew\n"


@pytest.mark.parametrize(
    ("error", "told"),
    [(OSError(28, "No space left on device"), "No space left on device"), (BlockingIOError(), "BlockingIOError")],
)
def test_a_failure_is_told_in_the_words_of_the_system_or_by_its_kind(error: OSError, told: str) -> None:
    assert failure("out", error).message == f"out: {told}"
