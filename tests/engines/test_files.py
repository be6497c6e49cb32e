"""A file is cut into the lines that the command line sees in it, and lines are written each to its outcome's file."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from unittest import mock

import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs
import pytest
import zstandard

from normalizer.engines import convert_batch, files, lines_to_write
from normalizer.logs import LogError, Order
from tests.cli.command import ORQ

from . import corpus

NAMES = list(corpus.CONTENTS)
PACKERS: dict[str, Callable[[bytes], bytes]] = {"plain": bytes, "gzip": gzip.compress, "zstd": zstandard.compress}


def raws_in(content: bytes) -> list[bytes]:
    return [row["raw"] for batch in files.lines_in(content, "a log") for row in batch.to_pylist()]


@pytest.mark.parametrize("packed", PACKERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_cut_into_the_lines_of_the_plain_loop(name: str, packed: str) -> None:
    content = corpus.CONTENTS[name]
    batches = list(files.lines_in(PACKERS[packed](content), "a log"))
    made = [
        known
        for batch in batches
        for known in corpus.in_batch(convert_batch(batch, Order("source"), max_line=corpus.MAX_LINE))
    ]

    assert made == corpus.plain([content], Order("source"))
    assert {row["source"] for batch in batches for row in batch.to_pylist()} <= {"a log"}
    assert {str(batch.schema) for batch in batches} == {str(files.LINES)}


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", []),
        (corpus.BOM, []),
        (b"\n", [b""]),
        (corpus.BOM + b"\n", [b""]),
        (b"a\n\nb", [b"a", b"", b"b"]),
        (b"a\rb\x0b\r\n\xe2\x80\xa8\n", [b"a\rb\x0b\r", b"\xe2\x80\xa8"]),
        (b"\n" + corpus.BOM + b"a", [b"", corpus.BOM + b"a"]),
    ],
)
def test_nothing_but_a_newline_ends_a_line(content: bytes, lines: list[bytes]) -> None:
    assert raws_in(content) == lines


@pytest.mark.parametrize(("piece_bytes", "rows"), [(10, [2, 2, 1]), (11, [3, 2])])
def test_lines_come_in_batches_that_stay_small(piece_bytes: int, rows: list[int]) -> None:
    with mock.patch.object(files, "PIECE_BYTES", piece_bytes):
        batches = list(files.lines_in(b"12345\n" * 5, "a log"))

    assert [batch.num_rows for batch in batches] == rows


@pytest.mark.parametrize("packed", ["gzip", "zstd"])
def test_an_archive_that_was_cut_is_an_error(packed: str) -> None:
    archive = PACKERS[packed](b"\n".join([ORQ] * 1000))
    for size in (len(archive) // 2, len(archive) - 9, len(archive) - 1):
        with pytest.raises(EOFError):
            raws_in(archive[:size])


def test_text_in_utf_16_is_refused() -> None:
    with pytest.raises(LogError, match="a log: expected UTF-8"):
        raws_in(ORQ.decode().encode("utf-16"))


def test_each_outcome_has_a_file_of_its_own() -> None:
    streams: dict[str, io.BytesIO] = {}

    class Part(io.BytesIO):
        def close(self) -> None:
            """What it holds is looked at afterwards."""

    def open_part(outcome: str) -> io.BytesIO:
        assert outcome not in streams
        return streams.setdefault(outcome, Part())

    lines = pa.table({"raw": pa.array([ORQ, b"", b"5", ORQ, b" "], pa.binary())})
    table = lines_to_write(convert_batch(lines, Order("source")))
    counts = files.write_parts([table, pa.table({}), table.slice(0, 2)], open_part)

    assert counts == {"converted": 3, "rejected": 1, "blank": 3}
    assert {name: stream.getvalue().count(b"\n") for name, stream in streams.items()} == counts
    assert streams["blank"].getvalue() == b"\n \n\n"
    assert streams["rejected"].getvalue() == table.column("line")[2].as_py() + b"\n"
