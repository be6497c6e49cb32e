"""An event stream without an end does not eat the memory: beyond the limit it is a reject, and its bytes are in a file."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from normalizer.logs import Rejected, convert_log
from tests.cli.command import DONE, OPPER_CHUNK, ORQ_CHUNK, environment, events, run
from tests.logs.test_long_lines import MEASURED, MIB, PEAK

STREAM = events(OPPER_CHUNK, DONE)


def _endless(path: Path, size: int) -> bytes:
    """A log of a whole stream and one that goes on and on; gives the hash of that one."""
    piece = events(OPPER_CHUNK) * 1000
    digest = hashlib.sha256()
    with path.open("wb") as log:
        log.write(STREAM)
        for _ in range(size // len(piece)):
            log.write(piece)
            digest.update(piece)
    return digest.digest()


def test_a_stream_beyond_the_limit_is_rejected_and_never_held(tmp_path: Path) -> None:
    digest = _endless(tmp_path / "in", 40 * MIB)
    program = PEAK + MEASURED.replace('"orq"', '"orq", max_stream=4 * 2**20')
    result = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "in", tmp_path / "rejects"],
        capture_output=True,
        check=True,
        env=environment(),
    )
    *outcomes, peak = result.stdout.decode().splitlines()

    assert outcomes == ["Converted ", "Rejected too-long"]
    assert int(peak) < 64
    assert hashlib.sha256(json.loads((tmp_path / "rejects").read_bytes())["raw"].encode()).digest() == digest


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize(
    "long",
    [
        events(*[ORQ_CHUNK] * 20, DONE),
        b"data: " + b"x" * 3000 + b"\n\n" + events(DONE),
        b"data: " + b"x" * 200_000 + b"\n\n" + events(b"y", DONE),
        b": \xff\n" * 900 + events(DONE),
    ],
    ids=["chunks", "line", "longer line", "bytes"],
)
def test_a_long_stream_comes_back_and_leaves_the_others_alone(long: bytes, end: bytes, tmp_path: Path) -> None:
    streams = [stream.replace(b"\n", end) for stream in (STREAM, long, STREAM)]
    (tmp_path / "in").write_bytes(b"".join(streams))
    result = run("convert", tmp_path / "in", "--to", "opper", "--max-stream", 1000, "-o", tmp_path / "out")
    (only,) = [json.loads(line) for line in (tmp_path / "out.rejects.jsonl").read_bytes().splitlines()]
    raw = only["raw"].encode() if "raw" in only else base64.b64decode(only["raw_b64"])

    assert result.exit_code == 1
    assert (only["code"], only["line"], only["offset"]) == ("too-long", 5, len(streams[0]))
    assert raw == streams[1]
    assert (tmp_path / "out").read_bytes().count(b"\n") == 2
    assert ":5: the stream is longer than may be held (--max-stream)\n" in result.stderr
    last = list(convert_log([str(tmp_path / "in")], "opper", max_stream=1000))[-1]
    assert (last.record.text, last.record.line) == (streams[2], 5 + long.count(b"\n"))


def test_the_limit_is_that_of_the_whole_stream(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(STREAM * 3)
    for more, codes in ((0, []), (-1, ["too-long"] * 3)):
        outcomes = convert_log([str(tmp_path / "in")], "opper", max_stream=len(STREAM) + more)
        assert [outcome.code for outcome in outcomes if isinstance(outcome, Rejected)] == codes


def test_a_stream_that_is_left_in_the_middle_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(STREAM * 2)
    outcomes = convert_log([str(tmp_path / "in")], "opper", max_stream=5)
    first = next(outcomes)
    spool = first.record.spool
    assert spool is not None
    assert not spool.closed
    del outcomes, first

    assert spool.closed


@pytest.mark.parametrize("end", [b"\n\n", b"\n"])
def test_the_file_of_a_long_stream_is_gone_when_the_next_is_asked_for(end: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes((events(OPPER_CHUNK) + b"data: [DONE]" + end) * 2)
    spools: list[IO[bytes]] = []
    for outcome in convert_log([str(tmp_path / "in")], "opper", max_stream=len(events(OPPER_CHUNK))):
        assert all(spool.closed for spool in spools)
        assert outcome.record.spool is not None
        assert (outcome.record.text, outcome.record.raw.count(DONE)) == (b"", 1)
        spools.append(outcome.record.spool)

    assert len(spools) == 2
    assert all(spool.closed for spool in spools)
