"""Columns stand on each other and end below the axis."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizer.pages.bars import bar
from normalizer.pages.columns import Series, chart, nice
from normalizer.pages.names import Shown


@given(st.integers(1, 10**30))
def test_an_axis_ends_close_above_the_highest_column(number: int) -> None:
    assert number <= nice(number) <= 2 * number


def test_an_axis_ends_at_a_number_that_quarters_to_at_most_one_decimal() -> None:
    assert [nice(number) for number in range(1, 13)] == [1, 2, 4, 4, 6, 6, 8, 8, 10, 10, 20, 20]
    assert [nice(number) for number in (21, 41, 61, 81, 100)] == [40, 60, 80, 100, 100]


def test_columns_are_stacked() -> None:
    drawn = chart(
        "title",
        [Series("a", Shown("one"), (1, 0)), Series("b", Shown("two"), (3, 4)), Series("c", Shown("no"), (0, 0))],
        ("x", "y"),
    )

    assert drawn is not None
    assert [each.path for each in drawn.series] == [
        "M0.07 75.00h0.86v25.00h-0.86z",
        "M0.07 0.00h0.86v75.00h-0.86zM1.07 0.00h0.86v100.00h-0.86z",
    ]
    assert drawn.ticks == ("4", "3", "2", "1", "0")
    assert drawn.told == ("x\none: 1\ntwo: 3", "y\ntwo: 4")
    assert drawn.rows == (("x", ("1", "3")), ("y", ("0", "4")))


def test_an_axis_shows_no_fractions_as_whole_numbers() -> None:
    drawn = chart("title", [Series("a", Shown("one"), (5, 0))], ("x", "y"))

    assert drawn is not None
    assert drawn.ticks == ("6", "", "3", "", "0")
    assert drawn.told[1] == "y\nnothing"


def test_nothing_makes_no_chart() -> None:
    assert chart("title", [Series("a", Shown("one"), (0,))], ("x",)) is None


@given(st.lists(st.integers(0, 10**12), max_size=8))
def test_shares_fill_the_bar_and_the_smallest_is_there_to_be_seen(numbers: list[int]) -> None:
    shares = bar(("look", "label", number) for number in numbers)

    assert [share.number for share in shares] == [number for number in numbers if number]
    assert all(float(share.width) > 0.5 for share in shares)
    if shares:
        assert 99.9 < sum(float(share.width) for share in shares) < 100.1
