"""``detect``, ``check`` and ``show``."""

from __future__ import annotations

import gzip
import io
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from rich.console import Console

from normalizer import Change
from normalizer.cli.drawing import short_json
from normalizer.cli.portrait import changes_for
from normalizer.report import CHANGE_KINDS

from .command import MIXED, MIXED_RECORDS, OPPER, ORQ, command, environment, line_of, log, run

UNKNOWN = b'{"choices":[]}'
FULL = line_of("opper/full.json")
"""The line of the recording that has everything."""

EVENT = line_of("orq/full-node-event.json")


def test_the_table_counts_what_looks_alike() -> None:
    result = run("detect", MIXED)
    told, head, *rows = result.stdout.splitlines()

    assert result.exit_code == 0
    assert told == f"{MIXED}: {MIXED_RECORDS} of the first {MIXED_RECORDS} records convert (100%)"
    assert head.split() == ["count", "whose", "first", "at", "because"]
    assert sum(int(row.split()[0]) for row in rows) == MIXED_RECORDS
    assert any(f"orq node in an envelope  {MIXED}:{EVENT} " in row for row in rows)
    assert len({row.index(str(MIXED)) for row in rows}) == 1


def test_each_record_gets_its_line() -> None:
    result = run("detect", "--each", "-", stdin=ORQ + b"\n" + UNKNOWN + b'\n{"error":{}}\n{"choices":["MARKER"]}')

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "-:1: orq wire: all choices have text; known keys spelled in_snake_case",
        "-:2: orq or opper?: there are no choices to tell by; object is no vendor's word",
        "-:3: unknown: not a completion but an error body",
        "-:4: unknown: not a readable payload: /choices/0: expected an object, a string came",
    ]


def test_what_is_no_json_is_named_on_stderr() -> None:
    result = run("detect", "-", stdin=b"bad\n" + ORQ)

    assert result.exit_code == 1
    assert result.stderr.startswith("-:1: not a readable payload: expected JSON")
    assert result.stdout.startswith("-: 1 of the first 2 records convert (50%)\n")
    assert len(result.stdout.splitlines()) == 5


def test_the_table_of_nothing_is_empty() -> None:
    result = run("detect", "-", stdin=b"")

    assert (result.exit_code, result.stdout) == (0, "")


def test_records_without_problems_end_with_0() -> None:
    result = run("check", "-", stdin=ORQ + b"\n" + OPPER)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "read 2, good 2, with problems 0, unreadable 0\n"


def test_each_problem_gets_its_line() -> None:
    bad = ORQ.replace(b'"stop"', b'"MARKER"').replace(b'"Hi"', b"null")
    result = run("check", "-", stdin=bad + b"\nbad\n" + OPPER)

    assert result.exit_code == 1
    assert sorted(result.stdout.splitlines()) == [
        "-:1: /choices/0/finish_reason: expected one of stop, length, content_filter, tool_calls; another word came",
        "-:1: /choices/0/text: expected a value, null came",
    ]
    assert result.stderr.splitlines()[1] == "read 3, good 1, with problems 1, unreadable 1"


def test_a_schema_can_be_named() -> None:
    assert "-:1: /choices/0/message: " in run("check", "--vendor", "opper", "-", stdin=ORQ).stdout


def test_a_record_is_shown_with_all_it_says() -> None:
    shown = run("show", MIXED, "--line", FULL).stdout

    for said in (
        "opper, form wire",
        '"chatcmpl-D0aHkz83QwErTy51UiOp"',
        "1758274800 (2025-09-19 09:40:00 UTC)",
        "choice 0, assistant, finished: tool_calls",
        "Let me look that up.",
        'tool call, kind "function", id "call_k2Tg81", name "get_tide"',
        '{"harbour": "Vlissingen", "metres": 1.0}',
        "function call",
        "24 characters of sound",
        "annotation",
        "1 of the content, 1 of the refusal",
        "input_tokens",
        "/choices/0/message/extra/reasoning_content",
        '"Two lookups, then an answer read aloud."',
        "/choices/0/message/parts/1/extra/function",
    ):
        assert said in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("line", range(1, MIXED_RECORDS + 1))
def test_every_recording_can_be_shown(line: int) -> None:
    for to in ("orq", "opper", "canonical"):
        result = run("show", MIXED, "--line", line, "--to", to)

        assert result.exit_code == 0
        assert "form " in result.stdout


def test_the_first_record_is_shown_where_no_line_is_named() -> None:
    assert '"b"' in run("show", "-", stdin=b"\n" + OPPER + b"\n" + ORQ).stdout


def test_a_line_without_a_record_is_refused(tmp_path: Path) -> None:
    path = log(tmp_path / "log", b"", ORQ, b"", ORQ)

    for line in (1, 3, 5):
        result = run("show", path, "--line", line)

        assert (result.exit_code, result.stderr) == (2, f"Error: {path} has no record that begins at line {line}\n")
    assert run("show", "-", stdin=b"").stderr == "Error: - has no record\n"


def test_a_record_that_cannot_be_read_is_not_shown() -> None:
    result = run("show", "-", stdin=b"bad")

    assert (result.exit_code, result.stdout) == (1, "")
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("-:1: not a readable payload")


def test_the_changes_for_a_vendor_are_shown() -> None:
    shown = run("show", MIXED, "--line", FULL, "--to", "orq").stdout

    assert "for orq (wire)" in shown
    assert "dropped    /choices/0/message/annotations" in shown
    assert "respelled  /choices/0/message/extra/refusal" in shown
    assert "null -> nothing" in shown


def test_it_is_said_where_nothing_is_lost() -> None:
    assert (
        "for opper (node)\n  nothing is lost\n" in run("show", "-", "--to", "opper", "--form", "node", stdin=ORQ).stdout
    )
    respelled = run("show", "-", "--to", "opper", stdin=ORQ.replace(b'"created":1', b'"created":"1"')).stdout
    assert "nothing is lost\n  respelled  /created" in respelled


def test_a_form_is_for_a_vendor_that_has_it() -> None:
    assert "--form is for what --to writes" in run("show", "-", "--form", "node", stdin=ORQ).stderr
    assert "canonical has no form 'node'" in run("show", "-", "--to", "canonical", "--form", "node", stdin=ORQ).stderr


def test_null_and_missing_and_unusual_words_can_be_told_apart() -> None:
    record = OPPER.replace(b'"index":0,"finish_reason":"stop"', b'"finish_reason":null').replace(
        b'"Hi"', b'"Hi","refusal":"no"'
    )
    shown = run("show", "-", stdin=record).stdout
    other = run("show", "-", stdin=OPPER.replace(b'"stop"', b'"end_turn"').replace(b'"role":"assistant",', b"")).stdout
    bare = run(
        "show", "-", stdin=OPPER.replace(b',"finish_reason":"stop"', b"").replace(b'"model":"m"', b'"model":null')
    ).stdout

    assert "a choice without index, assistant, finished: null" in shown
    assert "refusal\n    no" in shown
    assert "choice 0, finished: other (end_turn)" in other
    assert "finished" not in bare
    assert "model    null" in bare


def test_canonical_json_and_envelopes_are_named(tmp_path: Path) -> None:
    canonical = run("convert", MIXED, "--to", "canonical", "-o", tmp_path / "canonical.jsonl")

    assert canonical.exit_code == 0
    assert "canonical, form wire" in run("show", tmp_path / "canonical.jsonl").stdout
    assert "orq, form node, in an envelope" in run("show", MIXED, "--line", EVENT).stdout


def test_what_a_record_says_cannot_command_the_terminal() -> None:
    evil = rb"\u001b[31m\u0007 \u202edesrever [bold]plain[/bold] \ud800 :smile: \u2028"
    record = ORQ.replace(b"Hi", evil).replace(b'"id":"a"', b'"id":"' + evil + rb'\n"')
    shown = run("show", "-", "--to", "opper", stdin=record).stdout

    assert r"\x1b[31m\x07 \u202edesrever [bold]plain[/bold] \ud800 :smile: \u2028" in shown
    assert not {"\x1b", "\x07", "\u202e", "\u2028", "\ud800"} & set(shown)


def test_a_pointer_cannot_command_the_terminal() -> None:
    result = run("convert", "-", "--to", "orq", stdin=ORQ.replace(b'"id"', rb'"\u001b[31m\n\t\u202e":NaN,"id"'))

    assert r"/\x1b[31m\n\t\u202e: expected JSON, NaN came" in result.stderr
    assert len(result.stderr.splitlines()) == 2


def _shown_on_a_terminal(path: Path, **variables: str) -> bytes:
    master, terminal = pty.openpty()
    subprocess.run(
        command("show", path), stdout=terminal, check=True, env=environment(TERM="xterm-256color", **variables)
    )
    os.close(terminal)
    with open(master, "rb", buffering=0) as screen:  # noqa: PTH123  # no path, a number
        return screen.read(100_000)


def test_only_a_terminal_that_wants_colours_gets_them(tmp_path: Path) -> None:
    path = log(tmp_path / "log", ORQ)
    coloured, plain = _shown_on_a_terminal(path), _shown_on_a_terminal(path, NO_COLOR="1")

    assert b"Hi" in coloured
    assert b"Hi" in plain
    assert b"\x1b[36m" in coloured
    assert b"\x1b[36m" not in plain


def _shown(*arguments: object, record: bytes) -> list[str]:
    """Without the spaces at the ends of the lines."""
    return [line.rstrip() for line in run("show", "-", *arguments, stdin=record).stdout.splitlines()]


def test_a_record_is_shown_line_by_line() -> None:
    record = OPPER.replace(b"Hi", rb"h\u00e9\nho").replace(b'"id"', '"y":{},"\u00fc":["\u00e9"],"id"'.encode())

    assert _shown("--to", "opper", record=record) == [
        "from     opper, form wire",
        'id       "b"',
        'model    "m"',
        "created  1 (1970-01-01 00:00:01 UTC)",
        "",
        "choice 0, assistant, finished: stop",
        "  text",
        "    h\u00e9",
        "    ho",
        "",
        "undeclared keys",
        "  /extra/y",
        "    {}",
        "  /extra/\u00fc",
        '    ["\u00e9"]',
        "",
        "for opper (wire)",
        "  nothing is lost",
    ]


def test_changes_are_shown_line_by_line() -> None:
    shown = _shown("--to", "orq", record=OPPER.replace(b'"Hi"', b'"Hi","refusal":null,"name":"no"'))

    assert shown[shown.index("for orq (wire)") :] == [
        "for orq (wire)",
        "  dropped    /choices/0/message/extra/name",
        '               "no" -> nothing',
        "  respelled  /choices/0/message/extra/refusal",
        "               null -> nothing",
    ]
    assert _shown("--to", "orq", record=OPPER)[-2:] == ["for orq (wire)", "  nothing is lost"]


def test_each_kind_of_change_has_a_colour_of_its_own() -> None:
    drawn = io.StringIO()
    changes = tuple(Change(kind, "/id", 1, 2) for kind in CHANGE_KINDS)  # type: ignore[arg-type]  # all there are
    Console(file=drawn, force_terminal=True, color_system="standard", no_color=False).print(
        changes_for("orq (wire)", changes)
    )
    colours = [re.search(rf"\x1b\[(\d+)m{kind}", drawn.getvalue()) for kind in CHANGE_KINDS]

    assert len({colour[1] for colour in colours if colour}) == len(CHANGE_KINDS)


def test_what_is_longer_than_forty_eight_characters_is_cut_to_as_many() -> None:
    assert short_json("x" * 46) == f'"{"x" * 46}"'
    assert short_json("x" * 47) == f'"{"x" * 44}...'


def test_arguments_that_are_no_text_are_shown_as_json() -> None:
    call = '"Hi","tool_calls":[{"type":"function","function":{"name":"f","arguments":{"\u00e9":1.0}}}]'

    assert '{"\u00e9": 1.0}' in run("show", "-", stdin=OPPER.replace(b'"Hi"', call.encode())).stdout


def test_the_changes_that_are_shown_are_those_of_the_form() -> None:
    record = OPPER.replace(b'"finish_reason"', b'"finishReason":"STOP","finish_reason"')
    wire, node = (run("show", "-", "--to", "opper", "--form", form, stdin=record).stdout for form in ("wire", "node"))

    assert "dropped  /choices/0/extra/finishReason" in node
    assert "dropped" not in wire


def test_no_more_is_read_than_it_takes_to_show_a_record(tmp_path: Path) -> None:
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(ORQ + b"\n\n" + (b'"%s"\n' % (b"x" * 2**14)) * 1000)[:-8])

    assert run("show", path, "--line", 1).exit_code == 0
    assert run("show", path, "--line", 2).exit_code == 2
    assert run("show", path, "--line", 1004).exit_code == 3


def test_records_of_one_vendor_in_several_forms_are_several_kinds(tmp_path: Path) -> None:
    node = run("convert", "-", "--to", "orq", "--form", "node", stdin=ORQ).stdout_bytes.rstrip()
    rows = run("detect", log(tmp_path / "log", ORQ, node, node)).stdout.splitlines()[2:]

    assert [row.split()[:3] for row in rows] == [["2", "orq", "node"], ["1", "orq", "wire"]]
