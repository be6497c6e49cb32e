"""``normalizer convert``: what it writes, what it tells, what it refuses."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

import pytest

from normalizer import codec, loads
from normalizer.logs import answers
from normalizer.reading import read_fast
from normalizer.values import same

from .command import MIXED, MIXED_RECORDS, OPPER, ORQ, kinds_of_recordings, log, run

TOOL_CALL = OPPER.replace(
    b'"Hi"', b'null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]'
)


def _records(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if line]


def test_every_recording_comes_back_from_canonical_json(tmp_path: Path) -> None:
    there = run("convert", MIXED, "--to", "canonical", "-o", tmp_path / "canonical.jsonl")
    back = run("convert", tmp_path / "canonical.jsonl", "--to", "source")
    expected, actual = _records(MIXED.read_bytes()), _records(back.stdout_bytes)

    assert (there.exit_code, back.exit_code) == (0, 0)
    assert len(actual) == len(expected) == MIXED_RECORDS
    assert all(same(codec.decode(one), codec.decode(other)) for one, other in zip(expected, actual, strict=True))


def test_every_recording_converts_to_every_vendor() -> None:
    for to in ("orq", "opper", "canonical"):
        result = run("convert", MIXED, "--to", to)

        assert result.exit_code == 0
        assert [loads(line, to).source is not None for line in _records(result.stdout_bytes)] == [True] * MIXED_RECORDS


def test_the_summary_is_the_last_line_on_stderr(tmp_path: Path) -> None:
    result = run("convert", MIXED, "--to", "canonical", "-o", tmp_path / "out.jsonl")
    summary = (
        f"read {MIXED_RECORDS}, converted {MIXED_RECORDS} ({kinds_of_recordings()}), with losses 0, rejected 0 in T s"
        f" -> {tmp_path / 'out.jsonl'}"
    )

    assert re.sub(r"\d+\.\d s", "T s", result.stderr.splitlines()[-1]) == summary
    assert result.stdout == ""


def test_the_summary_names_no_forms_where_all_is_wire() -> None:
    summary = run("convert", "-", "--to", "opper", stdin=ORQ + b"\n" + OPPER).stderr

    assert "converted 2 (opper 1, orq 1), with losses 0, rejected 0 in" in summary
    assert summary.endswith("-> stdout\n")


def test_the_summary_names_forms_where_nothing_is_wire() -> None:
    node = run("convert", "-", "--to", "opper", "--form", "node", stdin=ORQ).stdout_bytes

    assert "converted 1 (opper 1; node 1), with losses 0" in run("convert", "-", "--to", "opper", stdin=node).stderr


def test_an_empty_input_gives_an_empty_output(tmp_path: Path) -> None:
    result = run("convert", "-", "--to", "orq", "-o", tmp_path / "out.jsonl", stdin=b"")

    assert (result.exit_code, (tmp_path / "out.jsonl").read_bytes()) == (0, b"")
    assert result.stderr.startswith("read 0, converted 0, with losses 0, rejected 0 in")


def test_a_form_can_be_chosen() -> None:
    result = run("convert", "-", "--to", "opper", "--form", "node", stdin=ORQ)

    assert b'"finishReason":"stop"' in result.stdout_bytes


def test_a_vendor_can_be_named() -> None:
    empty = b'{"id":"a","choices":[]}'

    assert run("convert", "-", "--to", "canonical", stdin=empty).exit_code == 1
    assert run("convert", "-", "--to", "canonical", "--from", "orq", stdin=empty).exit_code == 0


def test_canonical_records_are_counted_as_canonical(tmp_path: Path) -> None:
    run("convert", MIXED, "--to", "canonical", "-o", tmp_path / "out.jsonl")

    assert (
        f"converted {MIXED_RECORDS} (canonical {MIXED_RECORDS})"
        in run("convert", tmp_path / "out.jsonl", "--to", "source").stderr
    )


def test_canonical_json_without_a_source_stays_canonical_on_the_way_back() -> None:
    canonical = b'{"object":"normalizer.completion","version":1,"choices":[]}'

    assert run("convert", "-", "--to", "source", stdin=canonical).stdout_bytes == canonical + b"\n"


def test_one_bad_line_is_reported_by_number_and_the_rest_are_converted(tmp_path: Path) -> None:
    path = log(tmp_path / "log.jsonl", b'{"choices":', ORQ, b"[]", b'{"error":{}}', OPPER, b'{"choices":[{"text":5}]}')
    result = run("convert", path, "--to", "canonical")
    *reasons, summary = result.stderr.splitlines()

    assert result.exit_code == 1
    assert len(_records(result.stdout_bytes)) == 2
    assert [line.removeprefix(f"{path}:") for line in reasons] == [
        "1: not a readable payload: expected JSON: Expecting value at character 11",
        "3: not a completion but a stream without chunks",
        "4: not a completion but an error body",
        "6: not a readable orq payload: /choices/0/text: expected a string, null or nothing, an integer came",
    ]
    assert (
        "read 6, converted 2 (opper 1, orq 1), with losses 0, rejected 4 (not kept; --rejects FILE keeps them) in"
        in summary
    )


def test_an_output_of_rejected_records_alone_is_empty(tmp_path: Path) -> None:
    result = run("convert", "-", "--to", "orq", "-o", tmp_path / "out.jsonl", stdin=b"no JSON")

    assert (result.exit_code, (tmp_path / "out.jsonl").read_bytes()) == (1, b"")


@pytest.mark.parametrize(
    "bad",
    [
        b'{"id":"MARKER","choices":[{"text":5,"MARKER":"MARKER"}]}',
        b'{"MARKER":"MARKER"}',
        b'"MARKER"',
        b"MARKER",
        b'{"error":"MARKER"}',
        b'{"id":"MARKER","choices":[]}',
        b'{"choices":[{"delta":{"content":"MARKER"}}]}',
        b'{"choices":[{"text":"MARKER","x":NaN}]}',
        b'{"choices":[{"text":"MARKER","text":"MARKER"}]}',
        b'{"object":"normalizer.completion","version":1,"choices":[{"message":"MARKER"}]}',
        b'{"data":{"choices":"MARKER"}}',
        b'{"choices":[{"text":"MARKER\xff"}]}',
        TOOL_CALL.replace(b'"name":"f"', b'"name":"MARKER"'),
        b'[{"id":"MARKER","choices":[]},{"id":"MARKER again","choices":[]}]',
        b'data: {"id":"MARKER","choices":[{"text":5,"MARKER":"MARKER"}]}\n\ndata: [DONE]\n',
        b'data: {"id":"a","choices":[{"text":"MARKER"}]}\n\nevent: error\ndata: {"MARKER":"MARKER"}\n',
        b'id: MARKER\ndata: {"id":"MARKER","choices":[{"text":"MARKER"}]}\n\ndata: {"id":"MARKER',
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        ("convert", "--to", "orq", "--strict"),
        ("convert", "--to", "orq", "--strict", "--replay", "--chunks"),
        ("detect",),
        ("detect", "--chunks"),
        ("check",),
        ("show", "--to", "orq"),
        ("show", "--chunks"),
    ],
)
def test_stderr_never_shows_what_a_record_says(bad: bytes, command: tuple[str, ...]) -> None:
    assert "MARKER" not in run(*command, "-", stdin=bad + b"\n" + bad).stderr


def test_changes_are_listed_by_pointer(tmp_path: Path) -> None:
    path = log(tmp_path / "log.jsonl", OPPER, TOOL_CALL)
    result = run("convert", path, "--to", "orq", "-o", tmp_path / "out.jsonl", "--changes", tmp_path / "changes.jsonl")
    call = {"type": "tool_call", "kind": "function", "id": "c", "name": "f", "arguments": "{}"}

    assert result.exit_code == 0
    assert f"with losses 1 (listed in {tmp_path / 'changes.jsonl'})" in result.stderr
    assert [json.loads(line) for line in _records((tmp_path / "changes.jsonl").read_bytes())] == [
        {
            "source": str(path),
            "line": 2,
            "changes": [
                {"kind": "dropped", "pointer": "/choices/0/message/parts/0", "before": call},
                {"kind": "respelled", "pointer": "/choices/0/message/parts/0", "after": {"type": "text", "text": ""}},
                {"kind": "respelled", "pointer": "/choices/0/message/extra/content", "before": None},
            ],
        }
    ]


def test_the_summary_counts_losses_and_says_how_to_see_them() -> None:
    result = run("convert", MIXED, "--to", "orq")

    assert result.exit_code == 0
    assert re.search(r"with losses \d\d \(--changes FILE lists them\)", result.stderr)


def test_a_strict_run_rejects_what_would_lose_something() -> None:
    result = run("convert", "-", "--to", "orq", "--strict", stdin=TOOL_CALL + b"\n" + OPPER)

    assert result.exit_code == 1
    assert len(_records(result.stdout_bytes)) == 1
    assert result.stderr.startswith("-:1: orq (wire) cannot say it all: dropped /choices/0/message/parts/0\n")


def test_a_long_list_of_losses_is_cut() -> None:
    for count, end in ((20, ""), (21, "; and 1 more"), (23, "; and 3 more")):
        calls = b",".join([b'{"type":"function","function":{"name":"f"}}'] * count)
        record = TOOL_CALL.replace(b'{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}', calls)
        result = run("convert", "-", "--to", "orq", "--strict", stdin=record)

        assert result.stderr.splitlines()[0].endswith(f"dropped /choices/0/message/parts/19{end}")


def test_without_a_look_the_summary_says_so(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers"
    result = run("convert", "-", "--to", "orq", "--no-look", "--summary-json", numbers, stdin=TOOL_CALL)
    lossy = {key: value for key, value in json.loads(numbers.read_bytes()).items() if value is None}

    assert (result.exit_code, len(_records(result.stdout_bytes))) == (0, 1)
    assert ", losses not looked for, " in result.stderr
    assert lossy == {"lossy": None}


@pytest.mark.parametrize(
    "fault", [ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, ZeroDivisionError]
)
def test_a_fault_of_the_library_ends_one_record(fault: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def break_on_hi(text: bytes, vendor: str | None) -> object:
        if b"Hi" in text:
            raise fault("MARKER")
        return read_fast(text, vendor)

    monkeypatch.setattr(answers, "read_fast", break_on_hi)
    result = run("convert", "-", "--to", "orq", stdin=ORQ + b"\n" + ORQ.replace(b"Hi", b"Ho"))

    assert result.exit_code == 1
    assert len(_records(result.stdout_bytes)) == 1
    assert result.stderr.startswith(f"-:1: normalizer itself failed with {fault.__name__}: please report it\n")
    assert "MARKER" not in result.stderr


def test_running_out_of_memory_is_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(_text: bytes, _vendor: str | None) -> object:
        raise MemoryError

    monkeypatch.setattr(answers, "read_fast", exhaust)
    result = run("convert", "-", "--to", "orq", "-o", tmp_path / "out.jsonl", stdin=ORQ)

    assert isinstance(result.exception, MemoryError)
    assert list(tmp_path.iterdir()) == []


def test_two_runs_give_identical_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("convert", MIXED, "--to", "orq", "-o", tmp_path / name, "--changes", tmp_path / f"{name}.changes")

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one.changes").read_bytes() == (tmp_path / "two.changes").read_bytes()


def test_several_inputs_are_one_output(tmp_path: Path) -> None:
    one, two = log(tmp_path / "one", ORQ), log(tmp_path / "two", OPPER, b"bad")
    result = run("convert", one, "-", two, "--to", "opper", stdin=ORQ)

    assert len(_records(result.stdout_bytes)) == 3
    assert result.stderr.startswith(f"{two}:2: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--to", "orq"), "Missing argument"),
        (("-",), "Missing option '--to'"),
        (("-", "--to", "nobody"), "'nobody' is not one of"),
        (("-", "--to", "orq", "--from", "nobody"), "'nobody' is not one of"),
        (("-", "--to", "orq", "--form", "verse"), "'verse' is not one of"),
        (("-", "--to", "canonical", "--form", "node"), "canonical has no form 'node'; known: wire"),
        (("-", "--to", "source", "--form", "node"), "--to source writes the form that the record came in"),
        (("-", "--to", "orq", "--changes", "-"), "--changes needs a file"),
        (("-", "--to", "orq", "--report", "-"), "--report needs a file"),
        (("-", "--to", "orq", "-o", "same", "--report", "same"), "two outputs cannot go to one file"),
        (("-", "--to", "orq", "--strict", "--no-look"), "need the look"),
        (("-", "--to", "orq", "--changes", "x", "--no-look"), "need the look"),
        (("-", "--to", "orq", "--verify", "--no-look"), "need the look"),
        (("-", "--to", "orq", "--verify", "--replay"), "--verify is for records"),
        (("-", "-", "--to", "orq"), "stdin can be read only once"),
        (("missing.jsonl", "--to", "orq"), "does not exist"),
        ((".", "--to", "orq"), "is a directory"),
        (("-", "--to", "orq", "-o", "."), ". is a folder"),
        (("-", "--to", "orq", "-o", "there.jsonl"), "there.jsonl exists; --force replaces it"),
        (("-", "--to", "orq", "--changes", "there.jsonl"), "there.jsonl exists; --force replaces it"),
        (
            ("there.jsonl", "--to", "orq", "-o", "there.jsonl", "--force"),
            "the output there.jsonl is the input there.jsonl",
        ),
        (("there.jsonl", "--to", "orq", "-o", "./link.jsonl", "--force"), "is the input there.jsonl"),
        (("there.jsonl", "--to", "orq", "-o", "hard.jsonl", "--force"), "is the input there.jsonl"),
        (("hard.jsonl", "--to", "orq", "--changes", "link.jsonl", "--force"), "is the input hard.jsonl"),
        (("-", "--to", "orq", "-o", "new", "--changes", "./new"), "two outputs cannot go to one file"),
        (("-", "--to", "orq", "-o", "no/folder"), "no/folder: No such file or directory"),
    ],
)
def test_a_refusal_writes_nothing(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = log(Path("there.jsonl"), ORQ)
    Path("link.jsonl").symlink_to(there)
    os.link(there, "hard.jsonl")
    before = sorted(Path().iterdir())
    result = run("convert", *arguments, stdin=ORQ)

    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""
    assert sorted(Path().iterdir()) == before
    assert there.read_bytes() == ORQ + b"\n"


def test_the_seconds_that_a_run_took_are_told() -> None:
    began = time.monotonic()
    told = run("convert", "-", "--to", "orq", stdin=ORQ).stderr
    (seconds,) = re.findall(r" in (\d+\.\d) s -> stdout\n", told)

    assert float(seconds) <= time.monotonic() - began + 0.05


def test_force_replaces_a_file_and_keeps_a_link_a_link(tmp_path: Path) -> None:
    target = log(tmp_path / "target", b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    result = run("convert", "-", "--to", "orq", "-o", link, "-f", stdin=ORQ)

    assert result.exit_code == 0
    assert link.is_symlink()
    assert same(codec.decode(target.read_bytes()), codec.decode(ORQ))


def test_a_device_is_written_to_as_it_is() -> None:
    result = run("convert", "-", "--to", "orq", "-o", os.devnull, stdin=ORQ)

    assert result.exit_code == 0
    assert not Path(os.devnull).is_file()


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    run("convert", "-", "--to", "orq", "-o", tmp_path / "out", stdin=ORQ)
    usual = log(tmp_path / "usual")

    assert (tmp_path / "out").stat().st_mode == usual.stat().st_mode
