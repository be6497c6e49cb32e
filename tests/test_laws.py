"""Laws 1, 2, 3, 5 and 6 over every vendor, form, fixture and random values; law 8 over random values. No vendor is named."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from contextlib import nullcontext
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer.express import exact_only
from normalizer.testing import (
    LAWS,
    Recording,
    drawn,
    edits_of,
    generators,
    laws,
    laws_of,
    recordings,
    spellings,
    values_for,
)
from normalizer.testing.either_path import read
from normalizer.vendors import known_vendors

EXAMPLES = int(os.environ.get("NORMALIZER_LAW_EXAMPLES", "200"))
CASES = [(vendor, form, law) for vendor, form in spellings() for law in laws_of(vendor)]

every_spelling = pytest.mark.parametrize(("vendor", "form"), spellings(), ids=lambda word: word)
every_recording = pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(params=["the fast path", "the exact path"])
def _path(request: pytest.FixtureRequest) -> Iterator[None]:
    with exact_only() if request.param == "the exact path" else nullcontext():
        yield


every_path = pytest.mark.usefixtures("_path")


@every_recording
def test_a_recording_is_detected_as_what_it_is(recording: Recording) -> None:
    detection = normalizer.detect(recording.payload)

    assert (recording.vendor, recording.form) == (detection.vendor, detection.form)
    assert recording.envelope == detection.envelope


@every_path
@every_recording
def test_a_recording_comes_back_exactly(recording: Recording) -> None:
    laws.there_and_back(recording.payload, None, None)


@every_path
@every_recording
def test_a_recording_comes_back_exactly_in_whichever_form_it_is_read(recording: Recording) -> None:
    for form in known_vendors()[recording.vendor].forms:
        laws.wire_is_exact_or_refuses(recording.payload, recording.vendor, form)  # type: ignore[arg-type]  # the keys of forms are form names


@every_path
@every_recording
@every_spelling
def test_the_report_on_a_recording_is_the_complement(recording: Recording, vendor: str, form: Any) -> None:
    laws.report_is_the_complement(recording.payload, None, vendor, form)


@every_path
@every_recording
@every_spelling
def test_a_recording_is_said_whole_or_the_rest_is_reported(recording: Recording, vendor: str, form: Any) -> None:
    laws.whole_or_reported(read(recording.payload), vendor, form)


@every_path
@every_recording
def test_an_edit_of_a_recording_shows(recording: Recording) -> None:
    completion = read(recording.payload)
    for seed in range(5):
        other = generators.completion(Random(seed))
        for edited, pointer in edits_of(completion, other):
            laws.an_edit_shows(completion, edited, pointer, drawn.source_of(completion, recording.vendor))


@pytest.mark.parametrize(("vendor", "form", "law"), CASES, ids=lambda word: word)
@many
@given(data=st.data())
def test_a_law_holds_for_random_values(vendor: str, form: Any, law: str, data: st.DataObject) -> None:
    with exact_only() if data.draw(st.booleans()) else nullcontext():
        LAWS[law].hold(vendor, form, *data.draw(values_for(law, vendor, form)))


@every_path
@every_recording
def test_what_is_written_is_plain_and_new_so_that_whoever_gets_it_may_change_it(recording: Recording) -> None:
    completion = read(recording.payload)
    for vendor, form in spellings():
        written = normalizer.denormalize(completion, vendor, form, lossy=True)
        stack: list[Any] = [written]
        while stack:
            value = stack.pop()
            assert type(value) in {dict, list, str, int, float, bool, type(None)}
            stack += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


@every_path
def test_unknown_keys_are_written_in_the_order_of_the_alphabet_whatever_order_they_came_in() -> None:
    payload = {"id": "c", "object": "text_completion", "zebra": 1, "ape": 2, "choices": [{"text": "x", "index": 0}]}
    completion = read(payload)

    for to in (None, "canonical", "opper"):
        written = normalizer.denormalize(completion, to, lossy=True)
        held = written["extra"] if to == "canonical" else written
        assert [name for name in held if name in {"zebra", "ape"}] == ["ape", "zebra"]


@every_recording
def test_unknown_keys_that_are_called_as_declared_ones_come_back_from_where_an_sdk_keeps_unknown_keys(
    recording: Recording,
) -> None:
    nested = {"finish_reason": 1, "id": "x", "index": None, "choices": {"a": 1}, "unknown": 2}
    payload = copy.deepcopy(recording.payload)
    body = payload["data"] if recording.envelope else payload
    for node in (body, *body["choices"]):
        node["additionalProperties"] = nested

    laws.wire_is_exact_or_refuses(payload, recording.vendor, recording.form)
    laws.there_and_back(payload, recording.vendor, recording.form)


def test_every_form_is_listed_under_its_name() -> None:
    for vendor in known_vendors().values():
        assert {name: form.name for name, form in vendor.forms.items()} == {name: name for name in vendor.forms}
