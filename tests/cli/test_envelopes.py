"""Logs in envelopes on the command line."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from normalizer.cli import guessing
from normalizer.wrappers.presets import PRESETS

from .command import FIXTURES, MIXED, OPPER, ORQ, log, run

WRAPPED = FIXTURES / "wrapped"
LINE = b'{"t": 1E0, "id": "r%d",  "body": %s }'


def _lines(*bodies: bytes) -> list[bytes]:
    return [LINE % (number, body) for number, body in enumerate(bodies)]


@pytest.mark.parametrize("name", PRESETS)
def test_a_log_goes_over_and_back_and_its_rejects_are_the_lines_that_are_missing(name: str, tmp_path: Path) -> None:
    source, over, back, rejects = (tmp_path / part for part in ("log", "over", "back", "rejects"))
    source.write_bytes((WRAPPED / f"{name}.jsonl").read_bytes())
    options = ("--envelope", name, "--verify")

    assert run("convert", source, *options, "--to", "opper", "-o", tmp_path / "opper").exit_code == 1
    assert run("convert", source, *options, "--to", "canonical", "-o", over, "--rejects", rejects).exit_code == 1
    assert run("convert", over, *options, "--to", "source", "-o", back).exit_code == 0
    replayed = run("replay", rejects).stdout_bytes.split(b"\n")[:-1]
    restored = [json.loads(line) for line in back.read_bytes().split(b"\n")[:-1]]

    lines = source.read_bytes().split(b"\n")[:-1]
    assert [*restored, *map(json.loads, replayed)] == [json.loads(line) for line in lines]
    assert lines[len(restored) :] == replayed
    assert (tmp_path / "opper").read_bytes().count(b'"message"') >= len(restored)


def test_only_the_body_is_written_anew(tmp_path: Path) -> None:
    there = run("convert", log(tmp_path / "log", *_lines(ORQ, OPPER)), "--at", "/body", "--to", "canonical", "-o", "-")
    bodies = run("convert", tmp_path / "log", "--at", "/body", "--to", "canonical", "--emit", "body").stdout_bytes

    assert there.stdout_bytes.split(b"\n")[:-1] == _lines(*bodies.split(b"\n")[:-1])


def test_whether_strings_are_decoded_can_be_said(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *_lines(ORQ, json.dumps(ORQ.decode()).encode()))
    for decode, rejected in (("auto", []), ("json", [1]), ("none", [2]), ("base64+json", [1, 2])):
        result = run("convert", path, "--at", "/body", "--decode", decode, "--to", "orq")

        assert result.exit_code == bool(rejected)
        places = [line.split(": ")[0] for line in result.stderr.splitlines()[:-1]]
        assert places == [f"{path}:{number}" for number in rejected]


def test_a_known_envelope_can_be_told_to_look_whether_the_body_is_in_a_string(tmp_path: Path) -> None:
    body = json.dumps(ORQ.decode()).encode()
    path = log(tmp_path / "log", b'{"custom_id":"a","response":{"status_code":200,"body":%s},"error":null}' % body)
    options = ("convert", path, "--envelope", "openai-batch", "--to", "orq")

    assert run(*options).exit_code == 1
    assert run(*options, "--decode", "auto").exit_code == 0


def test_a_body_in_base64_goes_over_and_back(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *_lines(b'"' + base64.b64encode(ORQ) + b'"'))
    options = ("--at", "/body", "--decode", "base64+json", "--verify")
    run("convert", path, *options, "--to", "canonical", "-o", tmp_path / "over")
    back = json.loads(run("convert", tmp_path / "over", *options, "--to", "source").stdout_bytes)

    assert json.loads(base64.b64decode(back["body"])) == json.loads(ORQ)


def test_an_id_is_in_messages_and_rejects(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *_lines(ORQ, b"null"), b'{"choices":[{"text":"MARKER","index":[]}],"id":"own"}')
    result = run("convert", path, "--at", "/body", "--id", "/id", "--to", "orq", "--rejects", tmp_path / "rejects")
    rejects = [json.loads(line) for line in (tmp_path / "rejects").read_text().splitlines()]

    assert [(line["line"], line["id"], line["code"], line["pointer"]) for line in rejects] == [
        (2, "r1", "empty-body", "/body"),
        (3, "own", "pointer-not-found", "/body"),
    ]
    assert f"{path}:2 (id r1): " in result.stderr
    assert "MARKER" not in result.stderr


def test_plain_lines_can_have_ids_too(tmp_path: Path) -> None:
    path = log(tmp_path / "log", ORQ, b'{"id":"x","choices":[{"text":5}]}')
    result = run("convert", path, "--id", "/id", "--to", "orq", "--rejects", tmp_path / "rejects")

    assert result.stdout_bytes.split(b"\n")[0] == run("convert", "-", "--to", "orq", stdin=ORQ).stdout_bytes.strip()
    assert f"{path}:2 (id x): not a readable orq payload: /choices/0/text" in result.stderr
    assert json.loads((tmp_path / "rejects").read_bytes())["pointer"] == "/choices/0/text"


def test_a_pointer_may_lead_through_keys_with_slashes_and_through_lists(tmp_path: Path) -> None:
    path = log(tmp_path / "log", b'{"a/b":[0,{"~":' + ORQ + b"}]}")

    assert run("convert", path, "--at", "/a~1b/1/~0", "--to", "orq", "--emit", "body").exit_code == 0
    assert run("convert", path, "--at", "/a~1b/01/~0", "--to", "orq").exit_code == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--at", "body"], "not a JSON Pointer"),
        (["--at", "/~2"], "not a JSON Pointer"),
        (["--id", "id"], "not a JSON Pointer"),
        (["--at", "/body", "--envelope", "litellm"], "give it or --at"),
        (["--decode", "json"], "--decode is for"),
        (["--emit", "body"], "--emit is for"),
        (["--at", "/body", "--chunks"], "--chunks is for"),
        (["--at", "/body", "--replay"], "--emit body"),
        (["--envelope", "unheard-of"], "openai-batch"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: list[str], told: str, tmp_path: Path) -> None:
    result = run("convert", MIXED, "--to", "orq", "-o", tmp_path / "out", *options)

    assert result.exit_code == 2
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_preset_can_be_given_another_id_and_another_decoding(tmp_path: Path) -> None:
    source = WRAPPED / "openai-batch.jsonl"
    named = run("convert", source, "--envelope", "openai-batch", "--id", "/response/request_id", "--to", "orq")
    strings = run(
        "convert", source, "--envelope", "openai-batch", "--decode", "json", "--to", "orq", "-o", tmp_path / "out"
    )

    assert f"{source}:9 (id req_c187b390): " in named.stderr
    assert "converted 0," in strings.stderr


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("openai-batch", "8 of the first 10 records convert (80%) with --envelope openai-batch"),
        ("litellm", "8 of the first 11 records convert (72%) with --envelope litellm"),
        ("helicone", "8 of the first 11 records convert (72%) with --envelope helicone"),
        ("own", "6 of the first 6 records convert (100%) with --at /response"),
    ],
)
def test_it_is_guessed_where_the_bodies_are(name: str, told: str) -> None:
    source = WRAPPED / f"{name}.jsonl"
    result = run("detect", source)
    line, reason, *rest = result.stdout.splitlines()

    assert line == f"{source}: {told}"
    assert reason.startswith("  a body is at /response")
    rows = [row.split() for row in rest if row[:6].strip().isdigit()]
    assert sum(int(row[0]) for row in rows) == int(told.split(maxsplit=1)[0])
    assert {row[1] for row in rows} == {"orq", "opper"}
    assert result.exit_code == (name != "own")

    converted = run("convert", source, *told.split(" with ")[1].split(), "--to", "canonical")
    assert converted.stdout_bytes.count(b"\n") == int(told.split(maxsplit=1)[0])


def test_a_pointer_is_guessed_as_a_shell_reads_it(tmp_path: Path) -> None:
    path = log(tmp_path / "log", b'{"the body":' + ORQ + b"}")

    assert "--at '/the body'\n" in run("detect", path).stdout


def test_where_it_is_not_certain_what_speaks_for_each_place_is_told(tmp_path: Path) -> None:
    path = log(tmp_path / "log", b'{"a":' + ORQ + b',"b":' + ORQ + b"}")
    result = run("detect", path)

    assert result.exit_code == 1
    assert result.stdout.splitlines()[:4] == [
        f"{path}: 0 of the first 1 records convert (0%)",
        "  several pointers lead (2) to a body of a known vendor in more than half of 1 lines",
        "  a body is at /a in 1 of 1 lines",
        "  a body is at /b in 1 of 1 lines",
    ]
    assert "1 of the first 1 records convert (100%) with --at /b\n" in run("detect", path, "--at", "/b").stdout


def test_only_the_first_hundred_are_looked_at_unless_all_are_asked_for(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *_lines(*[ORQ] * 100), b"bad", *_lines(OPPER))
    first, everything, each = (run("detect", path, *more) for more in ([], ["--all"], ["--each"]))

    assert (first.exit_code, everything.exit_code, each.exit_code) == (0, 1, 1)
    for result in (first, everything):
        assert f"{path}: 100 of the first 100 records convert (100%) with --at /body\n" in result.stdout
    assert "  100  orq wire " in first.stdout
    assert "opper" not in first.stdout
    assert "    1  opper wire " in everything.stdout
    assert [line.split(": ")[0] for line in each.stdout.splitlines()] == [
        *(f"{path}:{number}" for number in range(1, 101)),
        f"{path}:102",
    ]


def test_no_more_than_some_bytes_are_held_to_guess_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = log(tmp_path / "log", *[ORQ] * 5)
    for size, records in ((2 * len(ORQ), 2), (2 * len(ORQ) + 1, 3)):
        monkeypatch.setattr(guessing, "SAMPLE_BYTES", size)

        assert f"{records} of the first {records} records" in run("detect", path).stdout


def test_bodies_are_checked_where_they_are(tmp_path: Path) -> None:
    bad = ORQ.replace(b'"stop"', b'"MARKER"')
    path = log(tmp_path / "log", *_lines(ORQ, bad, b"5", b"[" + ORQ + b"]"))
    result = run("check", path, "--at", "/body", "--id", "/id")

    assert result.exit_code == 1
    expected = "expected one of stop, length, content_filter, tool_calls; another word came"
    assert result.stdout == f"{path}:2 (id r1): /body/choices/0/finish_reason: {expected}\n"
    told = result.stderr.splitlines()
    assert told[0].startswith(f"{path}:3 (id r2): no body in this line (not-a-body): /body: ")
    assert told[1:] == [
        f"{path}:4 (id r3): streams are not checked, only whole answers are",
        "read 4, good 1, with problems 1, unreadable 2",
    ]


def test_a_body_is_shown(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *_lines(OPPER, b"null", b'{"choices":[{"text":5}]}'))

    assert '"b"' in run("show", path, "--at", "/body").stdout
    for line, told in ((2, "no body in this line (empty-body)"), (3, "not a readable orq payload")):
        result = run("show", path, "--at", "/body", "--line", line)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"{path}:{line}: {told}")
    for command in ("show", "detect"):
        assert run(command, path, "--at", "/body", "--chunks").exit_code == 2


def test_who_did_not_say_where_the_bodies_are_is_told_how_to_find_out(tmp_path: Path) -> None:
    hint = 'most records are read as no answers; "normalizer detect" finds out whether answers lie inside of them\n'
    path = log(tmp_path / "log", *_lines(ORQ, OPPER), ORQ)

    assert hint in run("convert", path, "--to", "orq").stderr
    assert hint in run("convert", path, "--to", "orq", "--at", "/response").stderr
    assert hint not in run("convert", path, "--to", "orq", "--at", "/body").stderr
    assert hint not in run("convert", log(tmp_path / "half", *_lines(ORQ), ORQ), "--to", "orq").stderr


def test_lines_that_are_bodies_in_strings_are_guessed_too(tmp_path: Path) -> None:
    path = log(tmp_path / "log", json.dumps(ORQ.decode()).encode())

    assert run("detect", path).stdout.startswith(f"{path}: 1 of the first 1 records convert (100%) with --at ''\n")


def test_an_id_alone_does_not_ask_for_bodies_in_strings() -> None:
    result = run("convert", "-", "--id", "/id", "--to", "orq", stdin=json.dumps(ORQ.decode()).encode())

    assert (result.exit_code, result.stdout) == (1, "")
    assert "the line: expected an object or an array, a string came" in result.stderr


def test_chunks_are_no_lines_in_which_bodies_are_looked_for(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *_lines(ORQ, OPPER))

    assert run("detect", "--chunks", path).stdout.startswith(f"{path}: 0 of the first 2 records convert (0%)\n")


def test_a_body_in_a_document_is_counted_as_one_that_converts(tmp_path: Path) -> None:
    path = log(tmp_path / "log", json.dumps({"the": json.loads(ORQ)}, indent=1).encode())

    assert "1 of the first 1 records convert (100%) with --at /the\n" in run("detect", path).stdout
    assert "1 of the first 1 records convert (100%) with --at /the\n" in run("detect", path, "--at", "/the").stdout


def test_bodies_alone_can_be_replayed(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *_lines(ORQ))
    options = ("--to", "orq", "--replay")

    assert (
        run("convert", path, "--at", "/body", "--emit", "body", *options).stdout_bytes
        == run("convert", "-", *options, stdin=ORQ).stdout_bytes
    )
