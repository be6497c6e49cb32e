"""Writes ``docs/fields.md``: ``python -m scoreboard.fields``."""

from __future__ import annotations

from pathlib import Path

from .page import page

TARGET = Path(__file__).resolve().parents[2] / "docs" / "fields.md"

if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print("wrote docs/fields.md")
