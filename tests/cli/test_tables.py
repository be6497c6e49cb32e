"""Parquet files on the command line: out as tables, and in as logs."""

from __future__ import annotations

import contextlib
import errno
import gc
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs
import pytest
from pyarrow import parquet as pq

import normalizer
from normalizer import arrow
from normalizer.cli.publish import Output
from normalizer.cli.tables import table_into
from normalizer.logs import Input, LogError, read_log
from normalizer.logs.inputs import Begin
from normalizer.logs.tables import MAGIC
from normalizer.values import same

from .command import (
    FIXTURES,
    MIXED,
    MIXED_RECORDS,
    OPPER,
    ORQ,
    STREAMS,
    command,
    environment,
    log,
    process,
    run,
    unmeasured,
)

AGAIN = ("--to", "source")


def _table(tmp_path: Path, *arguments: object) -> Path:
    path = tmp_path / "log.parquet"
    result = run("convert", *arguments, "--to", "parquet", "-o", path, "--force")
    assert result.exit_code == 0, result.stderr
    return path


def _lines(text: bytes) -> list[Any]:
    return [json.loads(line) for line in text.split(b"\n")[:-1]]


@pytest.mark.parametrize("rows", [[], ["--rows", "completion"], ["--rows", "choice"]])
def test_a_log_goes_to_parquet_and_back_exactly(rows: list[str], tmp_path: Path) -> None:
    path = _table(tmp_path, MIXED, *rows, "--verify")
    back = run("convert", path, *AGAIN, "--verify")

    assert back.exit_code == 0
    assert same(_lines(back.stdout_bytes), _lines(MIXED.read_bytes()))
    assert pq.read_schema(path).metadata[b"normalizer.rows"] == (rows or ["completion"])[-1].encode()
    assert pq.read_metadata(path).num_rows == (82 if "choice" in rows else MIXED_RECORDS)


def test_streams_and_bodies_in_envelopes_are_rows_too(tmp_path: Path) -> None:
    path = _table(tmp_path, *STREAMS)
    joined = run("convert", *STREAMS, "--to", "canonical").stdout_bytes
    assert run("convert", path, "--to", "canonical").stdout_bytes == joined

    batch, rejects = FIXTURES / "wrapped" / "openai-batch.jsonl", tmp_path / "rejects"
    options = ("--envelope", "openai-batch", "--to", "parquet", "-o", tmp_path / "batch.parquet", "--rejects", rejects)
    assert run("convert", batch, *options).exit_code == 1
    back = run("convert", tmp_path / "batch.parquet", *AGAIN).stdout_bytes
    assert same(_lines(back), [line["response"]["body"] for line in _lines(batch.read_bytes())[:8]])
    assert [line["id"] for line in _lines(rejects.read_bytes())] == ["request-90", "request-91"]


def test_a_table_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = _table(tmp_path, MIXED)
    expected = run("convert", path, *AGAIN).stdout_bytes
    archive = tmp_path / "archive"
    archive.write_bytes(gzip.compress(path.read_bytes()))
    named = path.rename(tmp_path / "named.jsonl")

    assert run("convert", named, *AGAIN).stdout_bytes == expected
    assert run("convert", archive, *AGAIN).stdout_bytes == expected
    assert run("convert", "-", *AGAIN, stdin=named.read_bytes()).stdout_bytes == expected
    with subprocess.Popen(["/bin/cat", named], stdout=subprocess.PIPE) as piped:
        assert process("convert", "-", *AGAIN, stdin=piped.stdout).stdout == expected
    with named.open("rb") as file:
        assert process("convert", "-", *AGAIN, stdin=file).stdout == expected


def test_the_other_commands_read_tables(tmp_path: Path) -> None:
    path = _table(tmp_path, log(tmp_path / "log", ORQ, OPPER))

    assert run("detect", path).stdout.startswith(f"{path}: 2 of the first 2 records convert (100%)\n")
    assert run("check", path).exit_code == 0
    assert '"b"' in run("show", path, "--line", 2).stdout
    assert run("convert", MIXED, path, "--to", "orq", "--summary-json", tmp_path / "numbers").exit_code == 0
    assert json.loads((tmp_path / "numbers").read_bytes())["vendors"]["canonical"] == 2
    assert run("convert", path, tmp_path / "log", "--to", "canonical").stdout.count("\n") == 4


def test_a_table_that_an_engine_made_is_read_in_its_order(tmp_path: Path) -> None:
    path, chosen = _table(tmp_path, MIXED), tmp_path / "chosen.parquet"
    duckdb.sql(
        f"COPY (SELECT canonical FROM '{path}' WHERE finish_reason = 'length' ORDER BY record DESC) TO '{chosen}'"  # noqa: S608  # our own path
    )
    pl.read_parquet(path).filter(finish_reason="length").write_parquet(tmp_path / "polars.parquet")
    ids = [line["id"] for line in _lines(run("convert", chosen, *AGAIN).stdout_bytes)]
    again = [line["id"] for line in _lines(run("convert", tmp_path / "polars.parquet", *AGAIN).stdout_bytes)]

    assert len(ids) == 4
    assert again == ids[::-1]


def test_a_row_without_a_completion_is_rejected_by_its_number(tmp_path: Path) -> None:
    good = arrow.table_of([]).schema
    canonical = [run("convert", "-", "--to", "canonical", stdin=ORQ).stdout.strip(), None, "{}", '{"choices":']
    pq.write_table(pa.table({"canonical": canonical}, pa.schema([("canonical", pa.large_string())])), tmp_path / "t")
    result = run("convert", tmp_path / "t", *AGAIN, "--rejects", tmp_path / "rejects")
    rejects = _lines((tmp_path / "rejects").read_bytes())

    assert "canonical" in good.names
    assert [(line["line"], line["offset"], line["code"], line["raw"]) for line in rejects] == [
        (2, 1, "not-an-object", "null"),
        (3, 2, "not-a-completion", "{}"),
        (4, 3, "truncated-json", '{"choices":'),
    ]
    assert same(_lines(result.stdout_bytes), [json.loads(ORQ)])


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (pa.table({"id": ["a"]}), "expected a table with a column canonical, one without came"),
        (pa.table({"id": pa.array([], pa.string())}), "expected a table with a column canonical, one without came"),
        (pa.table({"canonical": [5]}), "expected text in the column canonical, an integer came"),
        (
            pa.table({"canonical": ["{}"]}).replace_schema_metadata({"normalizer.version": "99"}),
            "expected a table of version 1, another came",
        ),
    ],
)
def test_a_table_of_something_else_ends_the_run(table: pa.Table, told: str, tmp_path: Path) -> None:
    pq.write_table(table, tmp_path / "other.parquet")
    result = run("convert", tmp_path / "other.parquet", *AGAIN, "-o", tmp_path / "out")

    assert (result.exit_code, result.stderr) == (3, f"Error: {tmp_path / 'other.parquet'}: {told}\n")
    assert not (tmp_path / "out").exists()


def test_a_table_that_was_cut_or_damaged_ends_the_run(tmp_path: Path) -> None:
    whole = _table(tmp_path, MIXED).read_bytes()
    path, out = tmp_path / "cut", tmp_path / "out"
    for content in (whole[:4], whole[:5], whole[:12], whole[:1000], whole[:-1], whole[:-8] + b"0000PAR1"):
        path.write_bytes(content)
        result = run("convert", path, *AGAIN, "-o", out)

        assert (result.exit_code, out.exists()) == (3, False)
        assert result.stderr.splitlines()[-1] == f"Error: {path}: the Parquet file is damaged"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--to", "parquet"], "--to parquet needs -o FILE"),
        (["--to", "parquet", "-o", "out.parquet.gz"], "compressed inside"),
        (["--to", "parquet", "-o", "out.zst"], "compressed inside"),
        (["--to", "parquet", "-o", "out", "--form", "node"], "a table has no --form"),
        (["--to", "parquet", "-o", "out", "--replay"], "a table has no --form, --replay"),
        (["--to", "parquet", "-o", "out", "--unbuffered"], "a table has no --form"),
        (["--to", "parquet", "-o", "out", "--at", "/a", "--emit", "envelope"], "a table has no --form"),
        (["--to", "parquet", "-o", "out", "--emit", "body"], "--emit is for"),
        (["--to", "orq", "--rows", "choice"], "--rows is for --to parquet"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: list[str], told: str) -> None:
    result = run("convert", MIXED, *options)

    assert result.exit_code == 2
    assert told in result.stderr


def test_a_table_and_its_rejects_are_published_together_or_not_at_all(tmp_path: Path) -> None:
    source = log(tmp_path / "log", *[ORQ] * 50, b"bad", b"bad")
    out, rejects = tmp_path / "out.parquet", tmp_path / "rejects"
    options = ("convert", source, "--to", "parquet", "-o", out, "--rejects", rejects)

    assert run(*options, "--max-rejects", 1).exit_code == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "rejects"]
    assert run(*options).exit_code == 2  # the rejects are there
    assert run(*options, "--force").exit_code == 1
    assert rejects.read_bytes().count(b"\n") == 2
    assert pq.read_metadata(out).num_rows == 50


def test_a_full_disk_publishes_no_table(tmp_path: Path) -> None:
    result = process("convert", MIXED, "--to", "parquet", "-o", "/dev/full", "--rejects", tmp_path / "rejects")

    assert (result.returncode, list(tmp_path.iterdir())) == (3, [])
    assert result.stderr == b"Error: /dev/full: No space left on device\n"


def test_only_a_table_that_is_complete_has_an_end() -> None:
    """Nor does another get one later, when nobody holds it any more."""
    for is_complete in (True, False):
        written = io.BytesIO()
        with contextlib.suppress(KeyboardInterrupt), table_into(Output("-", written), None) as table:
            table.write(normalizer.loads(ORQ))
            if not is_complete:
                raise KeyboardInterrupt
            table.complete()
        gc.collect()

        beginning, end = written.getvalue()[: len(MAGIC)], written.getvalue()[len(MAGIC) :]
        assert beginning == MAGIC
        assert end.endswith(MAGIC) == is_complete


def test_two_runs_give_identical_tables(tmp_path: Path) -> None:
    assert _table(tmp_path, MIXED).read_bytes() == _table(tmp_path, MIXED).read_bytes()


@pytest.mark.parametrize(("options", "code"), [(["--to", "parquet", "-o", "out"], 2), (["--to", "source"], 3)])
def test_the_missing_extra_is_named(options: list[str], code: int, tmp_path: Path) -> None:
    source = MIXED if code == 2 else _table(tmp_path, MIXED)
    program = (
        f"import sys; sys.modules['pyarrow'] = None; sys.argv = ['normalizer', *{command('convert', source, *options)[3:]!r}]; "
        "from normalizer.__main__ import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, env=environment(), cwd=tmp_path
    )

    assert ended.returncode == code
    assert ended.stderr.decode().strip().endswith('needs its extra: pip install "completion-normalizer[arrow]"')
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_table_that_finds_no_room_in_the_middle_is_gone(tmp_path: Path) -> None:
    program = 'ulimit -f 8; trap "" XFSZ; exec "$@"'
    arguments = command("convert", MIXED, "--to", "parquet", "-o", tmp_path / "out.parquet")
    ended = subprocess.run(
        ["/bin/bash", "-c", program, "bash", *arguments], check=False, capture_output=True, env=unmeasured()
    )

    assert ended.returncode == 3
    assert ended.stderr.decode() == f"Error: {tmp_path / 'out.parquet'}: File too large\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("rows", ["completion", "choice"])
def test_a_table_can_be_begun_with_in_the_middle(rows: str, tmp_path: Path) -> None:
    """As --resume does."""
    path = str(_table(tmp_path, MIXED, "--rows", rows))
    records = list(read_log([path]))
    begin = Begin(records[20].line, records[20].offset, are_events=False)

    assert list(read_log([Input(path, begin=begin)])) == records[20:]


def test_a_table_that_cannot_be_read_is_told_in_the_words_of_the_system() -> None:
    class Failing(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return super().read1(size)

    with pytest.raises(LogError) as failing:
        list(read_log([Input("live", Failing(b"PAR1"))]))

    assert failing.value.reason == os.strerror(errno.EIO)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_a_table_may_come_out_of_a_named_pipe(tmp_path: Path) -> None:
    path = _table(tmp_path, log(tmp_path / "log", ORQ))
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["/bin/sh", "-c", 'cat "$0" > "$1"', path, tmp_path / "pipe"]):
        result = process("convert", tmp_path / "pipe", *AGAIN, timeout=20)

    assert _lines(result.stdout) == [json.loads(ORQ)]
