"""The fixtures, as the oracle tests ask about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .environments import ROOT

FIXTURES = ROOT / "fixtures"
VENDORS = ("orq", "opper")
MANIFEST: list[dict[str, Any]] = json.loads((FIXTURES / "recordings.json").read_text(encoding="utf-8"))
RECORDINGS = [entry["file"] for entry in MANIFEST]
WIRE = [entry["file"] for entry in MANIFEST if entry["form"] == "wire" and not entry["envelope"]]
PAYLOADS = sorted(str(path.relative_to(FIXTURES)) for path in (FIXTURES / "payloads").glob("*/*.json"))


def fixture(file: str) -> Any:
    """The JSON value of a file among the fixtures."""
    return json.loads((FIXTURES / file).read_text(encoding="utf-8"))


def full(vendor: str) -> Any:
    """The vendor's payload that has every key."""
    return fixture(f"payloads/{vendor}/full.json")


def vendor_of(file: str) -> str:
    return Path(file).parent.name
