"""The command line as a process: exit codes, signals, closed pipes, full disks."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import normalizer
from normalizer import __main__

from .command import MIXED, MIXED_RECORDS, ORQ, command, environment, log, process, unmeasured

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals, limits and devices")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")


def test_a_run_without_rejects_ends_with_0() -> None:
    result = process("convert", MIXED, "--to", "orq")

    assert result.returncode == 0
    assert result.stdout.count(b"\n") == MIXED_RECORDS


def test_a_run_with_rejects_ends_with_1() -> None:
    assert process("convert", "-", "--to", "orq", input=ORQ + b"\nbad\n").returncode == 1


def test_misuse_ends_with_2() -> None:
    assert process("convert").returncode == 2


def test_the_version_is_printed() -> None:
    assert process("--version").stdout.decode() == f"normalizer {normalizer.__version__}\n"


def test_the_program_calls_itself_by_its_name_however_it_is_started() -> None:
    for started in (process("--help"), process("convert", "--help")):
        assert started.stdout.decode().split()[:2] == ["Usage:", "normalizer"]


def test_nothing_but_records_is_on_stdout_and_nothing_is_coloured() -> None:
    result = process("convert", "-", "--to", "orq", "-o", "-", input=b"bad\n" + ORQ)

    assert json.loads(result.stdout) == json.loads(ORQ)
    assert result.stdout.count(b"\n") == 1
    assert b"\x1b" not in result.stdout + result.stderr


@full
@pytest.mark.parametrize(
    "arguments", [("convert", MIXED, "--to", "orq"), ("detect", MIXED), ("check", MIXED), ("show", MIXED)]
)
def test_a_full_disk_behind_stdout_ends_with_3(arguments: tuple[object, ...]) -> None:
    with Path("/dev/full").open("wb") as sink:
        result = process(*arguments, stdout=sink)

    assert result.returncode == 3
    assert result.stderr.endswith(b"Error: stdout: No space left on device\n")
    assert b"Traceback" not in result.stderr


@full
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_it_does_not_matter_whether_stdout_is_buffered(unbuffered: str) -> None:
    variables = environment(PYTHONUNBUFFERED=unbuffered)
    with Path("/dev/full").open("wb") as sink:
        to_nothing = process("convert", MIXED, "--to", "orq", stdout=sink, env=variables)
    result = process("convert", MIXED, "--to", "orq", env=variables)

    assert (to_nothing.returncode, result.returncode) == (3, 0)
    assert result.stdout.count(b"\n") == MIXED_RECORDS


@full
def test_a_full_device_ends_with_3() -> None:
    result = process("convert", "-", "--to", "orq", "-o", "/dev/full", input=ORQ)

    assert (result.returncode, result.stderr) == (3, b"Error: /dev/full: No space left on device\n")


@posix
@pytest.mark.parametrize("lines", [1, 200])
def test_a_full_disk_publishes_nothing(lines: int, tmp_path: Path) -> None:
    """With one line it shows when the buffer is written at the end, with many of them before."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    out, changes = tmp_path / "out", tmp_path / "changes"
    arguments = ("convert", "-", "--to", "orq", "-o", out, "--changes", changes)
    result = process(*arguments, input=(ORQ + b"\n") * lines, preexec_fn=limit, env=unmeasured())

    assert (result.returncode, list(tmp_path.iterdir())) == (3, [])
    assert result.stderr.decode() == f"Error: {out}: File too large\n"


def test_stdout_closed_early_ends_quietly_with_141(tmp_path: Path) -> None:
    path = log(tmp_path / "log", *[ORQ] * 20_000)
    for arguments in (("convert", path, "--to", "orq", "--no-look"), ("detect", "--each", path)):
        with subprocess.Popen(
            command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        ) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            running.stdout.readline()
            running.stdout.close()

            assert running.stderr.read() == b""
            assert running.wait(60) == 141


@posix
@pytest.mark.parametrize("arguments", [("convert", "-", "--to", "orq"), ("detect", "-"), ("check", "-"), ("show", "-")])
def test_a_missing_stdout_is_refused(arguments: tuple[str, ...]) -> None:
    result = process(*arguments, input=ORQ, stdout=None, preexec_fn=lambda: os.close(1))

    assert (result.returncode, result.stderr) == (2, b"Error: stdout is closed\n")


@posix
def test_a_file_is_written_without_stdout(tmp_path: Path) -> None:
    result = process(
        "convert", "-", "--to", "orq", "-o", tmp_path / "out", input=ORQ, stdout=None, preexec_fn=lambda: os.close(1)
    )

    assert (result.returncode, (tmp_path / "out").exists()) == (0, True)


@posix
def test_an_output_that_is_the_redirected_input_is_refused(tmp_path: Path) -> None:
    path = log(tmp_path / "log", ORQ)
    with path.open("rb") as stdin:
        from_itself = process("convert", "-", "--to", "orq", "-o", path, "-f", stdin=stdin)
    with path.open("ab") as stdout:
        to_itself = process("convert", path, "--to", "orq", stdout=stdout)

    assert (from_itself.returncode, to_itself.returncode) == (2, 2)
    assert path.read_bytes() == ORQ + b"\n"


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_the_run_and_publishes_nothing(number: signal.Signals, code: int, tmp_path: Path) -> None:
    with subprocess.Popen(
        command("convert", "-", "--to", "orq", "-o", tmp_path / "out", "--changes", tmp_path / "changes"),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=unmeasured(),
        # A shell starts its background jobs ignoring SIGINT, and that would be inherited.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509  # no thread is running
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.write((ORQ + b"\n") * 1000)
        running.stdin.flush()
        while len(list(tmp_path.iterdir())) < 2:
            time.sleep(0.01)
        running.send_signal(number)

        assert running.wait(60) == code
        assert running.stderr.read() == b""
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_command_as_an_exception_does(
    number: signal.Signals, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored where the tests run in the background
    monkeypatch.setattr("normalizer.cli.commands", lambda **_: signal.raise_signal(number))
    try:
        with pytest.raises(SystemExit) as ended:
            __main__.main()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)

    assert ended.value.code == code


@posix
def test_a_signal_that_was_ignored_stays_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("sys.argv", ["normalizer", "--version"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(SystemExit):
            __main__.main()

        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra_one_line_says_what_to_install(missing: str, tmp_path: Path) -> None:
    program = f"""
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == {missing!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
sys.argv[0] = "normalizer"
from normalizer.__main__ import main
main()
"""
    path = log(tmp_path / "log", ORQ)
    result = subprocess.run(
        [sys.executable, "-c", program, "show", path], capture_output=True, check=False, env=environment()
    )

    assert result.returncode == 2
    assert result.stderr.decode() == 'the command line needs its extra: pip install "completion-normalizer[cli]"\n'


def test_another_missing_module_is_not_blamed_on_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "normalizer.cli", None)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with pytest.raises(ModuleNotFoundError, match=r"normalizer\.cli"):
            __main__.main()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_what_the_terminal_cannot_spell_is_printed_as_an_escape() -> None:
    record = ORQ.replace(b'"Hi"', '"na\u00efve \U0001f30d"'.encode())
    result = process("show", "-", input=record, env=environment(PYTHONIOENCODING="latin-1"))

    assert result.returncode == 0
    assert b"na\xefve \\U0001f30d" in result.stdout
