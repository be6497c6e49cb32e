"""Streams in, whole records out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalizer import dumps, join, loads, read_stream

from .command import DONE, FIXTURES, OPPER_CHUNK, ORQ, ORQ_CHUNK, STREAMS, events, log, run

TOOL_CALLS = FIXTURES / "opper" / "tool-calls.sse"
BROKEN = "the stream broke off; what there is of it is converted"


@pytest.mark.parametrize("to", ["orq", "opper", "canonical"])
@pytest.mark.parametrize("path", STREAMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_recorded_stream_is_written_as_the_answer_it_gave(path: Path, to: str) -> None:
    expected = dumps(join(read_stream(path.read_bytes())), to, lossy=True)

    assert run("convert", path, "--to", to).stdout_bytes == expected + b"\n"


@pytest.mark.parametrize("path", STREAMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_stream_comes_back_from_canonical_json_as_a_whole_answer_of_its_vendor(path: Path) -> None:
    canonical = run("convert", path, "--to", "canonical").stdout_bytes
    direct = run("convert", path, "--to", "source").stdout_bytes

    assert run("convert", "-", "--to", "source", stdin=canonical).stdout_bytes == direct
    assert loads(direct, path.parent.name).source is not None


def test_streams_are_counted_as_their_vendors() -> None:
    summary = run("convert", *STREAMS, "--to", "canonical").stderr
    counts = [f"{name} {sum(path.parent.name == name for path in STREAMS)}" for name in ("opper", "orq")]

    assert f"read {len(STREAMS)}, converted {len(STREAMS)} ({', '.join(counts)}), with losses 0" in summary


def test_a_stream_of_canonical_chunks_is_counted_as_canonical() -> None:
    chunks = run("convert", *STREAMS, "--to", "canonical", "--replay").stdout_bytes

    assert f"(canonical {len(STREAMS)})" in run("convert", "-", "--to", "orq", stdin=chunks).stderr


def test_a_vendor_can_be_named_for_streams() -> None:
    bare = events(b'{"id":"a","choices":[]}', DONE)

    assert "could be a payload of orq or opper" in run("convert", "-", "--to", "orq", stdin=bare).stderr
    assert run("convert", "-", "--to", "orq", "--from", "opper", stdin=bare).exit_code == 0


def test_a_stream_that_broke_off_is_converted_and_told() -> None:
    whole, broken = events(ORQ_CHUNK, DONE), events(OPPER_CHUNK)
    result = run("convert", "-", "--to", "canonical", stdin=whole + broken)

    assert (result.exit_code, result.stdout_bytes.count(b"\n")) == (0, 2)
    assert [json.loads(line)["source"]["partial"] for line in result.stdout_bytes.splitlines()] == [False, True]
    assert result.stderr.startswith(f"-:5: {BROKEN}\nread 2, converted 2 (opper 1, orq 1), partial 1, with losses 0,")


def test_canonical_json_of_a_stream_that_broke_off_is_told_again() -> None:
    canonical = run("convert", "-", "--to", "canonical", stdin=events(ORQ_CHUNK)).stdout_bytes
    result = run("convert", "-", "--to", "source", stdin=canonical)

    assert result.exit_code == 0
    assert result.stderr.startswith(f"-:1: {BROKEN}\nread 1, converted 1 (canonical 1), partial 1, with losses 0,")


@pytest.mark.parametrize("size", range(1, 30))
def test_a_stream_may_break_off_anywhere(size: int) -> None:
    result = run(
        "convert", "-", "--to", "orq", stdin=events(ORQ_CHUNK) + events(ORQ_CHUNK.replace(b"Hi", b"\xc3\xa4"))[:-size]
    )

    assert result.exit_code == 0
    assert f"-:1: {BROKEN}" in result.stderr


@pytest.mark.parametrize(
    ("stream", "reason"),
    [
        (
            events(ORQ_CHUNK, b'{"error":{"message":"MARKER"}}', DONE),
            "an error came in the stream after a part of the answer",
        ),
        (b"event: error\ndata: MARKER\n\n", "an error came in the stream before any chunk"),
        (b": MARKER\n\n", "not a completion but a stream without chunks"),
        (events(DONE), "not a completion but a stream without chunks"),
        (events(b"MARKER"), "not a readable payload: /0: expected JSON: Expecting value at character 0"),
        (
            events(ORQ_CHUNK, ORQ_CHUNK.replace(b'"Hi"', b'["MARKER"]')),
            "not a readable orq payload: /1/choices/0/text: expected a string, null or nothing, an array came",
        ),
        (b"data: MARKER\xff\n\n", "not a readable payload: expected UTF-8, an invalid byte came at offset 12"),
    ],
)
@pytest.mark.parametrize("command", [("convert", "--to", "orq"), ("convert", "--to", "orq", "--replay"), ("detect",)])
def test_a_stream_that_cannot_be_read_is_named_and_the_rest_are_converted(
    stream: bytes, reason: str, command: tuple[str, ...]
) -> None:
    ended = stream if DONE in stream else stream + events(DONE)
    result = run(*command, "-", stdin=events(ORQ_CHUNK, DONE) + ended + events(ORQ_CHUNK, DONE))

    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == f"-:5: {reason}"
    assert "MARKER" not in result.stderr
    assert "converted 2 (orq 2)" in result.stderr or command == ("detect",)


def test_the_losses_of_a_stream_are_listed_and_rejected_as_those_of_a_whole_answer(tmp_path: Path) -> None:
    changes = tmp_path / "changes.jsonl"
    lossy = run("convert", TOOL_CALLS, "--to", "orq", "--changes", changes)
    strict = run("convert", TOOL_CALLS, "--to", "orq", "--strict")
    told = json.loads(changes.read_bytes())

    assert f"with losses 1 (listed in {changes})" in lossy.stderr
    assert (told["source"], told["line"]) == (str(TOOL_CALLS), 1)
    assert told["changes"][0]["pointer"] == "/choices/0/message/parts/0"
    assert (strict.exit_code, strict.stdout) == (1, "")
    assert strict.stderr.startswith(f"{TOOL_CALLS}:1: orq (wire) cannot say it all: dropped /choices/0/message/parts/0")


def test_losses_of_a_stream_need_not_be_looked_for() -> None:
    result = run("convert", TOOL_CALLS, "--to", "orq", "--no-look")

    assert result.exit_code == 0
    assert ", losses not looked for, " in result.stderr


def test_what_chunks_say_against_each_other_is_a_loss() -> None:
    result = run(
        "convert", "-", "--to", "orq", "--strict", stdin=events(ORQ_CHUNK, ORQ_CHUNK.replace(b'"m"', b'"n"'), DONE)
    )

    assert result.stderr.startswith("-:1: orq (wire) cannot say it all: dropped /extra/model")


def test_streams_that_ran_into_each_other_are_told() -> None:
    result = run("convert", "-", "--to", "orq", stdin=events(ORQ_CHUNK, ORQ_CHUNK.replace(b'"s"', b'"MARKER"'), DONE))
    told = "-:1: the chunks have several ids, but no [DONE] between them"

    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == told
    assert ", with losses 1 " in result.stderr


def test_an_error_without_an_end_rejects_all_up_to_the_next_end(tmp_path: Path) -> None:
    failed = events(ORQ_CHUNK, b'{"error":{"message":"MARKER"}}')
    content = failed + events(ORQ_CHUNK, DONE)
    files = ("--rejects", tmp_path / "rejects")
    result = run("convert", "-", "--to", "orq", *files, stdin=content + events(ORQ_CHUNK, DONE))

    assert result.exit_code == 1
    assert ("read 2, converted 1 " in result.stderr, "MARKER" in result.stderr) == (True, False)
    assert run("replay", tmp_path / "rejects").stdout_bytes == content


def test_an_id_that_comes_late_is_no_other_id() -> None:
    result = run("convert", "-", "--to", "orq", stdin=events(ORQ_CHUNK.replace(b'"s"', b'""'), ORQ_CHUNK, DONE))

    assert result.stderr.startswith("read 1, converted 1")


@pytest.mark.parametrize("layout", [None, 1])
def test_an_array_is_the_chunks_of_one_stream(layout: int | None, tmp_path: Path) -> None:
    chunk = json.loads(ORQ_CHUNK)
    path = log(tmp_path / "log", json.dumps([chunk, {"data": chunk}, "[DONE]"], indent=layout).encode())
    result = run("convert", path, "--to", "canonical")

    assert loads(result.stdout_bytes.strip()).text == "HiHi"
    assert result.stderr.startswith("read 1, converted 1 (orq 1), with losses 0")


def test_a_list_of_answers_is_no_stream() -> None:
    answers = b"[" + ORQ + b"," + ORQ.replace(b'"a"', b'"b"') + b"]"
    result = run("convert", "-", "--to", "orq", stdin=b"  " + answers + b"\n" + ORQ)

    assert (result.exit_code, result.stdout_bytes.count(b"\n")) == (1, 1)
    assert result.stderr.startswith(
        "-:1: not a readable payload: expected the chunks of one stream, several ids came\n"
    )


def test_an_opper_chunk_alone_is_rejected() -> None:
    result = run("convert", "-", "--to", "orq", stdin=OPPER_CHUNK)

    assert result.exit_code == 1
    assert result.stderr.startswith("-:1: not a completion but a chunk of a stream")


def test_streams_are_detected_as_kinds_of_their_own() -> None:
    broken = events(ORQ_CHUNK.replace(b'"object":"text_completion",', b""))
    stream = events(ORQ_CHUNK, ORQ_CHUNK, DONE) + events(b'{"data":' + ORQ_CHUNK + b"}", DONE) + broken
    rows = [row.split() for row in run("detect", "-", stdin=stream).stdout.splitlines()[2:]]
    each = run("detect", "--each", "-", stdin=stream)

    assert " ".join(rows[0]) == "2 orq wire stream -:1 a stream of 2 chunks"
    assert " ".join(rows[1]) == "1 orq wire stream in an envelope -:7 a stream of 1 chunk"
    assert (each.exit_code, each.stdout.splitlines()[2]) == (
        0,
        "-:11: orq wire stream: a stream of 1 chunk, which broke off",
    )


def test_a_stream_that_could_be_of_several_vendors_is_detected_as_such() -> None:
    result = run("detect", "-", stdin=events(b'{"id":"a","choices":[]}', DONE))

    assert result.exit_code == 1
    assert result.stdout.splitlines()[2].startswith("    1  orq or opper? stream  -:1       there are no choices")


def test_lines_that_are_chunks_are_detected_by_stream() -> None:
    chunk = OPPER_CHUNK.replace(b'"stop"', b"null")
    result = run("detect", "--each", "--chunks", "-", stdin=chunk + b"\n" + ORQ_CHUNK + b"\n" + OPPER_CHUNK)

    assert result.stdout.splitlines() == [
        "-:1: opper wire stream: a stream of 2 chunks",
        "-:2: orq wire stream: a stream of 1 chunk",
    ]


def test_streams_are_not_checked() -> None:
    for arguments in (("check",), ("check", "--vendor", "orq")):
        result = run(*arguments, "-", stdin=events(ORQ_CHUNK, DONE))

        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.splitlines() == [
            "-:1: streams are not checked, only whole answers are",
            "read 1, good 0, with problems 0, unreadable 1",
        ]


def test_a_stream_is_shown_joined(tmp_path: Path) -> None:
    path = log(tmp_path / "log", events(ORQ_CHUNK, DONE) + events(OPPER_CHUNK, OPPER_CHUNK))
    first, second = run("show", path).stdout, run("show", path, "--line", 5, "--to", "orq").stdout

    assert "orq, form wire, a stream of 1 chunk\n" in first
    assert "opper, form wire, a stream of 2 chunks, which broke off\n" in second
    assert "    HiHi\n" in second
    assert "for orq (wire)\n  nothing is lost\n" in second


def test_lines_that_are_chunks_are_shown_joined() -> None:
    shown = run(
        "show", "--chunks", "--line", 2, "-", stdin=ORQ_CHUNK + b"\n" + OPPER_CHUNK + b"\n" + OPPER_CHUNK
    ).stdout

    assert "opper, form wire, a stream of 2 chunks\n" in shown


def test_canonical_json_is_shown_with_the_stream_that_broke_off() -> None:
    canonical = run("convert", "-", "--to", "canonical", stdin=events(ORQ_CHUNK)).stdout_bytes

    assert "canonical, form wire, of a stream that broke off\n" in run("show", "-", stdin=canonical).stdout
