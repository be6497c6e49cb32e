"""``--chunks``: which lines are one stream."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from normalizer import join, loads, read_stream
from normalizer.logs import Input, Rejected, convert_log, read_log
from normalizer.logs.chunk_lines import grouped
from normalizer.sse import Parser

from .command import DONE, OPPER_CHUNK, ORQ, ORQ_CHUNK, STREAMS, events, log, run


def _chunk(stream: str, text: str, chunk: bytes = ORQ_CHUNK) -> bytes:
    key = b'"id":"s"' if chunk is ORQ_CHUNK else b'"id":"t"'
    return chunk.replace(key, b'"id":"%s"' % stream.encode()).replace(b"Hi", text.encode())


def _texts(stdout: bytes) -> list[str | None]:
    return [loads(line).text for line in stdout.splitlines()]


def test_lines_with_one_id_are_one_record_where_the_first_of_them_is() -> None:
    lines = [_chunk("a", "1"), _chunk("b", "x", OPPER_CHUNK), _chunk("a", "2"), _chunk("b", "y", OPPER_CHUNK)]
    result = run("convert", "-", "--to", "canonical", "--chunks", stdin=b"\n".join(lines))

    assert result.exit_code == 0
    assert _texts(result.stdout_bytes) == ["12", "xy"]
    assert result.stderr.startswith("read 2, converted 2 (opper 1, orq 1), with losses 0, rejected 0 in")


def test_without_the_option_each_line_is_a_record() -> None:
    result = run("convert", "-", "--to", "canonical", stdin=_chunk("a", "1") + b"\n" + _chunk("a", "2"))

    assert _texts(result.stdout_bytes) == ["1", "2"]


def test_a_stream_goes_on_in_the_next_input(tmp_path: Path) -> None:
    one, two = log(tmp_path / "one", _chunk("a", "1"), _chunk("b", "x")), log(tmp_path / "two", _chunk("a", "2"))

    assert _texts(run("convert", one, two, "--to", "canonical", "--chunks").stdout_bytes) == ["12", "x"]


def test_an_id_inside_an_envelope_is_the_same_id() -> None:
    lines = b'{"data":' + _chunk("a", "1") + b"}\n" + _chunk("a", "2")

    assert _texts(run("convert", "-", "--to", "canonical", "--chunks", stdin=lines).stdout_bytes) == ["12"]


@pytest.mark.parametrize("spelled", [b'"id":""', b'"id":null', b'"id":5', b'"no":"id"'])
@pytest.mark.parametrize("line", [b"%s", b'{"data":%s}'])
def test_a_chunk_without_an_id_is_nobodys(spelled: bytes, line: bytes) -> None:
    lost = line % ORQ_CHUNK.replace(b'"id":"s"', spelled)
    for command in (("convert", "--to", "canonical"), ("detect",), ("show", "--line", 2)):
        result = run(*command, "--chunks", "-", stdin=_chunk("a", "1") + b"\n" + lost + b"\n" + _chunk("a", "2"))

        assert result.exit_code == 1
        assert result.stderr.startswith("-:2: not a readable payload: /id: expected the id by which")


def test_what_is_no_chunk_is_what_it_is_without_the_option() -> None:
    others = [b"bad", b'{"error":{}}', b"5", b"[" + _chunk("a", "3") + b"]"]
    lines = b"\n".join([_chunk("a", "1"), *others, _chunk("a", "2")])
    *reasons, _ = run("convert", "-", "--to", "orq", "--chunks", stdin=lines).stderr.splitlines()

    assert [reason.split(":")[1] for reason in reasons] == ["2", "3", "4"]
    assert reasons[1:] == [
        "-:3: not a completion but an error body",
        "-:4: not a completion but an integer, not an object",
    ]
    assert _texts(run("convert", "-", "--to", "canonical", "--chunks", stdin=lines).stdout_bytes) == ["12", "3"]


def test_no_bodies_are_looked_for_among_chunks_and_a_string_is_none() -> None:
    lines = json.dumps(ORQ.decode()).encode() + b"\n"
    found = [run("detect", "-", *more, stdin=lines * 3) for more in ((), ("--chunks",), ("--chunks", "--each"))]

    assert [result.exit_code for result in found] == [0, 1, 1]
    assert found[0].stdout.startswith("-: 3 of the first 3 records convert (100%) with --at ''\n")
    assert found[1].stdout.startswith("-: 0 of the first 3 records convert (0%)\n")
    assert found[2].stdout.splitlines()[0] == "-:1: unknown: not a completion but a string, not an object"


def test_an_error_that_names_its_stream_rejects_it() -> None:
    lines = _chunk("a", "1") + b'\n{"id":"a","error":{"message":"MARKER"}}'
    result = run("convert", "-", "--to", "orq", "--chunks", stdin=lines)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("-:1: an error came in the stream after a part of the answer\n")


def test_a_line_that_says_done_is_blank() -> None:
    lines = b"\n".join([_chunk("a", "1"), DONE, b"", _chunk("a", "2"), b" [DONE]\r"])
    result = run("convert", "-", "--to", "canonical", "--chunks", stdin=lines)

    assert _texts(result.stdout_bytes) == ["12"]
    assert result.stderr.startswith("read 4, converted 1 (orq 1), with losses 0, rejected 0, blank 3 in")


def test_a_document_is_no_line(tmp_path: Path) -> None:
    path = log(tmp_path / "log", json.dumps(json.loads(ORQ_CHUNK), indent=1).encode())

    assert _texts(run("convert", path, path, "--to", "canonical", "--chunks").stdout_bytes) == ["Hi", "Hi"]


def test_an_event_stream_keeps_its_place_among_the_others(tmp_path: Path) -> None:
    one, two = log(tmp_path / "one", _chunk("a", "1")), log(tmp_path / "two", events(_chunk("a", "x"), DONE))
    three = log(tmp_path / "three", _chunk("a", "2"))

    assert _texts(run("convert", one, two, three, "--to", "canonical", "--chunks").stdout_bytes) == ["12", "x"]


def test_a_stream_without_a_finish_reason_has_broken_off() -> None:
    lines = _chunk("a", "1").replace(b'"stop"', b"null")
    result = run("convert", "-", "--to", "orq", "--chunks", stdin=lines + b"\n" + _chunk("b", "2"))

    assert result.exit_code == 0
    assert result.stderr.startswith("-:1: the stream broke off; what there is of it is converted\n")
    assert "converted 2 (orq 2), partial 1, with losses 0" in result.stderr


@pytest.mark.parametrize("path", STREAMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_recorded_stream_is_the_same_as_lines(path: Path) -> None:
    said = [event.data for event in Parser().feed(path.read_bytes())]
    lines = [text.replace("\n", " ") for text in said if text and '"id":""' not in text]
    expected = join(read_stream("\n".join(lines)))
    result = run("convert", "-", "--to", "canonical", "--chunks", stdin="\n".join(lines).encode())

    assert result.exit_code == 0
    assert loads(result.stdout_bytes.strip()) == expected


def test_a_line_that_says_done_is_blank_where_blank_lines_are_rejected() -> None:
    lines = b"\n".join([_chunk("a", "1"), DONE, b"", b"\x0b[DONE]"])
    outcomes = list(convert_log([Input("in", io.BytesIO(lines))], "orq", chunks=True, strict_blank=True))

    assert [type(outcome).__name__ for outcome in outcomes] == ["Blank", "Rejected", "Converted", "Rejected"]
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Rejected)] == ["blank", "invalid-json"]


def test_no_blank_line_waits_for_the_end_of_the_log() -> None:
    lines = b"\n".join([_chunk("a", "1"), b"", _chunk("a", "2"), DONE])

    assert [record.line for record in grouped(read_log([Input("in", io.BytesIO(lines))]))] == [2, 4, 1]


def test_lines_that_are_no_chunks_are_the_records_they_are_without_the_option() -> None:
    lines = b"bad\r\n[1]\r\n5\n"
    records = list(read_log([Input("in", io.BytesIO(lines))]))

    assert [record.end for record in records] == [b"\r", b"\r", b""]
    assert list(grouped(records)) == records


def test_the_lines_of_a_stream_come_back_byte_for_byte_from_a_reject() -> None:
    lines = b"\r\n".join([_chunk("a", "1"), b'{"id":"a","error":{}}', b""])
    (rejected,) = convert_log([Input("in", io.BytesIO(lines))], "orq", chunks=True)

    assert isinstance(rejected, Rejected)
    assert rejected.record.raw + b"\n" == lines
