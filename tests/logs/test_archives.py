"""gzip and zstd: read whatever their name, written as their name says, and whole or not at all."""

from __future__ import annotations

import gzip
import io
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest
import zstandard

from normalizer.logs import Input, LogError, read_log
from normalizer.logs.inputs import opened
from tests.cli.command import MIXED, OPPER, ORQ, STREAMS, log, run

LINES = MIXED.read_bytes()
PLAIN = [line for line in LINES.split(b"\n") if line]
COMPRESSORS = {"gzip": gzip.compress, "zstd": zstandard.compress}

compressors = pytest.mark.parametrize("compress", COMPRESSORS.values(), ids=COMPRESSORS)


def _read(content: bytes) -> list[tuple[int, bytes]]:
    return [(record.offset, record.text) for record in read_log([Input("log", io.BytesIO(content))])]


@compressors
def test_an_archive_is_read_whatever_its_name(compress: type[bytes], tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(compress(LINES))

    assert _read(compress(LINES)) == _read(LINES)
    assert run("convert", path, "--to", "orq").stdout_bytes == run("convert", MIXED, "--to", "orq").stdout_bytes
    assert run("detect", path).exit_code == 0


@compressors
def test_archives_may_follow_each_other(compress: type[bytes]) -> None:
    assert _read(b"".join(compress(piece) for piece in (LINES, b"", ORQ[:9], ORQ[9:], b"\n"))) == _read(
        LINES + ORQ + b"\n"
    )


@compressors
def test_streams_and_documents_may_be_compressed(compress: type[bytes], tmp_path: Path) -> None:
    (tmp_path / "document").write_bytes(compress(b"{\n}"))

    assert _read(compress(STREAMS[0].read_bytes())) == _read(STREAMS[0].read_bytes())
    assert [record.kind for record in read_log([str(tmp_path / "document")])] == ["document"]


@compressors
def test_an_archive_that_was_cut_publishes_nothing(compress: type[bytes], tmp_path: Path) -> None:
    archive = compress(LINES)
    for size in (5, 9, len(archive) // 3, len(archive) // 2, len(archive) - 9, len(archive) - 4, len(archive) - 1):
        (tmp_path / "in").write_bytes(archive[:size])
        result = run(
            "convert", tmp_path / "in", "--to", "orq", "-o", tmp_path / "out", "--rejects", tmp_path / "rejects"
        )

        assert (result.exit_code, [path.name for path in tmp_path.iterdir()]) == (3, ["in"]), size
        assert result.stderr == f"Error: {tmp_path / 'in'}: the archive is cut off\n"


@compressors
def test_an_archive_that_is_damaged_publishes_nothing(compress: type[bytes], tmp_path: Path) -> None:
    archive = bytearray(compress(LINES))
    archive[len(archive) // 2 :] = bytes(reversed(archive[len(archive) // 2 :]))
    (tmp_path / "in").write_bytes(archive)
    result = run("convert", tmp_path / "in", "--to", "orq", "-o", tmp_path / "out")

    assert (result.exit_code, [path.name for path in tmp_path.iterdir()]) == (3, ["in"])
    assert "Error: " in result.stderr


@pytest.mark.parametrize("behind", [b"more", zlib.compress(LINES)])
def test_a_gzip_archive_with_something_else_behind_it_is_damaged(behind: bytes) -> None:
    with pytest.raises(LogError, match="the gzip archive is damaged"):
        _read(gzip.compress(LINES) + behind)


def test_a_gzip_archive_with_a_wrong_block_is_damaged() -> None:
    with pytest.raises(LogError, match="the gzip archive is damaged"):
        _read(gzip.compress(LINES)[:10] + b"\xff" * 99)


@pytest.mark.parametrize(("suffix", "decompress"), [(".gz", gzip.decompress), (".zst", zstandard.decompress)])
def test_a_name_says_how_an_output_is_compressed(
    suffix: str, decompress: type[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, now in (("one", 1e9), ("two", 2e9)):
        monkeypatch.setattr("time.time", lambda now=now: now)
        files = ("-o", tmp_path / f"{name}{suffix}", "--rejects", tmp_path / f"{name}.rejects{suffix}")
        run("convert", log(tmp_path / "in", OPPER, b"bad"), "--to", "orq", *files)
    one = (tmp_path / f"one{suffix}").read_bytes()

    assert zstandard.ZstdDecompressor().decompressobj().decompress(one) if suffix == ".zst" else decompress(one)
    assert one == (tmp_path / f"two{suffix}").read_bytes()
    assert _read(one) == _read(run("convert", "-", "--to", "orq", stdin=OPPER).stdout_bytes)
    assert run("replay", tmp_path / f"one.rejects{suffix}").stdout == "bad\n"


def test_a_pipe_may_give_an_archive_byte_by_byte() -> None:
    class Slow(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            return super().read1(min(1, size or 0))

    archive = gzip.compress(ORQ)

    assert [record.text for record in read_log([Input("-", Slow(archive))])] == [ORQ]


def test_without_its_package_zstd_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    path = log(tmp_path / "in", ORQ)
    into = run("convert", path, "--to", "orq", "-o", tmp_path / "out.zst")
    path.write_bytes(zstandard.compress(ORQ))
    out_of = run("convert", path, "--to", "orq", "-o", tmp_path / "out")

    assert (into.exit_code, out_of.exit_code) == (2, 3)  # nothing was begun; what is there cannot be read
    for result in (into, out_of):
        assert result.stderr.endswith('zstd needs its extra: pip install "completion-normalizer[zstd]"\n')
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_text_in_utf_16_and_32_is_refused_once(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_bytes(LINES.decode().encode(encoding))
    result = run("convert", path, "--to", "orq", "-o", tmp_path / "out")

    assert (result.exit_code, [path.name for path in tmp_path.iterdir()]) == (3, ["in"])
    assert result.stderr == f"Error: {path}: expected UTF-8, text in UTF-16 or UTF-32 came; convert it first (iconv)\n"


@pytest.mark.parametrize("behind", [b"more", b"next", b"\x00"])
def test_a_zstd_archive_with_something_behind_it_is_damaged(behind: bytes) -> None:
    with pytest.raises(LogError, match="the zstd archive is damaged"):
        _read(zstandard.compress(LINES) + behind * 9)


def test_a_gzip_archive_says_neither_a_name_nor_a_time(tmp_path: Path) -> None:
    run("convert", log(tmp_path / "in", ORQ), "--to", "orq", "-o", tmp_path / "out.gz")

    assert (tmp_path / "out.gz").read_bytes()[:8] == b"\x1f\x8b\x08" + bytes(5)


@compressors
def test_an_archive_is_never_held_whole_however_small_it_is(compress: type[bytes]) -> None:
    archive = io.BytesIO(compress(b" " * 2**27))
    tracemalloc.start()
    with opened(Input("log", archive)) as (stream, _):
        assert stream.read(2) == b"  "
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 2**26
