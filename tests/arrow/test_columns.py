"""Each column says what the canonical JSON beside it says, or nothing."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import normalizer
from normalizer import arrow
from normalizer.arrow.columns import COLUMNS
from normalizer.testing import generators

from .log import PAYLOADS, completions
from .meanings import MEANINGS, assert_row_means

every_rows = pytest.mark.parametrize("rows", ["completion", "choice"])
OF_ITS_OWN = {"record", "choice_position", "created_at", "canonical"}


def test_every_column_has_a_second_opinion() -> None:
    assert {column.name for column in COLUMNS} == MEANINGS.keys() | OF_ITS_OWN


@every_rows
def test_every_column_says_what_a_recording_says(rows: Any) -> None:
    for row in arrow.table_of(completions(), rows).to_pylist():
        assert_row_means(row)


@every_rows
@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=True))
def test_every_column_says_what_a_random_completion_says(rows: Any, random: Random) -> None:
    for row in arrow.table_of([generators.completion(random)], rows).to_pylist():
        assert_row_means(row)


def test_every_column_is_used_by_some_recording() -> None:
    """But for ``partial``, which is about streams."""
    rows = arrow.table_of(completions(), "choice").to_pylist()

    assert {name for name in rows[0] if all(row[name] is None for row in rows)} == {"partial"}


def test_a_record_is_numbered_from_zero() -> None:
    assert arrow.table_of(completions())["record"].to_pylist() == list(range(len(PAYLOADS)))


def test_created_at_is_the_time_that_a_completion_was_created_at() -> None:
    expected = [completion.created_at for completion in completions()]

    assert arrow.table_of(completions())["created_at"].to_pylist() == expected
    assert len(set(expected)) > 5


def test_canonical_is_canonical_json() -> None:
    expected = [normalizer.dumps(completion, to="canonical").decode() for completion in completions()]

    assert arrow.table_of(completions())["canonical"].to_pylist() == expected


def test_partial_says_whether_a_stream_broke_off() -> None:
    chunk = b'{"object":"text_completion","choices":[{"index":0,"text":"a","finish_reason":"stop"}]}'
    streams = [b"data: " + chunk + b"\n\n", b"data: " + chunk + b"\n\ndata: [DONE]\n\n"]
    joined = [normalizer.join(normalizer.read_stream(stream)) for stream in streams]

    assert arrow.table_of(joined)["partial"].to_pylist() == [True, False]


def test_what_an_app_made_is_nobodys() -> None:
    row = arrow.table_of([normalizer.Completion()]).to_pylist()[0]

    assert [row[name] for name in ("vendor", "form", "envelope", "partial")] == [None] * 4
