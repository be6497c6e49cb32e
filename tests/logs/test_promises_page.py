"""Every test that the page of promises names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "promises.md"
LINK = re.compile(r"\[`(test_\w+)`\]\(([^)]+)\)")


def _tests_in(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_every_promise_names_tests_that_are_there() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d", line)]

    assert len(rows) > 40
    for row in rows:
        links = LINK.findall(row)
        assert links, row
        for name, path in links:
            assert name in _tests_in((PAGE.parent / path).resolve()), name


def test_every_promise_is_kept() -> None:
    numbers: set[int] = set()
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        for first, last in re.findall(
            r"(\d+)(?:\u2013(\d+))?", line.split("|")[1] if line.startswith("| ") else line[:2]
        ):
            numbers |= set(range(int(first), int(last or first) + 1))

    assert numbers == set(range(1, 61))
