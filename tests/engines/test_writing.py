"""Outcomes become lines: what was converted, what was rejected in a form that can be replayed, and what was blank."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs
import pytest

from normalizer.engines import convert_batch, lines_to_write, writing
from normalizer.logs import MAX_LINE, Order, Record, original
from tests.cli.command import ORQ

from . import corpus

ORDER = Order("opper")


def lines(*raws: bytes) -> Any:
    return pa.RecordBatch.from_pydict({"raw": pa.array(raws, pa.binary()), "source": ["a log"] * len(raws)})


def rejects(written: Any) -> Iterator[bytes]:
    return (row["line"] for row in written.to_pylist() if row["outcome"] == "rejected")


def test_every_outcome_is_one_line() -> None:
    outcomes = convert_batch(lines(*corpus.LINES), ORDER)
    written = lines_to_write(outcomes)

    assert written.column("outcome").equals(outcomes.column("outcome"))
    assert all(b"\n" not in row["line"] for row in written.to_pylist())
    for outcome, row in zip(outcomes.to_pylist(), written.to_pylist(), strict=True):
        if outcome["outcome"] != "rejected":
            assert row["line"] == (outcome["raw"] if outcome["outcome"] == "blank" else outcome["text"])


def test_a_reject_holds_the_exact_bytes_and_can_be_replayed() -> None:
    outcomes = convert_batch(lines(*corpus.LINES), ORDER, keep=("source",))
    raws = [row["raw"] for row in outcomes.to_pylist() if row["outcome"] == "rejected"]
    written = list(rejects(lines_to_write(outcomes, "source")))

    assert [original(Record("rejects", 1, line)) for line in written] == raws
    for line, raw in zip(written, raws, strict=True):
        reject = json.loads(line)
        assert list(reject)[:-1] == ["source", "sha256", "code", "pointer", "message", "version"]
        assert reject["source"] == "a log"
        assert reject["sha256"] == hashlib.sha256(raw).hexdigest()
        assert corpus.raw_of(reject) == raw


def test_a_reject_says_null_where_nothing_names_its_input() -> None:
    (line,) = rejects(lines_to_write(convert_batch(lines(b"5"), ORDER)))

    assert json.loads(line)["source"] is None


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary()])
@pytest.mark.parametrize("raws", [[], [ORQ, b"5"]])
def test_a_table_gives_a_table(kind: Any, raws: list[bytes]) -> None:
    written = lines_to_write(convert_batch(pa.table({"raw": pa.array(raws, kind)}), ORDER))

    assert isinstance(written, pa.Table)
    assert written.schema.field("line").type == kind
    assert written.num_rows == len(raws)


def test_a_table_names_the_input_of_its_rejects_as_a_batch_does() -> None:
    outcomes = convert_batch(lines(ORQ, b"5"), ORDER, keep=("source",))
    table = pa.Table.from_batches([outcomes])

    assert lines_to_write(table, "source").to_pylist() == lines_to_write(outcomes, "source").to_pylist()


def test_a_worker_rejects_a_line_that_is_longer_than_may_be() -> None:
    (written,) = writing.converted_lines([lines(ORQ, ORQ + b" ")], ORDER, len(ORQ))

    assert written.column("outcome").to_pylist() == ["converted", "rejected"]


@pytest.mark.parametrize("piece_bytes", [0, 1, 300, 10_000, 2**40])
def test_a_worker_gives_the_same_lines_however_much_it_takes_at_a_time(piece_bytes: int) -> None:
    raws = [*corpus.LINES[:5], b"", b"", b"x" * 1000, ORQ]
    with mock.patch.object(writing, "PIECE_BYTES", piece_bytes):
        pieces = list(writing.converted_lines([lines(*raws), lines()], ORDER, MAX_LINE))

    whole = lines_to_write(convert_batch(lines(*raws), ORDER, keep=("source",)), "source")
    assert pa.Table.from_batches(pieces).to_pylist() == whole.to_pylist()
    assert (len(pieces) == 2) == (piece_bytes > sum(map(len, raws)))
    assert all(piece.num_rows == 1 or sum(map(len, raws)) >= piece_bytes for piece in pieces[:-1]) or len(pieces) == 2


def test_a_worker_takes_as_many_lines_as_fit() -> None:
    with mock.patch.object(writing, "PIECE_BYTES", 3):
        taken = [piece.num_rows for piece in writing._pieces(lines(b"x", b"xx", b"x"))]

    assert taken == [2, 1]


def test_a_line_that_is_more_than_a_worker_takes_is_taken_alone() -> None:
    with mock.patch.object(writing, "PIECE_BYTES", 3):
        taken = [piece.num_rows for piece in writing._pieces(lines(b"xxxx", b"x", b"xx", b"xxxx"))]

    assert taken == [1, 2, 1]
