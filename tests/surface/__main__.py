"""`python -m tests.surface` writes the lists anew: what has changed in them has changed for others."""

from __future__ import annotations

from .listing import FOLDER, LISTS

for name, listed in LISTS.items():
    (FOLDER / name).write_text("\n".join(listed()) + "\n", encoding="utf-8")
