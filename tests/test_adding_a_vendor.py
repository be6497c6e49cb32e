"""Whoever follows docs/adding-a-vendor.md to the letter has a vendor that keeps the laws."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .cli.command import unmeasured

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "adding-a-vendor.md").read_text(encoding="utf-8")


def block(kind: str, number: int = 0) -> str:
    """One of the page's blocks of a kind."""
    found: list[str] = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    return found[number]


def change(path: Path, diff: str) -> None:
    """What a reader does with the lines of a diff: one is taken out, and one is put in its place or after it."""
    text = path.read_text(encoding="utf-8")
    lines = diff.splitlines(keepends=True)
    for before, after in zip(lines[::2], lines[1::2], strict=True):
        assert f"\n{before[1:]}" in f"\n{text}"
        text = text.replace(before[1:], (before[1:] if before[0] == " " else "") + after[1:], 1)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of all that the page touches."""
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in ("src", "tests", "fixtures"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for name in ("pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(clone: Path, command: str) -> subprocess.CompletedProcess[str]:
    environment = {**unmeasured(), "PYTHONPATH": str(clone / "src"), "NORMALIZER_LAW_EXAMPLES": "5"}
    program, *arguments = command.split()
    assert program == "python"
    return subprocess.run(
        [sys.executable, *arguments], cwd=clone, env=environment, capture_output=True, text=True, check=False
    )


def follow(clone: Path, module: str) -> subprocess.CompletedProcess[str]:
    """Do all that the page says, and give what its last command said."""
    (clone / "src" / "normalizer" / "vendors" / "acme.py").write_text(module, encoding="utf-8")
    change(clone / "src" / "normalizer" / "vendors" / "__init__.py", block("diff"))
    (clone / "fixtures" / "acme").mkdir()
    (clone / "fixtures" / "acme" / "text.json").write_text(block("json"), encoding="utf-8")
    change(clone / "fixtures" / "recordings.json", block("diff", 1))
    assert run(clone, block("sh")).stdout == block("text")
    return run(clone, block("sh", 1))


def test_the_laws_are_green_at_the_end_of_the_page(clone: Path) -> None:
    ended = follow(clone, block("py"))

    assert ended.returncode == 0, ended.stdout
    assert re.search(r"^\d{3} passed", ended.stdout, re.MULTILINE), ended.stdout


def test_a_line_that_is_forgotten_is_seen(clone: Path) -> None:
    there, back = (
        "        usage=mapped(shape.cost, usage_to_canonical),\n",
        "        cost=mapped(completion.usage, usage_from_canonical),\n",
    )
    forgetful = block("py").replace(there, "").replace(back, "")
    assert len(forgetful) == len(block("py")) - len(there) - len(back)
    ended = follow(clone, forgetful)

    assert ended.returncode == 1
    assert {"law 1, wire", "law 2, there and back"} <= set(re.findall(r"law \d, [a-z ]+?(?= for acme)", ended.stdout))
