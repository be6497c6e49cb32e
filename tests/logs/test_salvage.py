"""Of an archive that was cut off, every whole line comes back, the rest of one is a reject, and the cut is told."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
import zstandard

from normalizer.logs import Input, LogError, Rejected, convert_log, read_log
from tests.cli.command import MIXED, OPPER, ORQ, STREAMS, run

LINES = MIXED.read_bytes()
Compress: TypeAlias = Callable[[bytes], bytes]
COMPRESSORS: dict[str, Compress] = {"gzip": gzip.compress, "zstd": zstandard.compress}

compressors = pytest.mark.parametrize("compress", COMPRESSORS.values(), ids=COMPRESSORS)


def _salvaged(content: bytes) -> tuple[bytes, list[str]]:
    """All that is read, and the inputs that were cut off."""
    cut: list[str] = []
    records = read_log([Input("log", io.BytesIO(content))], on_cut=cut.append)
    return b"".join(record.raw + b"\n" for record in records), cut


def _blocks(lines: bytes, compress: Compress) -> bytes:
    """An archive that can be read up to the place where it was cut: its writer flushed every line."""
    if compress is COMPRESSORS["zstd"]:
        frame = zstandard.ZstdCompressor().compressobj()
        flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        return b"".join(frame.compress(line) + frame.flush(flush) for line in lines.splitlines(True)) + frame.flush()
    member = zlib.compressobj(wbits=31)
    pieces = (member.compress(line) + member.flush(zlib.Z_SYNC_FLUSH) for line in lines.splitlines(True))
    return b"".join(pieces) + member.flush()


@compressors
def test_whatever_the_cut_leaves_is_a_beginning_of_the_log(compress: Compress) -> None:
    archive = compress(LINES)
    sizes = {2, 3, 4, 5, 9, 10, 11, 18, *range(19, len(archive), 97), len(archive) - 9, len(archive) - 1}
    read = {size: _salvaged(archive[:size]) for size in sizes}

    assert all(cut == ["log"] for _, cut in read.values())
    assert all(LINES.startswith(text[:-1]) for text, _ in read.values())
    assert read[len(archive) - 1][0].rstrip(b"\n") == LINES.rstrip(b"\n") or compress is COMPRESSORS["zstd"]
    assert _salvaged(archive) == (LINES, [])


@compressors
def test_all_that_was_written_before_the_cut_is_read(compress: Compress) -> None:
    archive = _blocks(LINES, compress)
    half = _blocks(LINES[: LINES.index(b"\n", len(LINES) // 2) + 1], compress)
    behind = len(half) - 40

    assert archive.startswith(half[:behind])
    text, cut = _salvaged(archive[: len(half)])
    assert cut == ["log"]
    assert len(text) >= len(LINES) // 2
    assert LINES.startswith(text[:-1])


@pytest.mark.parametrize(
    ("compress", "size"),
    [(gzip.compress, size) for size in (1, 2, 3, 4, 7)]
    + [(zstandard.compress, size) for size in (2, 3, 4, 7)],  # its first byte alone is an opening parenthesis
)
def test_a_cut_inside_the_header_leaves_nothing(compress: Compress, size: int, tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_bytes(compress(LINES)[:size])

    assert _salvaged(path.read_bytes()) == (b"", ["log"])
    with pytest.raises(LogError, match="the archive is cut off"):
        list(read_log([str(path)]))
    for more, code in (((), 3), (("--salvage",), 1)):
        result = run("convert", path, "--to", "orq", "-o", tmp_path / "out", *more)
        assert (result.exit_code, (tmp_path / "out").exists()) == (code, code == 1)


@compressors
def test_archives_before_the_one_that_was_cut_are_read_whole(compress: Compress) -> None:
    one, two = compress(LINES), compress(ORQ + b"\n" + OPPER + b"\n")
    for size in (1, 2, 3, 5, len(two) // 2, len(two) - 1):
        text, cut = _salvaged(one + two[:size])
        assert text.startswith(LINES)
        assert (LINES + ORQ + b"\n" + OPPER + b"\n").startswith(text[:-1])
        assert cut == ["log"]
    assert _salvaged(one + two) == (LINES + ORQ + b"\n" + OPPER + b"\n", [])
    assert _salvaged(one) == (LINES, [])


@compressors
def test_the_rest_of_a_line_is_one_reject(compress: Compress, tmp_path: Path) -> None:
    lines = ORQ + b"\n" + OPPER + b"\n"
    archive = _blocks(lines + OPPER + b"\n", compress)
    rests = set()
    for size in range(12, len(archive)):
        (tmp_path / "in").write_bytes(archive[:size])
        cut: list[str] = []
        outcomes = list(convert_log([str(tmp_path / "in")], "orq", on_cut=cut.append))
        rejected = [outcome for outcome in outcomes if isinstance(outcome, Rejected)]
        text = b"".join(outcome.record.raw + b"\n" for outcome in outcomes)
        assert len(rejected) <= 1
        assert [outcome.code for outcome in rejected] in ([], ["truncated-json"])
        assert (lines + OPPER + b"\n").startswith(text[:-1])
        rests |= {outcome.record.raw for outcome in rejected}

    assert rests or compress is COMPRESSORS["zstd"]  # whose blocks come whole or not at all


@compressors
def test_the_run_tells_the_cut_and_ends_with_1(compress: Compress, tmp_path: Path) -> None:
    archive = _blocks(LINES, compress)
    (tmp_path / "in").write_bytes(archive[: len(archive) // 2])
    (tmp_path / "whole").write_bytes(archive)
    files = ("-o", tmp_path / "out", "--summary-json", tmp_path / "summary")
    result = run("convert", tmp_path / "in", tmp_path / "whole", "--to", "source", "--salvage", *files)
    numbers = json.loads((tmp_path / "summary").read_bytes())

    assert result.exit_code == 1
    assert f"{tmp_path / 'in'}: the archive is cut off; what there is of it is converted\n" in result.stderr
    assert numbers["cut"] == [str(tmp_path / "in")]
    assert LINES.count(b"\n") < numbers["converted"] < 2 * LINES.count(b"\n")


def test_a_stream_in_an_archive_that_was_cut_is_one_that_broke_off(tmp_path: Path) -> None:
    stream = STREAMS[0].read_bytes()
    (tmp_path / "in").write_bytes(_blocks(stream, COMPRESSORS["gzip"])[:-40])
    result = run("convert", tmp_path / "in", "--to", "canonical", "--salvage")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["source"]["partial"] is True


@compressors
def test_a_damaged_archive_is_not_salvaged(compress: Compress, tmp_path: Path) -> None:
    archive = bytearray(compress(LINES))
    archive[len(archive) // 2 :] = bytes(reversed(archive[len(archive) // 2 :]))
    (tmp_path / "in").write_bytes(archive)
    result = run("convert", tmp_path / "in", "--to", "orq", "-o", tmp_path / "out", "--salvage")

    assert (result.exit_code, [path.name for path in tmp_path.iterdir()]) == (3, ["in"])


def test_zeros_behind_a_gzip_archive_are_padding() -> None:
    assert _salvaged(gzip.compress(LINES) + bytes(3000) + gzip.compress(ORQ) + bytes(5)) == (LINES + ORQ + b"\n", [])
