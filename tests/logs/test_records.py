"""Which records an input has, and where each begins."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.cli.exits import Refusal
from normalizer.cli.reading import inputs_of
from normalizer.logs import Converted, Input, LogError, Record, convert_log, read_log, records
from normalizer.logs.inputs import Begin, size_of
from normalizer.logs.lines import Lines
from tests.cli.command import FIXTURES, ORQ, ORQ_CHUNK, log, process, run

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
    assert [record.offset for record in read_log([str(tmp_path / "log")])] == [0, 1, 2]


@pytest.mark.parametrize("content", [b"1\n{\n}\n", b"{\n}\n{\n}\n", b"[" * 100_000 + b"\n]\n", b"\x0b\n{\n}"])
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


@given(st.lists(st.sampled_from([b"", b"a", b"bcd", b"\r"])), st.integers(0, 20), st.integers(1, 6))
def test_what_was_put_back_is_read_as_if_nobody_had_read_it(texts: list[bytes], size: int, limit: int) -> None:
    content = b"\n".join(texts)
    lines, plain = Lines(io.BytesIO(content)), io.BytesIO(content)
    lines.put_back(lines.read(size))

    while expected := plain.readline(limit):
        assert lines.readline(limit) == expected
        assert lines.offset == plain.tell()
    assert lines.readline(limit) == b""


def test_the_length_of_each_line_has_the_same_limit(tmp_path: Path) -> None:
    """The first, a later one, one of a file that was looked at as a document, one to begin at, the last."""
    line = b"x" * 70_000
    (tmp_path / "in").write_bytes(line + b"\n" + line + b"\n" + line)
    for begin in (None, Begin(2, 70_001, are_events=False)):
        for limit, kind in ((70_000, "line"), (69_999, "long")):
            found = read_log([Input(str(tmp_path / "in"), begin=begin)], max_line=limit)
            assert [(each.kind, each.raw) for each in found] == [(kind, line)] * (3 if begin is None else 2)


def test_where_no_byte_is_allowed_all_that_is_not_blank_is_too_long() -> None:
    found = list(read_log([Input("log", io.BytesIO(b"1\n\n23\n"))], max_line=0))

    assert [(each.line, each.kind) for each in found] == [(1, "long"), (2, "blank"), (3, "long")]


def test_a_record_is_given_before_more_is_read_than_its_line() -> None:
    class Live(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            assert self.tell() == 0
            return super().read1(size)

    assert next(read_log([Input("live", Live(b"{}\n\n"))])).text == b"{}"


def test_whatever_gives_bytes_can_be_read() -> None:
    class Bare:
        def __init__(self) -> None:
            self.read1 = io.BytesIO(ORQ).read1

    assert size_of(Bare()) is None
    assert [record.text for record in read_log([Input("bare", Bare())])] == [ORQ]  # type: ignore[arg-type]  # that is tried


def test_the_size_of_a_stream_is_what_is_behind_the_place_where_it_is(tmp_path: Path) -> None:
    with log(tmp_path / "in", b"12345").open("rb") as stream:
        for begin in (0, 2, 6):
            stream.seek(begin)
            assert size_of(stream) == 6 - begin


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="no file here that says 0 and holds something")
def test_a_file_that_says_it_holds_nothing_is_read_all_the_same() -> None:
    path = Path("/proc/version")

    assert path.stat().st_size == 0
    assert [record.text + b"\n" for record in read_log([str(path)])] == [path.read_bytes()]


def test_a_failure_is_told_in_the_words_of_the_system_or_by_its_name(tmp_path: Path) -> None:
    class Failing(io.RawIOBase):
        def read1(self, _size: int) -> bytes:
            raise BlockingIOError

    with pytest.raises(LogError) as missing:
        list(read_log([str(tmp_path / "missing")]))
    with pytest.raises(LogError) as failing:
        list(read_log([Input("live", Failing())]))  # type: ignore[arg-type]  # it is enough of a stream

    assert missing.value.reason == "No such file or directory"
    assert failing.value.reason == "BlockingIOError"


def test_a_list_of_chunks_may_be_pretty_printed(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"[\n" + ORQ_CHUNK + b",\n" + ORQ_CHUNK + b"\n]\n")
    (outcome,) = convert_log([str(tmp_path / "in")], "canonical")

    assert isinstance(outcome, Converted)
    assert outcome.answer.completion.text == "HiHi"


def test_an_archive_of_more_than_a_document_may_be_is_read_by_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"{\n}" + b"\n" * 200
    monkeypatch.setattr(records, "DOCUMENT_BYTES", 100)
    (tmp_path / "in").write_bytes(gzip.compress(content))
    found = [record.raw for record in read_log([str(tmp_path / "in")])]

    assert (tmp_path / "in").stat().st_size < 100
    assert found == content.split(b"\n")[:-1]
