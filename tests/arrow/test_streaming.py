"""Only one batch is held at a time, however many Completions there are and however long they are."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs
import pytest
from pyarrow import parquet as pq

from normalizer import Choice, Completion, Message, Text, arrow
from normalizer.arrow import batches


def completion_of(text: str) -> Completion:
    return Completion(choices=(Choice(message=Message(parts=(Text(text),))),) * 2)


class Log:
    """Completions that are made when they are asked for, and counted as long as they live."""

    def __init__(self, count: int, text: str = "a") -> None:
        self.taken = self.most_alive = self.most_allocated = 0
        self._count, self._text, self._alive = count, text, weakref.WeakSet[Any]()

    def __iter__(self) -> Iterator[Completion]:
        for _ in range(self._count):
            self.taken += 1
            self.most_allocated = max(self.most_allocated, pa.total_allocated_bytes())
            yield self._made()

    def _made(self) -> Completion:
        made = completion_of(self._text)
        self._alive.add(made.choices[0])
        gc.collect(0)
        self.most_alive = max(self.most_alive, len(self._alive))
        return made


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROWS_OF_A_BATCH", 10)
    monkeypatch.setattr(batches, "CHARACTERS_OF_A_BATCH", 100_000)


def test_nothing_is_taken_before_a_batch_is_asked_for_and_then_one_batch() -> None:
    log = Log(25)
    found = arrow.batches_of(log)

    assert log.taken == 0
    assert next(found).num_rows == 10
    assert log.taken == 10
    assert [batch.num_rows for batch in found] == [10, 5]


def test_a_batch_of_choices_ends_within_an_answer() -> None:
    assert [batch.num_rows for batch in arrow.batches_of([*Log(8), Completion()], "choice")] == [10, 7]


def test_a_batch_ends_early_where_the_answers_are_long() -> None:
    assert [batch.num_rows for batch in arrow.batches_of(Log(5, "a" * 30_000))] == [2, 2, 1]


@pytest.mark.parametrize(("more", "rows"), [(0, [2, 2, 2]), (1, [3, 3])])
def test_the_row_that_reaches_the_limit_still_belongs_to_its_batch(
    monkeypatch: pytest.MonkeyPatch, more: int, rows: list[int]
) -> None:
    (row,) = arrow.table_of(Log(1)).to_pylist()
    monkeypatch.setattr(batches, "CHARACTERS_OF_A_BATCH", 2 * len(row["canonical"]) + more)

    assert [batch.num_rows for batch in arrow.batches_of(Log(6))] == rows


def test_full_batches_are_followed_by_no_empty_one() -> None:
    assert [batch.num_rows for batch in arrow.batches_of(Log(20))] == [10, 10]


def test_each_batch_is_a_row_group_of_the_file(tmp_path: Path) -> None:
    arrow.write_parquet(Log(95), tmp_path / "log.parquet")
    file = pq.ParquetFile(tmp_path / "log.parquet")

    assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [10] * 9 + [5]


def test_writing_holds_no_more_of_a_long_log_than_of_a_short_one(tmp_path: Path) -> None:
    short, long = Log(40, "a" * 5_000), Log(400, "a" * 5_000)
    for log in (short, long):
        arrow.write_parquet(log, tmp_path / "log.parquet")

    assert short.most_alive == long.most_alive <= 2
    assert long.most_allocated <= 2 * short.most_allocated


def test_a_file_is_read_one_completion_at_a_time(tmp_path: Path) -> None:
    arrow.write_parquet(Log(40, "a" * 50_000), tmp_path / "log.parquet")
    gc.collect()
    allocated_before = pa.total_allocated_bytes()
    back = arrow.read_parquet(tmp_path / "log.parquet")
    next(back)

    assert pa.total_allocated_bytes() - allocated_before < 40 * 100_000 / 2
    assert sum(1 for _ in back) == 39
