"""Periods grow longer as a log has more of them, and lose nothing by it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from normalizer.findings import Cell, Periods
from normalizer.findings.periods import MINUTE, WEEK, next_width, number_of, start_of

TIMES = st.datetimes(timezones=st.just(timezone.utc))


@given(st.lists(st.tuples(TIMES, st.integers(0, 2))), st.integers(6, 9))
def test_coarser_periods_are_the_sums_of_finer_ones(times: list[tuple[datetime, int]], most: int) -> None:
    periods = Periods(most)
    for time, model in times:
        periods.count(time, model, Cell(1, 2, 3, Counter(stop=1)))
    expected = Counter((number_of(time, periods.width), model) for time, model in times)

    assert expected == {key: cell.records for key, cell in periods.cells.items()}
    assert all(
        (cell.input, cell.output, cell.reasons["stop"]) == (2 * cell.records, 3 * cell.records, cell.records)
        for cell in periods.cells.values()
    )
    assert len(periods.cells) <= most


@given(TIMES)
def test_a_time_lies_in_its_period(time: datetime) -> None:
    start = start_of(number_of(time, MINUTE), MINUTE)

    assert start <= time.timestamp() < start + MINUTE


def test_weeks_begin_on_mondays() -> None:
    periods = Periods(1)
    monday = datetime(2025, 9, 15, tzinfo=timezone.utc)
    for day in range(7):
        periods.count(monday + timedelta(day, hours=23), "m", Cell(1))

    assert periods.width == 7 * 86_400
    assert [start_of(number, periods.width) for number, _ in periods.cells] == [int(monday.timestamp())]


def test_periods_have_the_widths_of_clocks_and_calendars() -> None:
    widths = [MINUTE]
    while widths[-1] < WEEK:
        widths += filter(None, [next_width(widths[-1])])

    assert [timedelta(seconds=width) for width in widths] == [
        *(timedelta(minutes=minutes) for minutes in (1, 5, 15)),
        *(timedelta(hours=hours) for hours in (1, 6)),
        timedelta(days=1),
        timedelta(weeks=1),
    ]


def test_widths_end_where_one_holds_all_the_years() -> None:
    periods = Periods(1)
    for year in (1, 9999):
        for model in ("a", "b"):
            periods.count(datetime(year, 1, 1, tzinfo=timezone.utc), model, Cell(1))

    assert sum(cell.records for cell in periods.cells.values()) == 4
    assert len(periods.cells) == 4
    assert periods.width == WEEK * 2**19


def test_a_record_without_a_time_is_counted_apart() -> None:
    periods = Periods()
    periods.count(None, "m", Cell(1))

    assert (periods.untimed, periods.cells) == (1, {})
