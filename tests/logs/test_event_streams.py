"""Where one event stream ends and the next begins."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pytest

from normalizer.logs import Converted, Input, convert_log, event_streams, read_log
from normalizer.logs.event_streams import begins_stream, cut, lines_of
from tests.cli.command import DONE, FIXTURES, ORQ, ORQ_CHUNK, STREAMS, events, run

ENDS = (b"\n", b"\r\n", b"\r")
A, B = events(b"a", DONE), events(b"b", DONE)


def _read(path: Path, content: bytes) -> list[tuple[int, bytes]]:
    path.write_bytes(content)
    return [(record.line, record.text) for record in read_log([str(path)]) if not record.is_blank]


@pytest.mark.parametrize("line", [b"data: x", b"data:x", b"event: x", b"id:1", b"retry: 1", b":", b": x", b"\r\rdata:"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_field_of_an_event_or_a_comment_begins_a_stream(line: bytes, mark: bytes) -> None:
    assert begins_stream(mark + line)


@pytest.mark.parametrize("line", [b"", b"{}", b"[1]", b'"data: x"', b"dat: x", b" data: x", b"datax: x", b"data"])
def test_nothing_else_begins_a_stream(line: bytes) -> None:
    assert not begins_stream(line)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (A, [(1, A)]),
        (A + B, [(1, A), (5, B)]),
        (A + b"\n\n" + B, [(1, A), (7, B)]),
        (A + b" \n" + B, [(1, A), (5, b" \n" + B)]),
        (events(DONE) + B, [(1, events(DONE)), (3, B)]),
        (b"\n\n" + A, [(3, A)]),
        (b"\xef\xbb\xbf" + A, [(1, A)]),
        (b": hello\n\n" + A, [(1, b": hello\n\n" + A)]),
        (A + b": hello\n\n" + B, [(1, A), (5, b": hello\n\n" + B)]),
        (A + events(b"b"), [(1, A), (5, events(b"b"))]),
        (A + b"data: b", [(1, A), (5, b"data: b")]),
        (A + b"\n \t\n", [(1, A)]),
        (events(b"a", b'"[DONE]"', b"[DONE] x"), [(1, events(b"a", b'"[DONE]"', b"[DONE] x"))]),
    ],
)
def test_a_stream_ends_where_it_says_that_it_is_done(
    content: bytes, expected: list[tuple[int, bytes]], tmp_path: Path
) -> None:
    assert _read(tmp_path / "log", content) == expected


@pytest.mark.parametrize(
    "end",
    [
        b"data: [DONE]\n\n",
        b"data:[DONE]\n\n",
        b"event: end\ndata: [DONE] \nid: 7\n\n",
        b": end\ndata:  [DONE]\n\n",
        b"data: [DONE]\ndata:\n\n",
        b"data: [DONE]\n \n\n",
    ],
)
def test_the_end_belongs_to_its_event(end: bytes, tmp_path: Path) -> None:
    one = events(b"a") + end

    assert _read(tmp_path / "log", one + B) == [(1, one), (1 + one.count(b"\n"), B)]


def test_an_end_without_an_empty_line_ends_the_stream_all_the_same(tmp_path: Path) -> None:
    one = b"data: a\n\ndata: [DONE]\n"

    assert _read(tmp_path / "log", one + one) == [(1, one), (4, one)]
    assert _read(tmp_path / "log", one.rstrip()) == [(1, one.rstrip())]


def test_an_end_inside_a_text_is_none(tmp_path: Path) -> None:
    one = b'data: {"text":\ndata: "data: [DONE]\\n"}\n\nnote: [DONE]\n\n' + events(DONE)

    assert _read(tmp_path / "log", one + B)[0] == (1, one)


@pytest.mark.parametrize("end", ENDS)
def test_lines_may_end_with_any_of_three(end: bytes, tmp_path: Path) -> None:
    content = (A + B).replace(b"\n", end)

    assert _read(tmp_path / "log", content) == [(1, A.replace(b"\n", end)), (5, B.replace(b"\n", end))]
    assert run("detect", "--each", "-", stdin=events(ORQ_CHUNK, DONE).replace(b"\n", end)).exit_code == 0


@pytest.mark.parametrize("ends", list(itertools.product(ENDS, repeat=3)))
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_it_does_not_matter_in_which_pieces_lines_come(
    ends: tuple[bytes, ...], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_streams, "PIECE_BYTES", size)
    content = b"data: " + ends[0] + ends[1] + b"id" + ends[2] + b"x"
    stream = io.BytesIO(content)

    assert list(lines_of(stream.readline(size), stream)) == content.splitlines(keepends=True)


@pytest.mark.parametrize("end", ENDS)
def test_streams_are_read_as_they_are_asked_for(end: bytes) -> None:
    endless = itertools.cycle((A.replace(b"\n", end) * 10_000).splitlines(keepends=True))

    first = next(cut(endless, 1))

    assert (first.line, first.offset, first.text) == (1, 0, A.replace(b"\n", end))


@pytest.mark.parametrize("end", ENDS)
def test_only_a_piece_is_read_ahead(end: bytes) -> None:
    count = 0

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # it is given one
            nonlocal count
            text = A.replace(b"\n", end)[: len(buffer)]
            buffer[: len(text)] = text
            count += len(text)
            return len(text)

    first = next(read_log([Input("endless", io.BufferedReader(Endless()))]))

    assert (first.line, first.text, first.kind) == (1, A.replace(b"\n", end), "events")
    assert count < 2**20


def test_all_recorded_streams_in_one_log_are_what_they_are_alone(tmp_path: Path) -> None:
    together = tmp_path / "log"
    together.write_bytes(b"".join(path.read_bytes() for path in STREAMS))
    alone = run("convert", *STREAMS, "--to", "canonical")
    result = run("convert", together, "--to", "canonical")

    assert result.exit_code == 0
    assert result.stdout_bytes == alone.stdout_bytes
    assert result.stdout_bytes.count(b"\n") == len(STREAMS) > 0


def test_what_follows_a_stream_and_is_none_is_rejected() -> None:
    result = run("convert", "-", "--to", "orq", stdin=events(ORQ_CHUNK, DONE) + ORQ + b"\n" + ORQ)

    assert (result.exit_code, result.stdout_bytes.count(b"\n")) == (1, 1)
    assert result.stderr.startswith("-:5: not a readable payload: expected an event stream, something else came\n")


def test_lines_stay_lines_where_a_later_one_looks_like_an_event() -> None:
    result = run("convert", "-", "--to", "orq", stdin=ORQ + b"\ndata: x\n" + ORQ)

    assert (result.exit_code, result.stdout_bytes.count(b"\n")) == (1, 2)
    assert result.stderr.startswith("-:2: not a readable payload: expected JSON")


def test_a_stream_that_begins_with_a_comment_is_its_vendors_all_the_same() -> None:
    stream = b": hello\n\n" + (FIXTURES / "opper" / "text.sse").read_bytes()
    [outcome] = convert_log([Input("in", io.BytesIO(stream))], "source")

    assert isinstance(outcome, Converted)
    assert (outcome.answer.source.vendor, outcome.answer.source.form) == ("opper", "wire")


@pytest.mark.parametrize("end", ENDS)
def test_a_line_is_given_whole_up_to_the_limit_and_its_end_in_one_piece(
    end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for piece, size in itertools.product((2, 8), range(4, 9)):
        monkeypatch.setattr(event_streams, "PIECE_BYTES", piece)
        content = b"a\r" + (b"x" * size + end) * 3
        given = list(lines_of(b"", io.BytesIO(content), limit=6))

        assert b"".join(given) == content
        assert sum(text.endswith((b"\r", b"\n")) for text in given) == 4
        assert size > 6 or given == content.splitlines(keepends=True)
        assert len(max(given, key=len)) <= 6 + piece + len(end)


def test_a_line_that_ended_is_given_before_more_is_read() -> None:
    stream = io.BytesIO(b"data: a\n\ndata: b\n\n")
    lines = lines_of(stream.readline(), stream)

    for line, place in ((b"data: a\n", 8), (b"\n", 9), (b"data: b\n", 17)):
        assert (next(lines), stream.tell()) == (line, place)


@pytest.mark.parametrize("rest", [b"data: b\n", b"data: [DONE]\n", b"\n"])
def test_what_goes_on_with_a_line_is_no_line_of_its_own(rest: bytes) -> None:
    before = [b"data: a\n", b"\n", b"data: [DONE]\n"]
    for lines in ([*before, b": x", rest, b"\n"], [b": x", rest, *before, b"\n"]):
        assert [stream.text for stream in cut([*lines, b"data: c\n"], 1)] == [b"".join(lines), b"data: c\n"]
