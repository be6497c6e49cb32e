"""What a recording becomes is what it always became, for every vendor and form, whole and as a stream."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from normalizer.completion import FormName
from normalizer.express import exact_only
from normalizer.testing import Recording, recordings, spellings

from .conversions import KEPT, SEEDS, lines, lines_of_drawn

HELD = KEPT.read_text(encoding="utf-8").splitlines()


every_path = pytest.mark.parametrize("path", [contextlib.nullcontext, exact_only], ids=["any path", "the exact path"])


@every_path
@pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
def test_a_recording_becomes_what_it_always_became(recording: Recording, path: Any) -> None:
    with path():
        said = list(lines(recording))
    begin = HELD.index(said[0])

    assert said == HELD[begin : begin + len(said)]


@every_path
@pytest.mark.parametrize(("vendor", "form"), spellings(), ids=lambda word: word)
def test_what_a_seed_draws_becomes_what_it_always_became(vendor: str, form: FormName, path: Any) -> None:
    begin = f"{SEEDS} payloads of {vendor} {form} "

    with path():
        assert list(lines_of_drawn(vendor, form)) == [line for line in HELD if line.startswith(begin)]


def test_what_is_kept_is_of_the_recordings_that_there_are() -> None:
    names = [line.partition(":")[0] for line in HELD if not line.startswith((" ", str(SEEDS)))]

    assert names == [recording.name for recording in recordings()]
