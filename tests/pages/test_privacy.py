"""Nothing that a record says reaches the page, whatever key it stands under."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from normalizer.findings import Findings
from normalizer.logs import Converted, convert_log
from normalizer.pages import page
from tests.cli.command import FIXTURES

MARKER = "zqxmarkerzqx"
NUMBER = 7_301_937_301

TELLING = frozenset({"object", "OBJECT", "type", "role", "created", "expires_at", "expiresAt", "index"})
"""Keys by which a payload is known for what it is; the page shows none of their values."""

SHOWN = frozenset({"model", "finish_reason", "finishReason"})
"""Keys whose values are shown."""

FILES = sorted([*FIXTURES.glob("*/*.json"), *FIXTURES.glob("*/*.sse"), *FIXTURES.glob("*/*.jsonl")])


def _marked(value: Any, key: str = "") -> Any:
    """The same with a marker in every text, beside what was there, and another one for every number."""
    if isinstance(value, dict):
        return {name: _marked(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_marked(item, key) for item in value]
    if key in TELLING | SHOWN:
        return value
    if isinstance(value, str):
        return value + MARKER
    return NUMBER if type(value) is int and "tokens" not in key.lower() else value


def _marked_line(line: str) -> str:
    head, text = ("data: ", line.removeprefix("data: ")) if line.startswith("data: ") else ("", line)
    try:
        return head + json.dumps(_marked(json.loads(text)))
    except ValueError:
        return line


def _findings(path: Path, to: str, folder: Path) -> tuple[Findings, int]:
    text = path.read_text(encoding="utf-8")
    whole = path.suffix == ".json"
    marked = _marked_line(text) if whole else "\n".join(map(_marked_line, text.split("\n")))
    copy = folder / path.name
    copy.write_text(marked, encoding="utf-8")
    findings, converted = Findings(to, (copy.name,)), 0
    for outcome in convert_log([str(copy)], to):
        findings.count(outcome)
        converted += isinstance(outcome, Converted)
    return findings, converted


@pytest.mark.parametrize("to", ["orq", "opper"])
def test_no_content_of_any_recording_is_on_the_page(to: str, tmp_path: Path) -> None:
    total = 0
    for path in FILES:
        findings, converted = _findings(path, to, tmp_path)
        text = page(findings).decode()
        total += converted

        assert MARKER not in text, path
        assert str(NUMBER) not in text, path
        assert f"{NUMBER:,}" not in text, path
    assert total > len(FILES) / 2
