"""Numbers are shortened only downwards, and a share is never rounded to nothing or to all."""

from __future__ import annotations

import pytest

from normalizer.pages.numbers import compact, counted, percent


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (999_999, "999,999"),
        (1_000_000, "1 million"),
        (1_999_999, "1.99 million"),
        (12_345_678_901, "12.3 billion"),
        (999_999_999, "999 million"),
        (2**53 * 10**6, "9007 quintillion"),
    ],
)
def test_a_number_is_shortened(number: int, shown: str) -> None:
    assert compact(number) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 0, "0 %"),
        (0, 5, "0 %"),
        (5, 5, "100 %"),
        (1, 3, "33.3 %"),
        (1, 10**9, "under 0.1 %"),
        (1, 1000, "0.1 %"),
        (999, 1000, "99.9 %"),
        (10**9 - 1, 10**9, "over 99.9 %"),
    ],
)
def test_a_share_is_told(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


def test_things_are_counted() -> None:
    assert [counted(1, "record"), counted(2_000, "record")] == ["1 record", "2,000 records"]
    assert [counted(1, "entry", "entries"), counted(2, "entry", "entries")] == ["1 entry", "2 entries"]
