"""``--replay``: records as event streams, which are the same records when they are read again."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from normalizer import Event, codec
from normalizer.logs import MAX_LINE
from normalizer.sse import Parser
from normalizer.values import same

from .command import DONE, FIXTURES, MIXED, MIXED_RECORDS, OPPER, ORQ, ORQ_CHUNK, STREAMS, events, log, run

OPEN = "the stream broke off: without an end, it can only be written as the last one"
BROKEN = "the stream broke off; what there is of it is converted"
END = b"data: [DONE]\n\n"


def _replay(*inputs: object, to: str, stdin: bytes | None = None) -> bytes:
    result = run("convert", *inputs, "--to", to, "--replay", stdin=stdin)

    assert result.exit_code == 0
    return result.stdout_bytes


def _events(stream: bytes) -> list[Event]:
    parser = Parser()
    return [*parser.feed(stream), *parser.close()]


@pytest.mark.parametrize("to", ["own", "canonical"])
@pytest.mark.parametrize("vendor", ["orq", "opper"])
def test_replayed_streams_are_the_same_records_when_they_are_read_again(vendor: str, to: str) -> None:
    paths = [path for path in STREAMS if path.parent.name == vendor]
    to = vendor if to == "own" else to
    replayed = _replay(*paths, to=to)
    again = run("convert", "-", "--to", to, stdin=replayed)

    assert again.stdout_bytes == run("convert", *paths, "--to", to).stdout_bytes
    assert again.stdout_bytes.count(b"\n") == replayed.count(END) == len(paths) > 0


@pytest.mark.parametrize("to", ["orq", "opper", "canonical"])
def test_replayed_answers_are_the_same_records_when_they_are_read_again(to: str) -> None:
    replayed = _replay(MIXED, to=to)
    again = run("convert", "-", "--to", "canonical", stdin=replayed)

    assert again.stdout_bytes == run("convert", "-", "--to", "canonical", stdin=again.stdout_bytes).stdout_bytes
    assert again.stdout_bytes.count(b"\n") == replayed.count(END) == MIXED_RECORDS


def test_a_replayed_answer_says_what_it_says_whole() -> None:
    for answer, vendor in ((ORQ, "orq"), (OPPER, "opper")):
        stream = _replay("-", to=vendor, stdin=answer)

        assert (
            run("convert", "-", "--to", vendor, stdin=stream).stdout_bytes
            == run("convert", "-", "--to", vendor, stdin=answer).stdout_bytes
        )


@pytest.mark.parametrize("path", STREAMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_stream_that_goes_back_where_it_came_from_is_written_as_it_came(path: Path) -> None:
    came, went = _events(path.read_bytes()), _events(_replay(path, to="source"))

    for one, other in zip(came, went, strict=True):
        assert [field for field in one.fields if field[0] != "data"] == [
            field for field in other.fields if field[0] != "data"
        ]
        assert one.data == other.data or same(codec.decode(one.data or ""), codec.decode(other.data or ""))


def test_a_stream_is_written_chunk_by_chunk() -> None:
    stream = b": hello\n\nid: 7\ndata: " + ORQ_CHUNK + b"\nretry: 5\n\n" + events(ORQ_CHUNK, DONE)
    first, second, third, *others = _replay("-", to="opper", stdin=stream).split(b"\n\n")

    assert first == b": hello"
    assert second.startswith(b"id: 7\ndata: {")
    assert second.endswith(b"}\nretry: 5")
    assert third.startswith(b'data: {"choices":[{"delta":{"content":"Hi"}')
    assert others == [b"data: [DONE]", b""]


def test_a_form_can_be_chosen_for_a_stream() -> None:
    result = run("convert", "-", "--to", "opper", "--form", "node", "--replay", stdin=events(ORQ_CHUNK, DONE))

    assert b'"finishReason":"stop"' in result.stdout_bytes


def test_chunks_that_were_logged_as_lines_get_an_end() -> None:
    result = run("convert", "-", "--to", "source", "--chunks", "--replay", stdin=ORQ_CHUNK + b"\n" + ORQ_CHUNK)
    one, other, end, rest = result.stdout_bytes.split(b"\n\n")

    assert one == other
    assert (end, rest) == (b"data: [DONE]", b"")


def test_an_end_that_was_cut_off_gets_its_empty_line() -> None:
    stream = events(ORQ_CHUNK) + b"data: [DONE]\n"
    replayed = _replay("-", to="source", stdin=stream + stream.rstrip())

    assert replayed.endswith(END)
    assert replayed.count(END) == 2


@pytest.mark.parametrize("end", [b" [DONE]", b"[DONE] ", b"[DONE]\ndata:", "\u00a0[DONE]".encode()])
def test_an_end_is_written_as_it_came(end: bytes) -> None:
    stream = events(ORQ_CHUNK, end)

    assert _replay("-", to="source", stdin=stream * 2).count(b"data: " + end) == 2


def test_a_stream_that_broke_off_is_written_without_an_end_where_it_is_the_last() -> None:
    result = run("convert", "-", "--to", "source", "--replay", stdin=events(ORQ_CHUNK, DONE, ORQ_CHUNK))
    again = run("convert", "-", "--to", "source", "--replay", stdin=result.stdout_bytes)

    assert result.exit_code == 0
    assert result.stderr.startswith(
        f"-:5: {BROKEN}\nread 2, converted 2 (orq 2), partial 1, with losses 0, rejected 0 in"
    )
    assert result.stdout_bytes.count(END) == 1
    assert not result.stdout_bytes.endswith(END)
    assert again.stdout_bytes == result.stdout_bytes


@pytest.mark.parametrize("size", range(1, 30))
def test_a_stream_breaks_off_where_it_did(size: int) -> None:
    broken = events(ORQ_CHUNK) + events(ORQ_CHUNK.replace(b"}]}", b'}],"x":"\xc3\xa4"}'))[:-size]
    replayed = _replay("-", to="source", stdin=broken)

    assert (
        run("convert", "-", "--to", "canonical", stdin=replayed).stdout_bytes
        == run("convert", "-", "--to", "canonical", stdin=broken).stdout_bytes
    )
    assert _replay("-", to="source", stdin=replayed) == replayed


def test_a_stream_that_broke_off_is_rejected_where_another_is_written_after_it(tmp_path: Path) -> None:
    one, two = log(tmp_path / "one", events(ORQ_CHUNK)), log(tmp_path / "two", events(ORQ_CHUNK, DONE, b"bad"))
    out, changes = tmp_path / "out", tmp_path / "changes"
    result = run("convert", one, one, two, one, two, "--to", "opper", "--replay", "-o", out, "--changes", changes)

    assert result.exit_code == 1
    assert [line.split(": ", 1)[0] for line in result.stderr.splitlines()[:-1]] == [
        f"{one}:1",
        f"{one}:1",
        f"{two}:5",
        f"{one}:1",
        f"{two}:5",
    ]
    assert result.stderr.count(OPEN) == 3
    assert "read 7, converted 2 (orq 2), with losses 0" in result.stderr
    assert out.read_bytes().count(END) == 2


def test_what_is_rejected_later_does_not_reject_a_stream_that_broke_off() -> None:
    streams = b"[" + ORQ_CHUNK.replace(b'"stop"', b"null") + b"]\nbad\n"
    result = run("convert", "-", "--to", "orq", "--replay", stdin=streams)

    assert result.exit_code == 1
    assert result.stdout_bytes.startswith(b"data: {")
    assert (
        "read 2, converted 1 (orq 1), partial 1, with losses 0, rejected 1 (not kept; --rejects FILE keeps them) in"
        in result.stderr
    )


def test_canonical_json_of_a_stream_that_broke_off_gets_no_end() -> None:
    canonical = run("convert", "-", "--to", "canonical", stdin=events(ORQ_CHUNK)).stdout_bytes
    last = _replay("-", to="orq", stdin=canonical)
    result = run("convert", "-", "--to", "orq", "--replay", stdin=canonical * 2)

    assert DONE not in last
    assert result.stdout_bytes == last
    assert result.stderr.startswith(f"-:1: {OPEN}\n-:2: {BROKEN}\n")


def test_a_stream_that_goes_on_after_its_end_is_rejected() -> None:
    stream = b"[" + ORQ_CHUNK + b',"[DONE]",' + ORQ_CHUNK + b"]"
    result = run("convert", "-", "--to", "orq", "--replay", stdin=stream)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("-:1: not a readable payload: /2: expected nothing after [DONE], more came\n")


def test_losses_are_looked_for_in_what_the_chunks_say_together(tmp_path: Path) -> None:
    path, changes = FIXTURES / "opper" / "tool-calls.sse", tmp_path / "changes"
    whole = run("convert", path, "--to", "orq", "--strict")
    strict = run("convert", path, "--to", "orq", "--strict", "--replay")
    lossy = run("convert", path, "--to", "orq", "--replay", "--changes", changes)
    unlooked = run("convert", path, "--to", "orq", "--replay", "--no-look")

    assert (strict.exit_code, strict.stdout) == (1, "")
    assert strict.stderr.split(": ")[:2] == whole.stderr.split(": ")[:2]
    assert "with losses 1 (listed in" in lossy.stderr
    assert b'"pointer":"/choices/0/message/parts/0"' in changes.read_bytes()
    assert unlooked.stdout_bytes == lossy.stdout_bytes
    assert "losses not looked for" in unlooked.stderr


def test_a_replay_of_nothing_is_empty() -> None:
    assert _replay("-", to="orq", stdin=b"") == b""


@pytest.fixture
def rejects(tmp_path: Path) -> Path:
    run("convert", "-", "--to", "orq", "-o", tmp_path / "out", "--rejects", tmp_path / "rejects", stdin=b"one\n\ntwo")
    return tmp_path / "rejects"


@pytest.mark.parametrize("name", ["back", "back.gz"])
def test_rejects_are_written_to_a_file_as_records_are(name: str, rejects: Path) -> None:
    out = rejects.with_name(name)
    result = run("replay", rejects, "-o", out)

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"replayed 2 -> {out}\n")
    assert (gzip.decompress if out.suffix else bytes)(out.read_bytes()) == b"one\ntwo\n"


def test_rejects_replace_neither_themselves_nor_another_file(rejects: Path) -> None:
    before, there = rejects.read_bytes(), log(rejects.with_name("there"), b"old")

    assert run("replay", rejects, "-o", there).exit_code == 2
    assert run("replay", rejects, "-o", rejects, "--force").exit_code == 2
    assert (rejects.read_bytes(), there.read_bytes()) == (before, b"old\n")
    assert run("replay", rejects, "-o", there, "--force").exit_code == 0
    assert there.read_bytes() == b"one\ntwo\n"


def test_a_reject_that_is_no_reject_is_named_and_the_others_are_replayed(rejects: Path) -> None:
    result = run("replay", "-", stdin=ORQ + b"\n\n" + rejects.read_bytes())

    assert (result.exit_code, result.stdout) == (1, "one\ntwo\n")
    assert result.stderr.startswith("-:1: ")


def test_a_reject_may_be_longer_than_any_line(tmp_path: Path) -> None:
    long = b"x" * (MAX_LINE + 1)
    run(
        "convert", log(tmp_path / "log", long), "--to", "orq", "-o", tmp_path / "out", "--rejects", tmp_path / "rejects"
    )

    assert run("replay", tmp_path / "rejects", "-o", tmp_path / "back").exit_code == 0
    assert (tmp_path / "back").read_bytes() == long + b"\n"
