"""Spark and Ray give what the plain loop gives, to the byte, whatever the lines are and whatever happens to a worker."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from normalizer.logs import Order
from normalizer.wrappers.wrapper import Wrapper
from tests.cli.command import OPPER, ORQ, STREAMS, run, unmeasured

from . import corpus, deadly
from .conftest import ROOT, Convert

pytestmark = pytest.mark.filterwarnings("default")  # the engines warn of themselves

ORDERS = [
    Order("source"),
    Order("opper", verify=True),
    Order("canonical", "orq", strict_blank=True, wrapper=Wrapper("", id="/id")),
]
RECORDS = 8_000
FILES = 4


def rejects_in(folder: Path) -> list[dict[str, Any]]:
    """The rejects that were written."""
    parts = sorted(folder.glob("outcome=rejected/part-*"))
    return [json.loads(line) for part in parts for line in part.read_bytes().split(b"\n") if line]


@pytest.mark.parametrize("order", ORDERS, ids=[order.to for order in ORDERS])
def test_an_engine_gives_what_the_plain_loop_gives(order: Order, convert: Convert, tmp_path: Path) -> None:
    inputs = corpus.write_corpus(tmp_path / "in")
    expected = Counter(corpus.plain(corpus.CONTENTS.values(), order))

    told = convert(inputs, tmp_path / "out", order, max_line=corpus.MAX_LINE)

    assert corpus.in_folder(tmp_path / "out") == expected
    assert told == corpus.numbers(expected)
    assert told["read"] == sum(len(content.split(b"\n")) - content.endswith(b"\n") for content in _not_empty())
    assert (tmp_path / "out" / "_SUCCESS").exists()


def _not_empty() -> list[bytes]:
    return [content for content in corpus.CONTENTS.values() if content]


def test_a_folder_is_read_with_all_that_is_in_it(convert: Convert, tmp_path: Path) -> None:
    corpus.write_corpus(tmp_path / "in" / "deeper" / "day=1")
    shutil.copy(tmp_path / "in" / "deeper" / "day=1" / "crlf.jsonl", tmp_path / "in" / "a b%20c.jsonl")

    convert([str(tmp_path / "in")], tmp_path / "out", ORDERS[0], max_line=corpus.MAX_LINE)

    contents = [*corpus.CONTENTS.values(), corpus.CONTENTS["crlf.jsonl"]]
    assert corpus.in_folder(tmp_path / "out") == Counter(corpus.plain(contents, ORDERS[0]))
    assert {Path(reject["source"]).parent.name for reject in rejects_in(tmp_path / "out")} == {"in", "day=1"}


@pytest.mark.ray
def test_a_path_may_be_told_from_where_the_job_is_started(
    on_ray: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in.jsonl").write_bytes(ORQ)
    monkeypatch.chdir(tmp_path)

    assert on_ray(["in.jsonl"], "there", ORDERS[0])["converted"] == 1
    assert (tmp_path / "there" / "_SUCCESS").exists()


def test_rejects_are_replayed_byte_for_byte(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\r\n".join(corpus.LINES))
    convert([str(tmp_path / "in.jsonl")], tmp_path / "out", ORDERS[0])
    parts = sorted((tmp_path / "out").glob("outcome=rejected/part-*"))

    assert run("replay", *parts, "-o", tmp_path / "again").exit_code == 0
    again = (tmp_path / "again").read_bytes().removesuffix(b"\n").split(b"\n")
    expected = [raw for word, raw, *_ in corpus.plain([b"\r\n".join(corpus.LINES)], ORDERS[0]) if word == "rejected"]
    assert Counter(again) == Counter(expected)


def numbered(folder: Path) -> list[str]:
    """Logs of records that can be told apart, every tenth of them bad."""
    folder.mkdir()
    lines = [_numbered(number) for number in range(RECORDS)]
    for start in range(FILES):
        (folder / f"{start}.jsonl").write_bytes(b"".join(lines[start::FILES]))
    return [str(folder / f"{start}.jsonl") for start in range(FILES)]


def _numbered(number: int) -> bytes:
    if number % 10 == 0:
        return b'{"id":"%d","choices":[{"text":\xff}]}\n' % number
    return (ORQ if number % 2 else OPPER).replace(b'"created":1', b'"created":%d' % number) + b"\n"


def _all_are_there_once(inputs: list[str], folder: Path, told: dict[str, int]) -> None:
    expected = Counter(corpus.plain([Path(path).read_bytes() for path in inputs], Order("opper")))
    assert set(expected.values()) == {1}
    assert corpus.in_folder(folder) == expected
    assert told == corpus.numbers(expected) == {
        "read": RECORDS, "converted": RECORDS * 9 // 10, "rejected": RECORDS // 10, "blank": 0,
    }  # fmt: skip


@pytest.mark.spark
def test_a_worker_of_spark_that_is_killed_loses_and_doubles_nothing(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    inputs, marker = numbered(tmp_path / "in"), tmp_path / "killed"
    program = "import sys; from tests.engines.deadly import main; main(*sys.argv[1:])"
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "out"), str(marker), *inputs],
        cwd=ROOT,
        env={**unmeasured(), **surroundings},
        capture_output=True,
        check=False,
        timeout=300,
    )

    assert ended.returncode == 0, ended.stderr.decode()[-2000:]
    assert marker.exists()
    _all_are_there_once(inputs, tmp_path / "out", json.loads(ended.stdout))


@pytest.mark.ray
def test_a_worker_of_ray_that_is_killed_loses_and_doubles_nothing(on_ray: Convert, tmp_path: Path) -> None:
    inputs, marker = numbered(tmp_path / "in"), tmp_path / "killed"

    told = on_ray(inputs, tmp_path / "out", deadly.Deadly("opper", marker=str(marker), after=deadly.AFTER))

    assert marker.exists()
    _all_are_there_once(inputs, tmp_path / "out", told)


@pytest.mark.ray
def test_a_worker_of_ray_that_is_killed_when_it_has_written_doubles_nothing(pool: str, tmp_path: Path) -> None:
    """What it wrote is there, but nobody was told so: the task runs again, on another worker."""
    from normalizer.engines import ray

    class Deadly(ray._Lines):
        def write(self, blocks: Iterable[Any], ctx: Any) -> Counter[str]:
            counts: Counter[str] = super().write(blocks, ctx)
            deadly.die_once(marker)
            return counts

    assert pool
    inputs, marker = numbered(tmp_path / "in"), str(tmp_path / "killed")
    lines = ray.to_lines(ray.read_lines(inputs), Order("opper"))
    sink = Deadly(str(tmp_path / "out"))
    sink.on_write_start()
    lines.write_datasink(sink)
    told = {"read": sink.counts.total(), **{name: sink.counts[name] for name in ("converted", "rejected", "blank")}}

    assert Path(marker).exists()
    _all_are_there_once(inputs, tmp_path / "out", told)


def test_a_folder_that_is_there_is_refused(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(ORQ)
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kept").write_bytes(b"as it was")
    for name in ("in.jsonl", "empty.jsonl"):
        with pytest.raises(Exception, match="already exists"):
            convert([str(tmp_path / name)], tmp_path / "out", ORDERS[0])

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kept"]


def test_the_second_run_into_a_folder_is_refused(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(ORQ)
    convert([str(tmp_path / "in.jsonl")], tmp_path / "out", ORDERS[0])
    before = corpus.in_folder(tmp_path / "out")
    with pytest.raises(Exception, match="already exists"):
        convert([str(tmp_path / "in.jsonl")], tmp_path / "out", ORDERS[0])

    assert corpus.in_folder(tmp_path / "out") == before == Counter(corpus.plain([ORQ], ORDERS[0]))


def test_logs_without_a_line_give_a_folder_without_a_line(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")

    assert set(convert([str(tmp_path / "empty.jsonl")], tmp_path / "out", ORDERS[0]).values()) == {0}
    assert corpus.in_folder(tmp_path / "out") == Counter()
    assert (tmp_path / "out" / "_SUCCESS").exists()


def test_a_log_that_is_missing_ends_the_job(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(ORQ)
    with pytest.raises(Exception, match="missing"):
        convert([str(tmp_path / "in.jsonl"), str(tmp_path / "missing.jsonl")], tmp_path / "out", ORDERS[0])

    assert not (tmp_path / "out" / "_SUCCESS").exists()


def test_archives_may_follow_each_other(convert: Convert, tmp_path: Path) -> None:
    content = corpus.CONTENTS["newlines.jsonl"]
    half = len(content) // 2
    for suffix, pack in ((".gz", gzip.compress), (".zst", zstandard.compress)):
        (tmp_path / f"in.jsonl{suffix}").write_bytes(pack(content[:half]) + pack(content[half:]))
        convert([str(tmp_path / f"in.jsonl{suffix}")], tmp_path / suffix, ORDERS[0])

        assert corpus.in_folder(tmp_path / suffix) == Counter(corpus.plain([content], ORDERS[0])), suffix


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_an_archive_that_was_cut_ends_the_job(suffix: str, convert: Convert, tmp_path: Path) -> None:
    pack = gzip.compress if suffix == ".gz" else zstandard.compress
    archive = pack(b"".join(_numbered(number) for number in range(3000)))
    for size in (len(archive) // 2, len(archive) - 12, len(archive) - 1):
        (tmp_path / f"{size}.jsonl{suffix}").write_bytes(archive[:size])
        with pytest.raises(Exception, match=r"(?i)truncated|unexpected end|EOF|cut off"):
            convert([str(tmp_path / f"{size}.jsonl{suffix}")], tmp_path / f"{size}", ORDERS[0])

        assert not (tmp_path / f"{size}" / "_SUCCESS").exists()
        assert corpus.in_folder(tmp_path / f"{size}") == Counter(), "nothing is published"


def test_a_log_that_was_cut_leaves_no_folder_that_passes_for_whole(
    request: pytest.FixtureRequest, convert: Convert, tmp_path: Path
) -> None:
    inputs = numbered(tmp_path / "in")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(ORQ * 1000)[:-9])
    with pytest.raises(Exception, match=r"(?i)truncated|unexpected end"):
        convert([*inputs, str(tmp_path / "cut.jsonl.gz")], tmp_path / "out", ORDERS[0])

    assert not (tmp_path / "out" / "_SUCCESS").exists()
    if "on_spark" in request.node.name:
        assert corpus.in_folder(tmp_path / "out") == Counter()


@pytest.mark.spark
def test_spark_is_not_told_to_pass_over_what_is_damaged(on_spark: Convert, session: Any, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(ORQ * 1000)[:-9])
    session.conf.set("spark.sql.files.ignoreCorruptFiles", "true")
    try:
        with pytest.raises(Exception, match="EOFException"):
            on_spark([str(tmp_path / "in.jsonl.gz")], tmp_path / "out", ORDERS[0])
    finally:
        session.conf.unset("spark.sql.files.ignoreCorruptFiles")


@pytest.mark.spark
def test_spark_may_have_large_types(on_spark: Convert, session: Any, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(corpus.CONTENTS["crlf.jsonl"])
    session.conf.set("spark.sql.execution.arrow.useLargeVarTypes", "true")
    try:
        on_spark([str(tmp_path / "in.jsonl")], tmp_path / "out", ORDERS[0])
    finally:
        session.conf.unset("spark.sql.execution.arrow.useLargeVarTypes")

    assert corpus.in_folder(tmp_path / "out") == Counter(corpus.plain([corpus.CONTENTS["crlf.jsonl"]], ORDERS[0]))


@pytest.mark.spark
@pytest.mark.parametrize("name", ["_in.jsonl", ".in.jsonl"])
def test_a_name_that_spark_passes_over_is_refused(name: str, on_spark: Convert, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(ORQ)
    with pytest.raises(ValueError, match="Spark passes over names"):
        on_spark([str(tmp_path / name)], tmp_path / "out", ORDERS[0])


def test_what_is_no_log_of_lines_is_rejected_line_by_line(convert: Convert, tmp_path: Path) -> None:
    document = json.dumps(json.loads(ORQ), indent=2).encode()
    contents = [STREAMS[0].read_bytes(), document]
    for name, content in zip("ab", contents, strict=True):
        (tmp_path / f"{name}.jsonl").write_bytes(content)

    told = convert([str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")], tmp_path / "out", ORDERS[0])

    lines = [line for content in contents for line in content.removesuffix(b"\n").split(b"\n")]
    made = corpus.in_folder(tmp_path / "out")
    assert (told["read"], told["converted"]) == (len(lines), 0)
    assert Counter(raw for _, raw, *_ in made.elements()) == Counter(lines)


def test_an_archive_by_another_name_is_read_or_rejected_but_not_lost(
    request: pytest.FixtureRequest, convert: Convert, tmp_path: Path
) -> None:
    archive = gzip.compress(ORQ + b"\n" + b"5\n")
    (tmp_path / "in.jsonl").write_bytes(archive)
    convert([str(tmp_path / "in.jsonl")], tmp_path / "out", ORDERS[0])
    made = corpus.in_folder(tmp_path / "out")

    if "on_ray" in request.node.name:
        assert made == Counter(corpus.plain([archive], ORDERS[0]))
    else:
        assert Counter(raw for word, raw, *_ in made.elements()) == Counter(archive.split(b"\n"))
        assert {word for word, *_ in made} == {"rejected"}


def test_text_in_utf_16_ends_the_job_or_is_rejected(
    request: pytest.FixtureRequest, convert: Convert, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_bytes(f"{ORQ.decode()}\n{ORQ.decode()}\n".encode("utf-16-le"))
    if "on_ray" in request.node.name:
        with pytest.raises(Exception, match="expected UTF-8"):
            convert([str(tmp_path / "in.jsonl")], tmp_path / "out", ORDERS[0])
    else:
        assert convert([str(tmp_path / "in.jsonl")], tmp_path / "out", ORDERS[0])["converted"] == 0


@pytest.mark.ray
def test_a_task_of_ray_that_runs_again_writes_the_same_files_again(pool: str, tmp_path: Path) -> None:
    import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs

    from normalizer.engines import ray

    assert pool
    content = b"\n".join(corpus.LINES)
    (cut,) = ray._cut(pa.table({"bytes": [content], "path": ["a log"]}))
    (lines,) = ray._converted(cut, ORDERS[0], corpus.MAX_LINE)
    sink = ray._Lines(str(tmp_path / "out"))
    for _ in range(2):
        counts = sink.write([lines], _Task())

        assert counts.total() == len(corpus.LINES) - (not corpus.LINES[-1])
        assert corpus.in_folder(tmp_path / "out") == Counter(corpus.plain([content], ORDERS[0]))


class _Task:
    """What Ray says to a writer of the task that it runs in."""

    task_idx = 3
