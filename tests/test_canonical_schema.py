"""The published JSON Schema says what the reader of canonical JSON says."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import normalizer
from normalizer.canonical_schema import json_schema
from normalizer.pointer import resolve, split
from normalizer.testing import generators
from normalizer.vendors import canonical

ROOT = Path(__file__).parent.parent
GOLDEN = sorted((ROOT / "fixtures").glob("*/*.canonical.json"))
VALIDATOR = Draft202012Validator(json_schema())
CHUNK_VALIDATOR = Draft202012Validator(json_schema(canonical.CHUNKS))


def is_read(payload: Any) -> bool:
    try:
        normalizer.normalize(payload, "canonical")
    except normalizer.NormalizerError:
        return False
    return True


def test_the_published_schema_is_what_the_classes_say() -> None:
    for name, vendor in (("completion", canonical.VENDOR), ("chunk", canonical.CHUNKS)):
        published = json.loads((ROOT / "docs" / f"{name}.schema.json").read_bytes())

        assert json_schema(vendor) == published


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_golden_file_is_valid(path: Path) -> None:
    VALIDATOR.validate(json.loads(path.read_bytes()))


@settings(max_examples=500, deadline=None)
@given(st.randoms(use_true_random=True))
def test_what_is_read_is_valid_and_what_is_refused_is_not(random: Random) -> None:
    payload = generators.spoilt(random, canonical.VENDOR, canonical.FORM)
    assume(not (isinstance(payload, dict) and type(payload.get("version")) is float))  # to JSON Schema, 1.0 is 1

    assert is_read(payload) == VALIDATOR.is_valid(payload)


@settings(max_examples=500, deadline=None)
@given(st.randoms(use_true_random=True))
def test_a_chunk_that_is_read_is_valid_and_one_that_is_refused_is_not(random: Random) -> None:
    """But for positions: that there is one for each part is beyond a schema, and to JSON Schema, 1.0 is an integer."""
    payload = generators.spoilt(random, canonical.CHUNKS, canonical.FORM)
    assume(isinstance(payload, dict) and payload and type(payload.get("version")) is not float)
    refused = refused_places(payload)
    positions = [place for place in refused if place.endswith("/position")]
    assume(not any(type(resolve([payload], split(place))) is float for place in positions))

    assert any(place.endswith("/positions") for place in refused) or (not refused) == CHUNK_VALIDATOR.is_valid(payload)


def refused_places(payload: Any) -> list[str]:
    try:
        list(normalizer.read_stream([payload], "canonical"))
    except normalizer.PayloadError as error:
        return [problem.pointer for problem in error.problems]
    except normalizer.StreamError:
        return [""]
    return []
