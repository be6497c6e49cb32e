"""Mutants that no test notices, each with the reason; a file for each folder of the library.

They are known by what was written and what stands there instead, for lines move. What no run has judged yet is not here.
"""

from __future__ import annotations

from typing import Final

from . import arrow, cli, core, engines, fast, findings, logs, pages, streams, testing, vendors, wrappers

_FOLDERS = (arrow, cli, core, engines, fast, findings, logs, pages, streams, testing, vendors, wrappers)

EQUIVALENT: Final = {name: reason for folder in _FOLDERS for name, reason in folder.EQUIVALENT.items()}
"""They change nothing that anyone could see."""

ACCEPTED: Final = {name: reason for folder in _FOLDERS for name, reason in folder.ACCEPTED.items()}
"""They change something that nothing promises, or that cannot be tried here."""
