"""The commands and the Python blocks of the pages about engines do what the pages show."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import FIXTURES, unmeasured

from .conftest import QUIET, ROOT

pytestmark = pytest.mark.filterwarnings("default")  # the engines warn of themselves

PROGRAMS = f'normalizer() {{ "{sys.executable}" -m normalizer "$@"; }}\npython() {{ "{sys.executable}" "$@"; }}\n'


def _blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)


def _commands_give_what_is_shown(page: str, folder: Path, variables: dict[str, str]) -> None:
    for name in ("fixtures", "examples"):
        (folder / name).symlink_to(ROOT / name)
    shown = "".join(block for block in _blocks(page, "text") if block.startswith("$ "))
    given = ""
    for command in re.findall(r"^\$ (.*)$", shown, re.MULTILINE):
        ended = subprocess.run(
            ["bash", "-c", PROGRAMS + command],  # noqa: S607  # the one on the path
            cwd=folder,
            env={**unmeasured(), **variables},
            capture_output=True,  # the engines talk on stderr
            check=False,
        )
        assert ended.returncode == 0, ended.stderr.decode()
        given += f"$ {command}\n{ended.stdout.decode()}"

    assert "$ python examples/" in shown
    assert given == shown


@pytest.mark.spark
def test_the_commands_about_spark_give_what_the_page_shows(surroundings: dict[str, str], tmp_path: Path) -> None:
    options = " ".join(f"--conf {name}={value}" for name, value in QUIET.items())
    variables = {**surroundings, "PYSPARK_SUBMIT_ARGS": f"--master local[2] {options} pyspark-shell"}
    _commands_give_what_is_shown("spark.md", tmp_path, variables)


@pytest.mark.ray
def test_the_commands_about_ray_give_what_the_page_shows(
    pool: str, surroundings: dict[str, str], tmp_path: Path
) -> None:
    _commands_give_what_is_shown("ray.md", tmp_path, {**surroundings, "RAY_ADDRESS": pool})


def _run_blocks(page: str, given: dict[str, Any]) -> None:
    blocks = _blocks(page, "python")
    assert len(blocks) == 2
    for block in blocks:
        exec(compile(block, page, "exec"), given)  # noqa: S102  # the blocks of our own page


@pytest.mark.spark
def test_the_blocks_about_spark_run(session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES.parent)
    _run_blocks("spark.md", {"__name__": "__main__", "session": session, "folder": tmp_path})


@pytest.mark.ray
def test_the_blocks_about_ray_run(pool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pool
    monkeypatch.chdir(FIXTURES.parent)
    _run_blocks("ray.md", {"__name__": "__main__", "folder": tmp_path})
