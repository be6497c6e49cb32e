"""A Parquet file appears under its name when all of it is there, and says what the log said."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs
import pytest
from pyarrow import parquet as pq

import normalizer
from normalizer import Completion, NormalizerError, PayloadError, arrow
from normalizer.arrow import batches
from normalizer.arrow.parquet import UNREADABLE, ParquetRows, read_texts, write_into
from normalizer.testing import assert_same

from .log import PAYLOADS, ROOT, completions


@pytest.mark.parametrize("rows", ["completion", "choice"])
def test_a_log_goes_to_parquet_and_back_exactly(tmp_path: Path, rows: Any) -> None:
    lines = (ROOT / "fixtures" / "mixed.jsonl").read_bytes().splitlines()
    arrow.write_parquet(map(normalizer.loads, lines), tmp_path / "log.parquet", rows)
    back = [normalizer.denormalize(completion) for completion in arrow.read_parquet(tmp_path / "log.parquet")]

    assert_same([json.loads(line) for line in lines], back)


def test_a_file_is_what_the_table_is(tmp_path: Path) -> None:
    arrow.write_parquet(completions(), str(tmp_path / "log.parquet"), "choice")
    read = pq.read_table(tmp_path / "log.parquet")

    assert read.equals(arrow.table_of(completions(), "choice"))
    assert read.schema.metadata == arrow.schema("choice").metadata


def test_an_empty_log_is_a_file_without_rows(tmp_path: Path) -> None:
    arrow.write_parquet([], tmp_path / "log.parquet")

    assert pq.read_table(tmp_path / "log.parquet").schema.equals(arrow.schema())
    assert list(arrow.read_parquet(tmp_path / "log.parquet")) == []


def test_a_file_of_another_engine_needs_canonical_only(tmp_path: Path) -> None:
    pq.write_table(arrow.table_of(completions()).select(["id", "canonical"]), tmp_path / "log.parquet")

    assert list(arrow.read_parquet(tmp_path / "log.parquet")) == completions()


def test_the_file_is_not_there_before_it_is_whole(tmp_path: Path) -> None:
    def watched() -> Iterator[Completion]:
        (partial,) = tmp_path.iterdir()
        assert partial.name.startswith(".log.parquet.")
        assert partial.name.endswith(".partial")
        yield Completion()

    arrow.write_parquet(watched(), tmp_path / "log.parquet")

    assert [path.name for path in tmp_path.iterdir()] == ["log.parquet"]


class _LostError(Exception):
    pass


def broken_log() -> Iterator[Completion]:
    yield Completion()
    raise _LostError


@pytest.mark.parametrize(
    ("log", "error"), [(broken_log, _LostError), (lambda: ["no completion"], NormalizerError), (lambda: 5, TypeError)]
)
def test_where_writing_fails_the_older_file_stays_and_nothing_else(tmp_path: Path, log: Any, error: Any) -> None:
    (tmp_path / "log.parquet").write_bytes(b"older")

    with pytest.raises(error):
        arrow.write_parquet(log(), tmp_path / "log.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["log.parquet"]
    assert (tmp_path / "log.parquet").read_bytes() == b"older"


def test_where_there_is_no_folder_writing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        arrow.write_parquet([], tmp_path / "nowhere" / "log.parquet")


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there" / "log.parquet")
    arrow.write_parquet([Completion()], tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert pq.read_table(tmp_path / "there" / "log.parquet").num_rows == 1


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    received = []
    reader = threading.Thread(target=lambda: received.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    arrow.write_parquet(completions(), tmp_path / "pipe")
    reader.join()

    assert (tmp_path / "pipe").is_fifo()
    assert pq.read_table(io.BytesIO(received[0])).num_rows == len(PAYLOADS)


def test_an_open_stream_is_written_to_and_stays_open() -> None:
    stream = io.BytesIO()
    write_into(stream, completions())

    assert pq.read_table(io.BytesIO(stream.getvalue())).num_rows == len(PAYLOADS)


def test_completions_can_be_written_one_by_one() -> None:
    stream, whole = io.BytesIO(), io.BytesIO()
    rows = ParquetRows(stream)
    for completion in completions():
        rows.write(completion)
    rows.close()
    rows.close()
    write_into(whole, completions())

    assert stream.getvalue() == whole.getvalue()


def test_what_is_full_is_written_before_the_rest_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROWS_OF_A_BATCH", 2)
    stream = io.BytesIO()
    rows = ParquetRows(stream, "choice")
    sizes = []
    for completion in completions()[:6]:
        rows.write(completion)
        sizes.append(stream.tell())
    rows.close()

    assert len(set(sizes)) >= 3
    assert pq.ParquetFile(io.BytesIO(stream.getvalue())).num_row_groups >= 3


def test_a_file_is_compressed_with_zstd() -> None:
    stream = io.BytesIO()
    write_into(stream, completions())

    assert pq.read_metadata(stream).row_group(0).column(0).compression == "ZSTD"


@pytest.mark.parametrize(("held", "text"), [("{}", b"{}"), (b"{}", b"{}"), (None, b"null")])
def test_canonical_json_is_read_as_text_or_bytes_or_null(held: Any, text: bytes) -> None:
    assert list(read_texts(_file_of(held))) == [(0, text)]


def test_what_is_no_text_in_the_column_of_canonical_json_is_refused() -> None:
    with pytest.raises(PayloadError, match="expected text in the column canonical, an integer came") as caught:
        list(read_texts(_file_of(7)))
    assert caught.value.problems[0].pointer == ""


def _file_of(canonical: Any) -> io.BytesIO:
    stream = io.BytesIO()
    pq.write_table(pa.table({"canonical": [canonical]}), stream)
    return stream


@pytest.mark.parametrize("read", [read_texts, arrow.read_parquet])
def test_a_bit_that_changed_is_noticed_or_changes_no_answer(read: Any) -> None:
    stream = io.BytesIO()
    write_into(stream, completions())
    whole = stream.getvalue()
    expected = list(read(io.BytesIO(whole)))
    group = pq.read_metadata(io.BytesIO(whole)).row_group(0)
    columns = (group.column(number) for number in range(group.num_columns))
    (column,) = (column for column in columns if column.path_in_schema == "canonical")
    noticed = 0
    for place in range(column.dictionary_page_offset, column.dictionary_page_offset + column.total_compressed_size, 97):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1
        try:
            assert list(read(io.BytesIO(spoilt))) == expected
        except UNREADABLE:
            noticed += 1

    assert noticed > 50
