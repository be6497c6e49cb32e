"""The Python blocks of README.md and docs/ are run as tests, those of one file one after another; nothing else is."""

from __future__ import annotations

import os
from doctest import ELLIPSIS
from pathlib import Path
from typing import Any

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).parent


def _enter_root(namespace: dict[str, Any]) -> None:
    """The blocks read ``fixtures/`` as from the root of the repository, wherever pytest was started."""
    namespace["_started_in"] = Path.cwd()
    os.chdir(ROOT)


def _leave_root(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_started_in"])


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)],
    path=str(ROOT),
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    setup=_enter_root,
    teardown=_leave_root,
).pytest()
