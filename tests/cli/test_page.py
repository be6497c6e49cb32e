"""The commands that the documentation shows give what it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import normalizer

from .command import FIXTURES, environment

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
PROGRAM = f'normalizer() {{ "{sys.executable}" -m normalizer "$@"; }}\n'


def _blocks(page: Path, heading: str) -> list[str]:
    """What the section shows: commands after a ``$``, and what they print."""
    section = page.read_text(encoding="utf-8").split(f"{heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```text\n(.*?)```", section, re.DOTALL)


def _less_time(text: str) -> str:
    """Without how long it took, and which version of the library it was."""
    return re.sub(r"in \d+\.\d s", "in T s", text).replace(f'"version":"{normalizer.__version__}"', '"version":"0.1.0"')


@pytest.mark.skipif(sys.platform == "win32", reason="the page shows commands of a POSIX shell")
@pytest.mark.parametrize(
    ("page", "heading", "least"),
    [
        (PAGE, "\n### Archives that were cut off", 3),
        (PAGE, "\n## Streams", 6),
        (PAGE.with_name("rejects.md"), "# Rejects", 2),
        (PAGE.with_name("wrappers.md"), "\n## On the command line", 4),
        (PAGE.with_name("tables.md"), "\n## On the command line", 4),
        (PAGE.with_name("report.md"), "# The report", 2),
        (PAGE.with_name("converting-a-log.md"), "\n## Look first", 2),
        (PAGE.with_name("converting-a-log.md"), "\n## Convert", 1),
        (PAGE.with_name("converting-a-log.md"), "\n## Keep a way back", 3),
    ],
)
def test_each_command_gives_what_the_page_shows(page: Path, heading: str, least: int, tmp_path: Path) -> None:
    (tmp_path / "fixtures").symlink_to(FIXTURES)
    shown = "".join(_blocks(page, heading))
    given = ""
    for command in re.findall(r"^\$ (.*)$", shown, re.MULTILINE):
        result = subprocess.run(
            ["bash", "-c", PROGRAM + command],  # noqa: S607  # the one on the path
            cwd=tmp_path,
            env=environment(PYTHONPATH=str(Path(normalizer.__file__).parents[1])),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        given += f"$ {command}\n{result.stdout.decode()}"

    assert shown.count("$ normalizer ") >= least
    assert _less_time(given) == _less_time(shown)
