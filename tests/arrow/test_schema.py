"""The schema is what the page about tables says, for both kinds of rows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from normalizer import NormalizerError, arrow

from .log import ROOT, completions

PAGE = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")


def test_the_page_has_the_columns_of_the_schema_with_their_types() -> None:
    heading, _, table = PAGE.partition("## The columns, version ")[2].partition("\n")
    documented = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", table, re.MULTILINE)
    fields = [(field.name, str(field.type) + " not null" * (not field.nullable)) for field in arrow.schema()]

    assert fields == documented
    assert heading == str(arrow.VERSION)


def test_the_columns_are_the_same_whatever_a_row_is_about() -> None:
    assert arrow.schema("completion").equals(arrow.schema("choice"))


@pytest.mark.parametrize("rows", ["completion", "choice"])
def test_the_metadata_says_what_the_table_is(rows: Any) -> None:
    expected = {
        b"normalizer.schema": b"normalizer.table",
        b"normalizer.version": str(arrow.VERSION).encode(),
        b"normalizer.rows": rows.encode(),
    }

    assert arrow.schema(rows).metadata == expected
    assert arrow.table_of(completions(), rows).schema.equals(arrow.schema(rows), check_metadata=True)


def test_a_table_without_rows_has_the_schema() -> None:
    assert arrow.table_of([]).schema.equals(arrow.schema(), check_metadata=True)


@pytest.mark.parametrize("make", [arrow.batches_of, arrow.table_of])
def test_rows_that_are_about_something_else_are_refused(make: Any) -> None:
    with pytest.raises(NormalizerError, match="rows has to be 'completion' or 'choice'"):
        make([], "record")


def test_no_row_lacks_what_every_row_has() -> None:
    table = arrow.table_of(completions(), "choice")
    always = [field.name for field in table.schema if not field.nullable]

    assert always == ["record", "choice_count", "canonical", "withheld"]
    assert [table[name].null_count for name in always] == [0, 0, 0, 0]
