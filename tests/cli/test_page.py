"""The commands that the documentation shows give what it shows."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

import normalizer

from .command import FIXTURES, MIXED, OPPER, STREAMS, environment

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
QUICKSTART = PAGE.with_name("quickstart.md")
PROGRAM = f'normalizer() {{ "{sys.executable}" -m normalizer "$@"; }}\n'


def _blocks(page: Path, heading: str) -> list[str]:
    """What the section shows: commands after a ``$``, and what they print."""
    section = page.read_text(encoding="utf-8").split(f"{heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```text\n(.*?)```", section, re.DOTALL)


def _less_time(text: str) -> str:
    """Without how long it took, and which version of the library it was."""
    return re.sub(r"in \d+\.\d s", "in T s", text).replace(f'"version":"{normalizer.__version__}"', '"version":"0.1.0"')


posix = pytest.mark.skipif(sys.platform == "win32", reason="the page shows commands of a POSIX shell")


@posix
@pytest.mark.parametrize(
    ("page", "heading", "least"),
    [
        (PAGE, "\n### Archives that were cut off", 3),
        (PAGE, "\n## Streams", 6),
        (QUICKSTART, "\n## A whole log", 1),
        (PAGE.with_name("rejects.md"), "# Rejects", 2),
        (PAGE.with_name("wrappers.md"), "\n## On the command line", 4),
        (PAGE.with_name("tables.md"), "\n## On the command line", 4),
        (PAGE.with_name("report.md"), "# The report", 2),
        (PAGE.with_name("converting-a-log.md"), "\n## Look first", 2),
        (PAGE.with_name("converting-a-log.md"), "\n## Convert", 1),
        (PAGE.with_name("converting-a-log.md"), "\n## Keep a way back", 3),
    ],
)
def test_each_command_gives_what_the_page_shows_also_after_those_of_other_pages(
    page: Path, heading: str, least: int, clone: Path
) -> None:
    shown = "".join(_blocks(page, heading))

    assert shown.count("$ normalizer ") >= least
    assert _less_time(_given(shown, clone)) == _less_time(shown)


@posix
def test_the_first_conversion_and_the_way_back_give_what_the_page_shows(clone: Path) -> None:
    first, _, way_back = _blocks(PAGE, "\n## convert")[:3]
    shown = first + way_back

    assert shown.count("$ normalizer ") == 3
    assert _less_time(_given(shown, clone)) == _less_time(shown)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the recordings are, in which all pages are tried."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "fixtures").symlink_to(FIXTURES)
    return folder


def _given(shown: str, folder: Path) -> str:
    """What the commands of a block give, one after the other."""
    commands = re.findall(r"^\$ (.*)$", shown, re.MULTILINE)
    return "".join(f"$ {command}\n{_run(command, folder).stdout.decode()}" for command in commands)


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", PROGRAM + command],  # noqa: S607  # the one on the path
        cwd=folder,
        env=environment(PYTHONPATH=str(Path(normalizer.__file__).parents[1])),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


def _examples() -> list[str]:
    """The commands whose output is not shown: those of the help, and others that stand alone."""
    command_line = PAGE.read_text(encoding="utf-8")
    texts = (command_line.split("### Archives")[0], command_line.split("## report")[1])
    command = r"^(?:\$ |    )?((?:tail .* \| )?normalizer (?:convert|report) (?!--help).*)$"
    return sorted({found for text in texts for found in re.findall(command, text, re.MULTILINE)})


INPUTS = {
    "log.jsonl": MIXED.read_bytes(),
    "log.jsonl.gz": gzip.compress(MIXED.read_bytes()),
    "log-canonical.jsonl": b'{"object":"normalizer.completion","version":1,"choices":[]}\n',
    "batch.jsonl": (FIXTURES / "wrapped" / "openai-batch.jsonl").read_bytes(),
    "own.jsonl": b'{"request":{"id":1},"response":%b}\n' % OPPER,
    "answers.sse": b"".join(path.read_bytes() for path in STREAMS),
}


def test_there_are_examples() -> None:
    assert len(_examples()) >= 10


@posix
@pytest.mark.parametrize("example", _examples())
def test_each_example_reads_its_input_and_converts_it(example: str, tmp_path: Path) -> None:
    inputs, *outputs = re.split(" (?:-o|>) ", example)
    for name, content in INPUTS.items():
        if name in inputs.split() or "*" in inputs:
            (tmp_path / name).write_bytes(content)
    result = _run(example, tmp_path)

    assert result.returncode == ("batch" in inputs), result.stdout
    assert b"rejected 0" in result.stdout or "batch" in inputs
    assert (tmp_path / outputs[0].split()[0]).stat().st_size
