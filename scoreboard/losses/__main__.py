"""Writes ``docs/losses.md`` and ``docs/losses.svg``: ``python -m scoreboard.losses``."""

from __future__ import annotations

from pathlib import Path

from .page import page, picture
from .ways import ways

DOCS = Path(__file__).resolve().parents[2] / "docs"


def main() -> None:
    """Compute the map and write it."""
    found = ways()
    for name, text in (("losses.md", page(found)), ("losses.svg", picture(found))):
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
