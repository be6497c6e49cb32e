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
from normalizer.vendors import canonical

from . import generators

ROOT = Path(__file__).parent.parent
GOLDEN = sorted((ROOT / "fixtures").glob("*/*.canonical.json"))
VALIDATOR = Draft202012Validator(json_schema())


def is_read(payload: Any) -> bool:
    try:
        normalizer.normalize(payload, "canonical")
    except normalizer.NormalizerError:
        return False
    return True


def test_the_published_schema_is_what_the_classes_say() -> None:
    published = json.loads((ROOT / "docs" / "completion.schema.json").read_bytes())

    assert json_schema() == published


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_golden_file_is_valid(path: Path) -> None:
    VALIDATOR.validate(json.loads(path.read_bytes()))


@settings(max_examples=500, deadline=None)
@given(st.randoms(use_true_random=True))
def test_what_is_read_is_valid_and_what_is_refused_is_not(random: Random) -> None:
    payload = generators.spoilt(random, canonical.VENDOR, canonical.FORM)
    assume(not (isinstance(payload, dict) and type(payload.get("version")) is float))  # to JSON Schema, 1.0 is 1

    assert is_read(payload) == VALIDATOR.is_valid(payload)
