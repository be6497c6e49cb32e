"""Laws 1, 2, 3, 5 and 6 over every vendor, form, fixture and random values; law 8 over random values. No vendor is named."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer.vendors import known_vendors

from . import generators, laws
from .drawn import LAWS, SPELLINGS, source_of

FIXTURES = Path(__file__).parent.parent / "fixtures"
RECORDINGS = json.loads((FIXTURES / "recordings.json").read_text(encoding="utf-8"))
EXAMPLES = int(os.environ.get("NORMALIZER_LAW_EXAMPLES", "200"))

every_spelling = pytest.mark.parametrize(("vendor", "form"), SPELLINGS, ids=lambda word: word)
every_recording = pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording["file"])
random_values = given(st.randoms(use_true_random=True))
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def recorded(recording: dict[str, Any]) -> Any:
    return json.loads((FIXTURES / recording["file"]).read_bytes())


@every_recording
def test_a_recording_is_detected_as_what_it_is(recording: dict[str, Any]) -> None:
    detection = normalizer.detect(recorded(recording))

    assert (recording["vendor"], recording["form"]) == (detection.vendor, detection.form)
    assert recording["envelope"] == detection.envelope


@every_recording
def test_a_recording_comes_back_exactly(recording: dict[str, Any]) -> None:
    laws.there_and_back(recorded(recording), None, None)


@every_recording
def test_a_recording_comes_back_exactly_in_whichever_form_it_is_read(recording: dict[str, Any]) -> None:
    for form in known_vendors()[recording["vendor"]].forms:
        laws.wire_is_exact_or_refuses(recorded(recording), recording["vendor"], form)


@every_recording
@every_spelling
def test_the_report_on_a_recording_is_the_complement(recording: dict[str, Any], vendor: str, form: Any) -> None:
    laws.report_is_the_complement(recorded(recording), None, vendor, form)


@every_recording
@every_spelling
def test_a_recording_is_said_whole_or_the_rest_is_reported(recording: dict[str, Any], vendor: str, form: Any) -> None:
    laws.whole_or_reported(normalizer.normalize(recorded(recording)), vendor, form)


@every_recording
def test_an_edit_of_a_recording_shows(recording: dict[str, Any]) -> None:
    completion = normalizer.normalize(recorded(recording))
    for seed in range(5):
        other = generators.completion(Random(seed))
        for edited, pointer in laws.edits_of(completion, other):
            laws.an_edit_shows(completion, edited, pointer, source_of(completion, recording["vendor"]))


@pytest.mark.parametrize("law", LAWS)
@every_spelling
@many
@random_values
def test_a_law_holds_for_random_values(law: str, vendor: str, form: Any, random: Random) -> None:
    LAWS[law](vendor, form, random)
