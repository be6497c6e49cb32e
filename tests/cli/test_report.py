"""``normalizer report`` and ``convert --report``: a page is written as all other outputs are."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from unittest import mock

import pytest

from normalizer.cli import report_command
from normalizer.cli.progress import progress
from tests.pages.reading import section, text_of, tiles, tree_of

from .command import DONE, MIXED, MIXED_RECORDS, OPPER, OPPER_CHUNK, ORQ, events, log, run


def test_a_report_is_written_and_nothing_else(tmp_path: Path) -> None:
    result = run("report", MIXED, "--to", "orq", "-o", tmp_path / "report.html")
    tree = tree_of((tmp_path / "report.html").read_bytes())

    assert (result.exit_code, result.stdout) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert text_of(tree.find(".//h1")) == f"{MIXED_RECORDS} records for orq"
    assert result.stderr.startswith(f"read {MIXED_RECORDS}, readable {MIXED_RECORDS}, with losses ")
    assert result.stderr.endswith(f", rejected 0 -> {tmp_path / 'report.html'}\n")


def test_without_a_vendor_the_records_are_only_read() -> None:
    result = run("report", "-", stdin=ORQ + b"\nbad\n\n")
    tree = tree_of(result.stdout_bytes)

    assert result.exit_code == 1
    assert text_of(tree.find(".//h1")) == "3 records"
    assert section(tree, "losses") is None
    assert result.stderr.splitlines()[-1] == "read 3, readable 1, rejected 1, blank 1 -> stdout"
    assert result.stderr.startswith("-:2: not a readable payload")


@pytest.mark.parametrize(
    ("options", "target"), [(["--to", "opper"], "opper"), (["--to", "opper", "--form", "node"], "opper (node)")]
)
def test_a_conversion_and_a_report_write_the_same_page(options: list[str], target: str, tmp_path: Path) -> None:
    path = log(tmp_path / "in", ORQ, OPPER, b"bad")
    run("report", path, *options, "-o", tmp_path / "one.html")
    result = run("convert", path, *options, "-o", tmp_path / "out", "--report", tmp_path / "two.html")
    text = (tmp_path / "two.html").read_bytes()

    assert result.exit_code == 1
    assert (tmp_path / "one.html").read_bytes() == text
    assert text_of(tree_of(text).find(".//h1")) == f"3 records for {target}"


def test_a_conversion_to_the_source_has_a_report_too(tmp_path: Path) -> None:
    run("convert", "-", "--to", "source", "-o", tmp_path / "out", "--report", tmp_path / "report.html", stdin=ORQ)

    assert "1 record for its source" in (tmp_path / "report.html").read_text()


def test_a_run_that_does_not_look_says_so(tmp_path: Path) -> None:
    run("convert", "-", "--to", "orq", "--no-look", "--report", tmp_path / "report.html", stdin=OPPER)
    tree = tree_of((tmp_path / "report.html").read_bytes())

    assert "It was not looked for" in text_of(section(tree, "losses"))
    assert "with losses" not in tiles(tree)


@pytest.mark.parametrize("command", [["report"], ["convert", "--to", "orq", "--report"]])
def test_names_can_be_hidden(command: list[str], tmp_path: Path) -> None:
    path = log(tmp_path / "in", ORQ.replace(b'"model":"m"', b'"model":"secret-model"'))
    named, *options = command
    page = [*options, tmp_path / "report.html"] if options else ["-o", tmp_path / "report.html"]
    run(named, path, *page, "--hide-names")
    text = (tmp_path / "report.html").read_text()

    assert "secret-model" not in text
    assert str(path) not in text
    assert "model 1" in text


def test_a_report_is_compressed_where_its_name_says_so(tmp_path: Path) -> None:
    run("report", "-", "-o", tmp_path / "report.html.gz", stdin=ORQ)

    assert gzip.decompress((tmp_path / "report.html.gz").read_bytes()).startswith(b"<!DOCTYPE html>")


def test_hiding_names_needs_a_report() -> None:
    result = run("convert", "-", "--to", "orq", "--hide-names", stdin=ORQ)

    assert result.exit_code == 2
    assert "--hide-names is for what --report writes" in result.stderr


def test_a_form_needs_a_vendor() -> None:
    assert run("report", "-", "--form", "node", stdin=ORQ).exit_code == 2


def test_an_existing_report_and_an_input_are_not_replaced(tmp_path: Path) -> None:
    path = log(tmp_path / "in", ORQ)
    there = log(tmp_path / "there", b"old")

    assert run("report", path, "-o", there).exit_code == 2
    assert run("report", path, "-o", path, "--force").exit_code == 2
    assert (there.read_bytes(), path.read_bytes()) == (b"old\n", ORQ + b"\n")
    assert run("report", path, "-o", there, "--force").exit_code == 0
    assert there.read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("command", [["report", "-o"], ["convert", "--to", "orq", "--report"]])
def test_without_jinja_nothing_is_begun(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = run(command[0], "-", *command[1:], tmp_path / "report.html", stdin=ORQ)

    assert (result.exit_code, result.stdout, list(tmp_path.iterdir())) == (2, "", [])
    assert 'a report needs its extra: pip install "completion-normalizer[report]"' in result.stderr


def test_too_many_rejects_publish_no_report(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = run("convert", "-", "--to", "orq", "--report", page, "--max-rejects", "0", stdin=b"bad")

    assert (result.exit_code, list(tmp_path.iterdir())) == (4, [])


def test_what_there_is_of_a_cut_archive_is_counted_where_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress((ORQ + b"\n") * 100)[:-10])

    assert run("report", path, "-o", tmp_path / "report.html").exit_code == 3
    assert [each.name for each in tmp_path.iterdir()] == ["log.gz"]
    result = run("report", path, "-o", tmp_path / "report.html", "--salvage")
    assert result.exit_code == 1
    assert f"{path}: the archive is cut off; what there is of it is counted" in result.stderr
    assert (tmp_path / "report.html").exists()


def test_a_report_finds_bodies_inside_envelopes() -> None:
    wrapped = b'{"request":{"secret":1},"response":' + ORQ + b"}\n"
    page = run("report", "-", "--at", "/response", "--to", "opper", stdin=wrapped + b"{}\n").stdout_bytes

    assert tiles(tree_of(page))["converted"] == "1 50.0 %"
    assert b"secret" not in page
    assert b"pointer-not-found" in page


def test_a_table_has_a_report_too(tmp_path: Path) -> None:
    run("convert", "-", "--to", "parquet", "-o", tmp_path / "t.parquet", "--report", tmp_path / "r.html", stdin=ORQ)

    assert "1 record for parquet" in (tmp_path / "r.html").read_text()


@pytest.mark.parametrize("more", [(), ("--no-progress",)])
def test_progress_is_shown_unless_it_is_not_wanted(more: tuple[str, ...], tmp_path: Path) -> None:
    with mock.patch.object(report_command, "progress", side_effect=progress) as asked:
        assert run("report", MIXED, "-o", tmp_path / "page.html", *more).exit_code == 0

    assert asked.call_args.kwargs == {"wanted": not more}


@pytest.mark.parametrize(
    "options",
    [
        ("--to", "opper", "--form", "node"),
        ("--to", "opper", "--chunks"),
        ("--to", "opper", "--max-line", "130"),
        ("--to", "opper", "--max-stream", "200"),
    ],
)
def test_each_option_counts_in_a_report_as_in_a_conversion(options: tuple[str, ...], tmp_path: Path) -> None:
    other_form = OPPER.replace(b'"finish_reason"', b'"finishReason":"STOP","finish_reason"')
    lines = log(tmp_path / "lines", ORQ, other_form, OPPER_CHUNK)
    streams = log(tmp_path / "streams", events(*[OPPER_CHUNK] * 3, DONE))
    plain, own, other = tmp_path / "plain.html", tmp_path / "own.html", tmp_path / "other.html"
    run("report", lines, streams, "--to", "opper", "-o", plain)
    run("report", lines, streams, *options, "-o", own)
    run("convert", lines, streams, *options, "-o", tmp_path / "out", "--report", other)

    assert own.read_bytes() == other.read_bytes() != plain.read_bytes()


def test_a_body_and_chunks_are_not_looked_for_at_once() -> None:
    result = run("report", "-", "--at", "/body", "--chunks", stdin=ORQ)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--chunks is for lines that are chunks" in result.stderr


def test_an_archive_that_was_cut_off_between_records_is_not_fine(tmp_path: Path) -> None:
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(ORQ + b"\n")[:-8])
    result = run("report", path, "-o", tmp_path / "report.html", "--salvage")

    assert "read 1, readable 1, rejected 0 -> " in result.stderr
    assert result.exit_code == 1


def test_a_report_names_what_was_read(tmp_path: Path) -> None:
    path = log(tmp_path / "that.jsonl", ORQ)

    assert str(path) in text_of(tree_of(run("report", path).stdout_bytes))
