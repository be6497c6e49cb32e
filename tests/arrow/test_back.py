"""Whatever went into a table comes out of it exactly, and goes back to its vendor as it came."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import normalizer
from normalizer import Choice, Completion, PayloadError, arrow
from normalizer.testing import assert_same, generators, spellings
from normalizer.testing.drawn import drawn_payload

from .log import PAYLOADS, WAYS, completions, through_parquet

EXAMPLES = int(os.environ.get("NORMALIZER_LAW_EXAMPLES", "200")) // 5
some = settings(max_examples=EXAMPLES, deadline=None)
"""Fewer than of the laws, for each is a file."""

every_rows = pytest.mark.parametrize("rows", ["completion", "choice"])
every_way = pytest.mark.parametrize("way", WAYS)
TWO = Completion(choices=(Choice(index=0), Choice(index=1)))
ONE = Completion(choices=(Choice(index=0),))


@every_rows
@every_way
def test_every_recording_comes_back_as_its_vendor_sent_it(rows: Any, way: Callable[[Any], Any]) -> None:
    table = arrow.table_of(completions(), rows)

    assert_same(PAYLOADS, [normalizer.denormalize(back) for back in arrow.completions_in(way(table))])


@every_rows
@some
@given(st.randoms(use_true_random=True))
def test_random_payloads_come_back_as_they_came(rows: Any, random: Random) -> None:
    vendors = [spelling for spelling in spellings() if spelling[0] != "canonical"]
    drawn = [(drawn_payload(vendor, form, random), vendor, form) for vendor, form in vendors]
    table = arrow.table_of([normalizer.normalize(*one) for one in drawn], rows)
    back = arrow.completions_in(through_parquet(table))

    assert_same([payload for payload, _, _ in drawn], [normalizer.denormalize(completion) for completion in back])


@every_rows
@some
@given(st.randoms(use_true_random=True))
def test_random_completions_come_back_with_their_sources(rows: Any, random: Random) -> None:
    made = [generators.completion(random) for _ in range(3)]
    back = list(arrow.completions_in(through_parquet(arrow.table_of(made, rows))))

    assert [completion.source for completion in made] == [completion.source for completion in back]
    assert_same(*([normalizer.denormalize(each, to="canonical") for each in these] for these in (made, back)))


@every_rows
def test_the_same_answer_twice_comes_back_twice(rows: Any) -> None:
    again = [TWO, TWO, ONE, ONE, Completion(), Completion()]

    assert list(arrow.completions_in(arrow.table_of(again, rows))) == again


@every_rows
def test_tables_one_after_another_come_back_whole(rows: Any) -> None:
    """Each begins with record 0 again."""
    tables = [arrow.table_of([completion], rows) for completion in (TWO, TWO, Completion(), Completion(), ONE, ONE)]

    assert len(list(arrow.completions_in(pa.concat_tables(tables)))) == 6


def test_any_row_that_is_left_of_an_answer_brings_it_back() -> None:
    table = arrow.table_of([TWO, ONE], "choice")

    assert list(arrow.completions_in(table.slice(1))) == [TWO, ONE]
    assert list(arrow.completions_in(table.slice(1, 1))) == [TWO]


def test_rows_of_two_answers_are_two_even_where_the_answers_are_equal() -> None:
    table = arrow.table_of([TWO, TWO], "choice").take([0, 3])

    assert table["choice_position"].to_pylist() == [0, 1]
    assert list(arrow.completions_in(table)) == [TWO, TWO]


def test_rows_of_two_tables_are_two_even_where_their_numbers_are_equal() -> None:
    other = Completion(id="other", choices=TWO.choices)
    tables = [arrow.table_of([TWO], "choice").slice(0, 1), arrow.table_of([other], "choice").slice(1)]

    assert list(arrow.completions_in(pa.concat_tables(tables))) == [TWO, other]


def test_the_rows_of_an_answer_may_lie_in_several_batches() -> None:
    batches = arrow.table_of([TWO, ONE], "choice").to_batches(max_chunksize=1)

    assert len(batches) == 3
    assert list(arrow.completions_in(batches)) == [TWO, ONE]


def test_one_batch_is_read_as_a_table_is() -> None:
    (batch,) = arrow.batches_of([TWO, ONE])

    assert list(arrow.completions_in(batch)) == [TWO, ONE]


def test_without_record_and_position_each_row_is_a_completion() -> None:
    table = arrow.table_of([TWO, ONE], "choice").select(["canonical"])

    assert list(arrow.completions_in(table)) == [TWO, TWO, ONE]


def test_canonical_json_may_be_bytes() -> None:
    table = pa.table({"canonical": [normalizer.dumps(TWO, to="canonical")]})

    assert list(arrow.completions_in(table)) == [TWO]


@pytest.mark.parametrize(
    ("canonical", "pointer", "message"),
    [
        (None, "/1/canonical", "expected JSON text, null came"),
        ('{"choices":[{"text":"Hi"}]}', "/1/canonical/object", "not a readable canonical payload"),
        ("[]", "/1/canonical", "expected a Completion, an array, not an object came"),
        ('{"object":"normalizer.completion","version":2,"choices":[]}', "/1/canonical/version", "expected 1"),
        ('{"object":"normalizer.completion","version":1,"choices":{}}', "/1/canonical/choices", "expected an array"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(canonical: Any, pointer: str, message: str) -> None:
    table = pa.table({"canonical": [normalizer.dumps(ONE, to="canonical").decode(), canonical]})
    back = arrow.completions_in(table)

    assert next(back) == ONE
    with pytest.raises(PayloadError, match=message) as caught:
        next(back)
    assert caught.value.problems[0].pointer == pointer


def test_a_table_of_another_version_is_refused() -> None:
    table = arrow.table_of([ONE]).replace_schema_metadata({"normalizer.version": "2"})

    with pytest.raises(PayloadError, match="expected a table of version 1, another came") as caught:
        list(arrow.completions_in(table))
    assert caught.value.problems[0].pointer == ""


def test_a_table_without_canonical_json_is_refused() -> None:
    with pytest.raises(PayloadError, match="expected a table with a column canonical, one without came") as caught:
        list(arrow.completions_in(arrow.table_of([ONE]).drop_columns(["canonical"])))
    assert caught.value.problems[0].pointer == ""


def test_a_row_about_a_choice_does_not_go_on_with_a_row_that_is_about_none() -> None:
    [row] = arrow.table_of([ONE], "choice").to_pylist()
    positions = [None, 0, None, None, 0, 1, 1]
    rows = [{**row, "choice_position": position} for position in positions]
    table = pa.Table.from_pylist(rows, schema=arrow.schema("choice"))

    assert len(list(arrow.completions_in(table))) == len(positions) - 1
