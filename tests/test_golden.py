"""Law 4: each recording means what its reviewed golden file says."""

from __future__ import annotations

import pytest

from normalizer.testing import Recording, means_what_its_golden_file_says, recordings

from .golden import FIXTURES


@pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
def test_a_recording_means_what_its_golden_file_says(recording: Recording) -> None:
    means_what_its_golden_file_says(recording.payload, recording.golden)


def test_every_golden_file_belongs_to_a_recording() -> None:
    files = {FIXTURES / f"{recording.name}.canonical.json" for recording in recordings()}

    assert files == set(FIXTURES.glob("*/*.canonical.json"))
