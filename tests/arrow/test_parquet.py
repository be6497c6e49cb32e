"""A Parquet file appears under its name when all of it is there, and says what the log said."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet as pq  # type: ignore[import-untyped]  # it has no stubs

import normalizer
from normalizer import Completion, NormalizerError, arrow
from normalizer.arrow.parquet import write_into

from ..laws import assert_same
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
