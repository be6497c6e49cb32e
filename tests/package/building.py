"""The wheel and the sdist, built without a network: what building needs comes with the extra ``test``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def built(kind: str, directory: Path, source: Path = ROOT) -> Path:
    """The ``wheel`` or ``sdist`` of a source tree."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(directory)],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip
    (found,) = directory.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return found
