"""What `check` minds at each place of a full payload is what was written down while the vendors' SDKs minded the same (law 7)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

import normalizer
from normalizer.shapes import keys_of
from normalizer.vendors import vendor_named

from . import places


@pytest.mark.parametrize("vendor", places.VENDORS)
def test_each_place_may_be_absent_and_may_have_the_values_that_were_written_down(vendor: str) -> None:
    written = (places.HERE / f"{vendor}.txt").read_text(encoding="utf-8").splitlines()

    assert written == places.text_of(vendor).splitlines()


@pytest.mark.parametrize("vendor", places.VENDORS)
def test_the_full_payload_itself_is_allowed(vendor: str) -> None:
    assert places.is_allowed(vendor, places.full(vendor))


def test_a_file_that_is_there_is_never_written_again() -> None:
    assert places.write_missing() == []


REASONS = {
    "orq": {"stop": "stop", "length": "length", "content_filter": "content_filter", "tool_calls": "tool_calls"},
    "opper": {
        "stop": "stop", "length": "length", "content_filter": "content_filter", "tool_calls": "tool_calls", "function_call": "tool_calls",
    },
}  # fmt: skip
"""What the words that the vendors publish mean."""

CHOICES: dict[str, dict[str, Any]] = {"orq": {"text": "x"}, "opper": {"message": {"content": "x"}}}


@pytest.mark.parametrize(
    ("vendor", "words"), REASONS.items(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_published_word_for_why_a_model_stopped_means_what_it_says(vendor: str, words: dict[str, str]) -> None:
    choice = CHOICES[vendor]
    for word, kind in words.items():
        completion = normalizer.normalize({"choices": [{**choice, "index": 0, "finish_reason": word}]}, vendor)
        reason = completion.choices[0].finish_reason
        assert (kind, word) == (getattr(reason, "kind", None), getattr(reason, "raw", None))


def recordings(vendor: str) -> Iterator[Any]:
    for file in sorted((places.FIXTURES / "payloads" / vendor).glob("*.json")):
        yield json.loads(file.read_bytes())


def numbers(node: Any) -> Iterator[tuple[tuple[type, str], bool, Any]]:
    """By class and key: whether it is declared to mostly have a fraction, and a number that it has."""
    for declared in keys_of(type(node)):
        held = getattr(node, declared.name)
        for value in held if isinstance(held, tuple) else (held,):
            if attrs.has(type(value)):
                yield from numbers(value)
            elif type(value) in (int, float):
                yield (type(node), declared.name), declared.is_decimal, value


@pytest.mark.parametrize("vendor", places.VENDORS)
def test_a_number_is_declared_a_decimal_one_where_most_recorded_ones_have_a_fraction(vendor: str) -> None:
    known = vendor_named(vendor)
    found: dict[tuple[tuple[type, str], bool], list[bool]] = {}
    for payload in recordings(vendor):
        for place, is_decimal, value in numbers(known.converter.structure(payload, known.shape)):
            found.setdefault((place, is_decimal), []).append(value != int(value))

    assert found
    assert [
        place for (place, is_decimal), fractions in found.items() if is_decimal != (2 * sum(fractions) > len(fractions))
    ] == []
