"""DuckDB and Polars open the file and count what the Completions say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from normalizer import Choice, Completion, Message, Text, ToolCall, arrow

from .log import PAYLOADS, completions


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written: Path = tmp_path_factory.mktemp("tables") / "log.parquet"
    arrow.write_parquet(completions(), written, "choice")
    return written


def asked(path: Path, select: str, rest: str = "") -> list[tuple[Any, ...]]:
    return duckdb.execute(f"SELECT {select} FROM '{path}' {rest}").fetchall()  # noqa: S608  # the words are our own


def reasons() -> Counter[str | None]:
    choices = [choice for completion in completions() for choice in completion.choices or (Choice(),)]
    return Counter(choice.finish_reason.kind if choice.finish_reason else None for choice in choices)


def test_duckdb_and_polars_count_the_same_reasons(path: Path) -> None:
    in_duckdb = asked(path, "finish_reason, count(*)", "GROUP BY finish_reason")
    in_polars = pl.read_parquet(path).group_by("finish_reason").len().rows()

    assert reasons() == dict(in_duckdb) == dict(in_polars)


def test_duckdb_and_polars_add_up_the_same_tokens(path: Path) -> None:
    stated = [completion.usage.total_tokens for completion in completions() if completion.usage]
    expected = sum(int(total) for total in stated if total and total == int(total))
    first = pl.read_parquet(path).filter(pl.col("choice_position").fill_null(0) == 0)

    assert asked(path, "sum(total_tokens)", "WHERE coalesce(choice_position, 0) = 0") == [(expected,)]
    assert (first["total_tokens"].sum(), len(first)) == (expected, len(PAYLOADS))


def test_duckdb_and_polars_see_the_same_calls(path: Path) -> None:
    calls = [call for completion in completions() for choice in completion.choices for call in choice.tool_calls]
    expected = Counter(call.name or None for call in calls)
    in_duckdb = [name for (name,) in asked(path, "unnest(tool_call_names)")]
    in_polars = [name for names in pl.read_parquet(path)["tool_call_names"].to_list() for name in names or ()]

    assert len(expected) > 5
    assert expected == Counter(in_duckdb) == Counter(in_polars)


def test_times_are_the_same_in_both(path: Path) -> None:
    expected = sorted(completion.created_at.timestamp() for completion in completions() if completion.created_at)
    frame = pl.read_parquet(path).unique("record").drop_nulls("created_at")
    in_duckdb = asked(path, "DISTINCT record, epoch(created_at)", "WHERE created_at IS NOT NULL")

    assert expected == sorted(time.timestamp() for time in frame["created_at"])
    assert expected == sorted(seconds for _, seconds in in_duckdb)


def test_text_that_is_hard_on_engines_arrives() -> None:
    hard = ["\x00", "a\x00b", "\U0001f600", "\u2028", "", " ", "'\"\\", "\ud83d"]
    log = [
        Completion(id=text, choices=(Choice(message=Message(parts=(Text(text), ToolCall(name=text)))),))
        for text in hard
    ]
    table = arrow.table_of(log)
    expected = [(text, text, [text]) for text in hard[:-1]] + [(None, None, [None])]
    columns = ["id", "text", "tool_call_names"]

    assert duckdb.from_arrow(table).project(", ".join(columns)).fetchall() == expected
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    assert [(one, two, list(three)) for one, two, three in frame.select(columns).rows()] == expected


def test_duckdb_reads_every_json_text_but_canonical_with_half_of_a_pair() -> None:
    log = [Completion(id="\ud83d", created="\ud83d", extra={"\ud83d": 1}), Completion(id="\x00", extra={"n": 10**30})]
    relation = duckdb.from_arrow(arrow.table_of(log))

    assert relation.project("extra->>'$.n'").fetchall() == [(None,), (str(10**30),)]
    assert relation.project("TRY(canonical->>'$.id')").fetchall() == [(None,), ("\x00",)]
