"""What `check` minds at each place of a full payload is what was written down while the vendors' SDKs minded the same (law 7)."""

from __future__ import annotations

from typing import Any

import pytest

import normalizer

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
