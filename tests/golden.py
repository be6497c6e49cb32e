"""Writes the golden file of every recording that has none: what the recording means, as canonical JSON.

A golden file is a statement about the vendor, to be read by eye before it is committed; one that is there is never written
again. To change one, delete it, run this, and read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import normalizer

FIXTURES = Path(__file__).parent.parent / "fixtures"


def golden_of(recording: Path) -> Path:
    return recording.with_name(recording.stem + ".canonical.json")


def write_missing() -> list[Path]:
    recordings = [FIXTURES / entry["file"] for entry in json.loads((FIXTURES / "recordings.json").read_bytes())]
    missing = [recording for recording in recordings if not golden_of(recording).exists()]
    for recording in missing:
        canonical = normalizer.denormalize(normalizer.loads(recording.read_bytes()), to="canonical")
        text = json.dumps(canonical, indent=2, ensure_ascii=False)
        golden_of(recording).write_text(text + "\n", encoding="utf-8")
    return missing


if __name__ == "__main__":
    for written in write_missing():
        print(f"wrote {golden_of(written).relative_to(FIXTURES.parent)}: read it before you commit it")
