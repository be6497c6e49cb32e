"""Which records an input has, and where each begins."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from normalizer.cli.exits import Refusal
from normalizer.cli.reading import inputs_of
from normalizer.logs import Input, LogError, Record, read_log, records
from tests.cli.command import FIXTURES, ORQ, process, run

UNUSUAL = '"a\u2028b\u2029c\u0085d\x0be\x0cf"'.encode()
"""Characters at which Python's ``str.splitlines`` ends a line."""


def _read(path: Path, content: bytes) -> list[tuple[int, bytes]]:
    path.write_bytes(content)
    return [(record.line, record.text) for record in read_log([str(path)]) if not record.is_blank]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"\n", []),
        (b"1\n2\n", [(1, b"1"), (2, b"2")]),
        (b"1\n2", [(1, b"1"), (2, b"2")]),
        (b"\xef\xbb\xbf1\n2\n", [(1, b"1"), (2, b"2")]),
        (b"\xef\xbb\xbf", []),
        (b"1\n\xef\xbb\xbf2\n", [(1, b"1"), (2, b"\xef\xbb\xbf2")]),
        (b"1\r\n2\r\n", [(1, b"1"), (2, b"2")]),
        (b"1\r\r\n2", [(1, b"1\r"), (2, b"2")]),
        (b"1\r2\n", [(1, b"1\r2")]),
        (b"\n \t\r\n1\n\n2\n", [(3, b"1"), (5, b"2")]),
        (b"1\n\x0b\n", [(1, b"1"), (2, b"\x0b")]),
        (b"bad\n2\n", [(1, b"bad"), (2, b"2")]),
        (b"1\n" + UNUSUAL + b"\n", [(1, b"1"), (2, UNUSUAL)]),
    ],
)
def test_only_a_newline_ends_a_line(content: bytes, expected: list[tuple[int, bytes]], tmp_path: Path) -> None:
    assert _read(tmp_path / "log", content) == expected


@pytest.mark.parametrize(
    "document",
    [b'{\n  "a": 1\n}\n', b"[\n1,\n2]", b'\xef\xbb\xbf{\r\n"a":\r\n\r\n1}', b'{\n"a": NaN}', b'{\n"a":"\xff"}'],
)
def test_a_pretty_printed_file_is_one_record(document: bytes, tmp_path: Path) -> None:
    assert _read(tmp_path / "log", document) == [(1, document.removeprefix(b"\xef\xbb\xbf"))]


def test_a_document_may_begin_after_blank_lines(tmp_path: Path) -> None:
    assert _read(tmp_path / "log", b"\n\n{\n}\n") == [(3, b"{\n}\n")]


@pytest.mark.parametrize("content", [b"1\n{\n}\n", b"{\n}\n{\n}\n", b"[" * 100_000 + b"\n]\n"])
def test_what_is_no_document_is_read_by_lines(content: bytes, tmp_path: Path) -> None:
    expected = [(number, line) for number, line in enumerate(content.split(b"\n"), 1) if line]

    assert _read(tmp_path / "log", content) == expected


def test_a_large_file_is_read_by_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "DOCUMENT_BYTES", 3)

    assert _read(tmp_path / "log", b"{\n}\n") == [(1, b"{"), (2, b"}")]
    assert _read(tmp_path / "log", b"{\n}") == [(1, b"{\n}")]


def test_a_stream_is_read_by_lines() -> None:
    assert run("convert", "-", "--to", "orq", stdin=b"{\n}\n").stderr.count("not a readable payload") == 2
    assert process("convert", "-", "--to", "orq", input=b"{\n}\n").stderr.count(b"not a readable payload") == 2


def test_every_reviewed_payload_is_a_document_that_converts() -> None:
    paths = sorted((FIXTURES / "payloads").glob("*/*.json"))
    result = run("convert", *paths, "--to", "canonical")

    assert result.exit_code == 0
    assert len(result.stdout_bytes.splitlines()) >= len(paths) > 0


def test_blank_lines_are_counted() -> None:
    result = run("convert", "-", "--to", "orq", stdin=b"\n" + ORQ + b"\n \n")

    assert result.exit_code == 0
    assert "read 3, converted 1 (orq 1), with losses 0, rejected 0, blank 2 in" in result.stderr
    assert run("check", "-", stdin=b"\n\n").stderr == "read 2, good 0, with problems 0, unreadable 0, blank 2\n"


def test_a_line_with_crlf_or_a_mark_at_its_beginning_converts_the_same() -> None:
    expected = run("convert", "-", "--to", "opper", stdin=ORQ + b"\n").stdout_bytes

    assert run("convert", "-", "--to", "opper", stdin=b"\xef\xbb\xbf" + ORQ + b"\r\n").stdout_bytes == expected


def test_a_line_separator_in_a_record_stays_in_it() -> None:
    record = ORQ.replace(b"Hi", "one\u2028two\u2029three".encode())
    result = run("convert", "-", "--to", "orq", stdin=record + b"\n" + record)

    assert result.stdout_bytes.count(b"\n") == 2
    assert json.loads(result.stdout_bytes.split(b"\n")[0]) == json.loads(record)


def test_records_are_read_as_they_are_asked_for() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # it is given one
            buffer[:2] = b"1\n"
            return 2

    first = next(read_log([Input("endless", io.BufferedReader(Endless()))]))

    assert first == Record("endless", 1, b"1")


def test_an_input_that_vanished_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="No such file or directory"):
        list(read_log([str(tmp_path / "vanished")]))
    with pytest.raises(LogError, match="No such file or directory"):
        list(read_log(inputs_of([str(tmp_path / "vanished")])))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that opens and cannot be read")
def test_an_input_that_cannot_be_read_to_its_end_is_a_failure(tmp_path: Path) -> None:
    result = process("convert", "/proc/self/mem", "--to", "orq", "-o", tmp_path / "out")

    assert (result.returncode, list(tmp_path.iterdir())) == (3, [])
    assert result.stderr.startswith(b"Error: /proc/self/mem: ")


def test_a_closed_stdin_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)

    with pytest.raises(Refusal, match="stdin is closed"):
        inputs_of(["-"])


def test_a_place_is_safe_to_print() -> None:
    assert Record("a\nb\x1b[1m\udcff", 3, b"").place == "a\\nb\\x1b[1m\\udcff:3"


def test_a_document_is_one_record_whatever_is_wrong_with_its_numbers(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b'{\n"choices": [],\n"x": ' + b"1" * 5000 + b"\n}")

    assert [record.kind for record in read_log([str(tmp_path / "log")])] == ["document"]


@pytest.mark.parametrize(("size", "kinds"), [(100, ["document"]), (20, ["line"] * 4)])
def test_a_file_is_looked_at_as_one_document_only_where_it_is_not_too_large(
    size: int, kinds: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "DOCUMENT_BYTES", size)
    (tmp_path / "log").write_bytes(b'{\n"choices": [],\n"x": "0123456789"\n}')

    assert [record.kind for record in read_log([str(tmp_path / "log")])] == kinds


def test_an_input_has_the_size_of_its_file_and_none_where_there_is_none(tmp_path: Path) -> None:
    for name, content in (("log", b"12345"), ("empty", b"")):
        (tmp_path / name).write_bytes(content)
    names = [str(tmp_path / name) for name in ("log", "empty", "missing", ".")]

    assert [each.size for each in inputs_of(names)] == [5, None, None, None]
