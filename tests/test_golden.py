"""Law 4: each recording means what its reviewed golden file says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import normalizer

from . import laws
from .golden import FIXTURES, golden_of

RECORDINGS = [FIXTURES / entry["file"] for entry in json.loads((FIXTURES / "recordings.json").read_bytes())]


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_recording_means_what_its_golden_file_says(recording: Path) -> None:
    golden = json.loads(golden_of(recording).read_bytes())

    laws.assert_same(golden, normalizer.denormalize(normalizer.loads(recording.read_bytes()), to="canonical"))


def test_every_golden_file_belongs_to_a_recording() -> None:
    assert {golden_of(recording) for recording in RECORDINGS} == set(FIXTURES.glob("*/*.canonical.json"))
