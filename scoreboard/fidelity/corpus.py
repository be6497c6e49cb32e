"""What all peers are given: the payloads of the fixtures, as the vendors send them, and their streams."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
VENDORS = ("orq", "opper")


@functools.cache
def cases(vendor: str) -> dict[str, Any]:
    """The vendor's responses by name."""
    files = sorted((FIXTURES / "payloads" / vendor).glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


@functools.cache
def streams(vendor: str) -> dict[str, str]:
    """The vendor's streams as text; joined, each is the response of the same name."""
    return {file.stem: file.read_bytes().decode() for file in sorted((FIXTURES / vendor).glob("*.sse"))}
