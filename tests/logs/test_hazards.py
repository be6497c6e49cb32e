"""Every line of a log ends in exactly one place, whatever it holds."""

from __future__ import annotations

import base64
import codecs
import io
import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer import codec
from normalizer.logs import CODES, Blank, Converted, Input, LogError, Rejected, Tally, convert_log
from normalizer.values import same
from tests.cli.command import MIXED, ORQ, log, run

from .hazards import HAZARDS

LINES = [line for line, _ in HAZARDS]


def _rejects(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def _raw(reject: dict[str, Any]) -> bytes:
    raw = reject.get("raw")
    return base64.b64decode(reject["raw_b64"]) if raw is None else str(raw).encode()


def _run(tmp_path: Path, content: bytes, *more: object) -> tuple[bytes, list[dict[str, Any]], dict[str, Any]]:
    """What is written of a log, rejected of it and counted."""
    (tmp_path / "in").write_bytes(content)
    files = ("-o", tmp_path / "out", "--rejects", tmp_path / "rejects", "--summary-json", tmp_path / "summary", "-f")
    run("convert", tmp_path / "in", "--to", "source", *files, *more)
    numbers = json.loads((tmp_path / "summary").read_bytes())
    return (tmp_path / "out").read_bytes(), _rejects(tmp_path / "rejects"), numbers


@pytest.mark.parametrize(("line", "code"), HAZARDS, ids=range(len(HAZARDS)))
def test_a_hazard_is_converted_exactly_or_rejected_with_its_code(line: bytes, code: str | None, tmp_path: Path) -> None:
    out, rejects, _ = _run(tmp_path, ORQ + b"\n" + line + b"\n" + ORQ + b"\n")
    written = out.split(b"\n")[1:-2]

    assert [reject["code"] for reject in rejects] == [code] * (code is not None)
    assert [_raw(reject) for reject in rejects] == [line] * (code is not None)
    assert len(written) == (code is None and line.strip() != b"")
    assert all(same(codec.decode(text), codec.decode(line.rstrip(b"\r"))) for text in written)


def test_every_line_ends_in_exactly_one_place(tmp_path: Path) -> None:
    out, rejects, numbers = _run(tmp_path, b"".join(line + b"\n" for line in LINES))
    good = [line for line, code in HAZARDS if code is None and line.strip()]

    assert [_raw(reject) for reject in rejects] == [line for line, code in HAZARDS if code]
    assert out.count(b"\n") == len(good) == numbers["converted"]
    assert numbers["read"] == numbers["converted"] + numbers["rejected"] + numbers["blank"] == len(LINES)
    assert numbers["rejected"] == len(rejects) == sum(numbers["codes"].values())


def test_outcomes_come_in_the_order_of_the_records(tmp_path: Path) -> None:
    outcomes = list(convert_log([str(log(tmp_path / "in", *LINES))], "canonical"))

    assert [outcome.record.line for outcome in outcomes] == list(range(1, len(LINES) + 1))
    assert {type(outcome) for outcome in outcomes} == {Converted, Rejected, Blank}
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Rejected)} <= CODES.keys()


@pytest.mark.parametrize("first", [ORQ, b"bad"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_reject_is_found_at_its_offset(end: bytes, first: bytes, tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + end.join([first, *LINES, ORQ])
    _, rejects, _ = _run(tmp_path, content)

    assert rejects
    for reject in rejects:
        raw = _raw(reject)
        assert content[reject["offset"] :].startswith(raw)
        assert raw.removesuffix(b"\r") == [first, *LINES, ORQ][reject["line"] - 1]
        assert reject["source"] == str(tmp_path / "in")
        assert list(reject) == [
            *("source", "line", "offset", "code", "pointer", "message", "version"),
            list(reject)[-1],
        ]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_rejects_are_replayed_byte_for_byte(end: bytes, tmp_path: Path) -> None:
    bad = [line for line, code in HAZARDS if code]
    _run(tmp_path, b"".join(line + end for line in LINES))
    result = run("replay", tmp_path / "rejects", "-o", tmp_path / "again")

    assert result.exit_code == 0
    assert result.stderr == f"replayed {len(bad)} -> {tmp_path / 'again'}\n"
    assert (tmp_path / "again").read_bytes() == b"".join(line + end for line in bad)


def test_line_ends_make_no_difference_to_what_is_written(tmp_path: Path) -> None:
    assert _run(tmp_path, b"\n".join(LINES))[0] == _run(tmp_path, b"\r\n".join(LINES))[0]


@pytest.mark.parametrize("bad", [b"", b"bad", b"\xff"])
@pytest.mark.parametrize("places", [(0,), (4,), (0, 2, 4), (0, 1, 2, 3, 4)])
def test_bad_lines_leave_the_others_alone(bad: bytes, places: tuple[int, ...], tmp_path: Path) -> None:
    lines = [bad if place in places else ORQ for place in range(5)]
    out, _, numbers = _run(tmp_path, b"\n".join(lines) + b"\n")

    assert out.count(b"\n") == numbers["converted"] == 5 - len(places)


def test_a_last_line_that_was_cut_anywhere_is_one_reject(tmp_path: Path) -> None:
    record = ORQ.replace(b'"Hi"', '"h\u00e9\\u00e9\\ud83c\\udf0d\\"\\n \U0001f30d"'.encode()).replace(
        b'"created":1', b'"created":-1.5e+3,"x":[true,false,null]'
    )
    for size in range(1, len(record)):
        (only,) = convert_log([str(log(tmp_path / "in", record[:size]))], "orq")
        assert isinstance(only, Rejected), size
        assert (only.code, only.record.raw) == ("truncated-json", record[:size]), size


@pytest.mark.parametrize("place", [0, 40])
def test_every_recording_that_was_cut_anywhere_is_truncated(place: int, tmp_path: Path) -> None:
    record = MIXED.read_bytes().split(b"\n")[place]
    for size in range(1, len(record), 7):
        (only,) = convert_log([str(log(tmp_path / "in", record[:size]))], "orq")
        assert isinstance(only, Rejected)
        assert only.code == "truncated-json", record[:size]


@pytest.mark.parametrize("size", [2**16, 2**18, 2**20])
def test_bytes_that_are_no_utf_8_are_kept_where_buffers_end(size: int, tmp_path: Path) -> None:
    for shift in range(-3, 4):
        line = b'{"x":"' + b"x" * (size + shift - 6) + b"\xe2\x82"
        _, rejects, _ = _run(tmp_path, line + b'\xff"}\n' + ORQ)

        assert [_raw(reject) for reject in rejects] == [line + b'\xff"}']


def test_blank_lines_can_be_rejected(tmp_path: Path) -> None:
    out, rejects, numbers = _run(tmp_path, b"\n" + ORQ + b"\n \r\n", "--strict-blank")

    assert out.count(b"\n") == 1
    assert [(reject["line"], reject["code"], reject["raw"]) for reject in rejects] == [
        (1, "blank", ""),
        (3, "blank", " \r"),
    ]
    assert (numbers["read"], numbers["blank"]) == (3, 0)


@given(st.lists(st.one_of(st.binary(max_size=40), st.sampled_from(LINES)), max_size=8), st.booleans())
def test_the_numbers_add_up_whatever_the_bytes_are(lines: list[bytes], ends: bool) -> None:  # noqa: FBT001  # drawn
    content = b"\n".join(lines) + b"\n" * ends
    try:
        outcomes = list(convert_log([Input("log", io.BytesIO(content))], "source"))
    except LogError:  # it begins as an archive or as UTF-16
        return
    tally = Tally()
    for outcome in outcomes:
        tally.count(outcome)
    streams = any(outcome.record.kind == "events" for outcome in outcomes)

    assert tally.read == len(outcomes) == tally.converted + tally.rejected + tally.blank
    assert (
        streams
        or b"".join(o.record.raw + b"\n" for o in outcomes) in (content, content + b"\n")
        or codecs.BOM_UTF8 in content
    )


@pytest.mark.parametrize(
    "value",
    [
        b"{" + b",".join(b'"%d":1' % number for number in range(100_000)) + b"}",
        b'"' + b"\\u00e9" * 1_000_000 + b'"',
        b'"' + b'\\"' * 1_000_000 + b'"',
        b"[" * 250 + b"]" * 250,
        b"[" + b"[]," * 200_000 + b"1]",
    ],
    ids=["keys", "escapes", "quotes", "depth", "brackets"],
)
def test_no_record_takes_long(value: bytes) -> None:
    record = ORQ.replace(b'{"id":"a",', b'{"id":"a","x":' + value + b",", 1)
    began = time.process_time()
    list(convert_log([Input("log", io.BytesIO(record))], "opper"))

    assert time.process_time() - began < 20


def test_nesting_ends_no_thread_with_a_small_stack() -> None:
    deep = [line for line, code in HAZARDS if code == "too-deep"]
    before = threading.stack_size(256 * 1024)
    codes: list[str] = []

    def convert() -> None:
        outcomes = convert_log([Input("log", io.BytesIO(b"\n".join(deep)))], "orq")
        codes.extend(outcome.code for outcome in outcomes if isinstance(outcome, Rejected))

    thread = threading.Thread(target=convert)
    thread.start()
    thread.join()
    threading.stack_size(before)

    assert codes == ["too-deep"] * len(deep)
