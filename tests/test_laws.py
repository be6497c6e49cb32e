"""Laws 1, 2, 3, 5 and 6 over every vendor, every form, every fixture and random values. No vendor is named."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer import Completion, NormalizerError, Source
from normalizer.vendors import known_vendors

from . import generators, laws

FIXTURES = Path(__file__).parent.parent / "fixtures"
RECORDINGS = json.loads((FIXTURES / "recordings.json").read_text(encoding="utf-8"))
SPELLINGS = [(vendor.name, form) for vendor in known_vendors().values() for form in vendor.forms]
EXAMPLES = int(os.environ.get("NORMALIZER_LAW_EXAMPLES", "200"))

every_spelling = pytest.mark.parametrize(("vendor", "form"), SPELLINGS, ids=lambda word: word)
every_recording = pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording["file"])
random_values = given(st.randoms(use_true_random=True))
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def recorded(recording: dict[str, Any]) -> Any:
    return json.loads((FIXTURES / recording["file"]).read_bytes())


def source_of(completion: Completion, vendor: str) -> Source:
    """Canonical JSON may name any source; it itself came as canonical JSON."""
    return completion.source if completion.source and completion.source.vendor == vendor else Source(vendor)


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


@every_spelling
@many
@random_values
def test_the_wire_is_exact_or_refuses(vendor: str, form: Any, random: Random) -> None:
    spelled = known_vendors()[vendor].form(form)
    payload = generators.payload(random, known_vendors()[vendor], spelled)

    assert laws.wire_is_exact_or_refuses(payload, vendor, form)
    laws.wire_is_exact_or_refuses(generators.spoilt(random, known_vendors()[vendor], spelled), vendor, form)
    laws.wire_is_exact_or_refuses(generators.json_value(random), vendor, form)


@every_spelling
@many
@random_values
def test_a_payload_comes_back_exactly(vendor: str, form: Any, random: Random) -> None:
    payload = generators.payload(random, known_vendors()[vendor], known_vendors()[vendor].form(form))

    laws.there_and_back(payload, vendor, form)
    with contextlib.suppress(NormalizerError):  # a vendor that is not certain is refused
        laws.there_and_back(payload, None, None)


@every_spelling
@many
@random_values
def test_a_completion_is_said_whole_or_the_rest_is_reported(vendor: str, form: Any, random: Random) -> None:
    laws.whole_or_reported(generators.completion(random), vendor, form)


@every_spelling
@many
@random_values
def test_the_report_is_the_complement(vendor: str, form: Any, random: Random) -> None:
    payload = generators.payload(random, known_vendors()[vendor], known_vendors()[vendor].form(form))
    to, target_form = random.choice(SPELLINGS)

    laws.report_is_the_complement(payload, vendor, to, target_form)


@every_spelling
@many
@random_values
def test_an_edit_shows(vendor: str, form: Any, random: Random) -> None:
    completion = normalizer.normalize(
        generators.payload(random, known_vendors()[vendor], known_vendors()[vendor].form(form)), vendor, form
    )
    edits = list(laws.edits_of(completion, generators.completion(random)))
    edited, pointer = random.choice(edits)
    laws.an_edit_shows(completion, edited, pointer, source_of(completion, vendor))
