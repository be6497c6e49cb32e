"""The stretch of time that is drawn is that of the records, but for times far from all others."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.findings import Cell, Periods
from normalizer.pages.timeline import LEAST, MOST, Timeline, timeline
from tests.cli.command import environment

NOW = datetime(2025, 9, 15, 12, tzinfo=timezone.utc)
LONG_AGO = datetime(1970, 1, 1, tzinfo=timezone.utc)
FAR = datetime(9999, 12, 31, tzinfo=timezone.utc)


def _of(*times: datetime) -> Timeline:
    periods = Periods()
    for time in times:
        periods.count(time, "m", Cell(1))
    drawn = timeline(periods)
    assert drawn is not None
    return drawn


def _drawn(drawn: Timeline) -> int:
    return sum(drawn.cells_of(column, ["m"]).records for column in range(drawn.size))


@given(st.lists(st.datetimes(timezones=st.just(timezone.utc)), min_size=1))
def test_every_record_is_drawn_or_counted_as_left_out(times: list[datetime]) -> None:
    drawn = _of(*times)

    assert _drawn(drawn) + drawn.before + drawn.after == len(times)
    assert LEAST <= drawn.size <= MOST
    assert len(drawn.labels) == drawn.size


def test_a_clock_that_was_off_leaves_the_others_their_room() -> None:
    drawn = _of(LONG_AGO, FAR, *(NOW + timedelta(hours=hour) for hour in range(40)))

    assert (drawn.before, drawn.after, drawn.period) == (1, 1, "1 hour")


def test_many_records_are_never_left_out() -> None:
    drawn = _of(*[LONG_AGO] * 5, *[NOW] * 5)

    assert (drawn.before, drawn.after) == (0, 0)
    assert drawn.period.endswith(" weeks")


def test_many_records_are_never_left_out_whatever_models_they_are_of() -> None:
    periods = Periods()
    for model in "abcde":
        periods.count(LONG_AGO, model, Cell(1))
    for minute in range(20):
        periods.count(NOW + timedelta(minutes=minute), "a", Cell(1))
    drawn = timeline(periods)

    assert drawn is not None
    assert (drawn.before, drawn.after) == (0, 0)


@pytest.mark.parametrize(
    ("step", "period"),
    [
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=5), "5 minutes"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=7), "1 week"),
    ],
)
def test_a_period_is_as_long_as_it_has_to_be(step: timedelta, period: str) -> None:
    assert _of(*(NOW + step * count for count in range(60))).period == period


def test_labels_are_in_utc_and_stay_within_the_years_that_there_are() -> None:
    assert _of(NOW).labels[5] == "2025-09-15 12:00"
    assert _of(FAR).labels[-1] == "9999-12-31 00:06"
    assert _of(datetime.max.replace(tzinfo=timezone.utc)).labels[-1] == "9999-12-31 23:59"
    assert _of(datetime.min.replace(tzinfo=timezone.utc)).labels[0] == "0001-01-01 00:00"


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_labels_are_the_same_wherever_a_page_is_made(zone: str) -> None:
    program = "from tests.pages.test_timeline import FAR, _of; print(_of(FAR).labels[-1])"
    made = subprocess.run([sys.executable, "-c", program], env=environment(TZ=zone), capture_output=True, check=True)

    assert made.stdout.decode() == f"{_of(FAR).labels[-1]}\n"


@pytest.mark.parametrize(("others", "before"), [(8, 0), (9, 1)])
def test_no_more_than_a_tenth_of_the_records_is_left_out_at_a_gap(others: int, before: int) -> None:
    assert _of(LONG_AGO, *[NOW] * others).before == before


@pytest.mark.parametrize(("gap", "before"), [(LEAST, 0), (LEAST + 1, 1)])
def test_a_gap_ends_the_stretch_only_where_it_is_longer_than_what_is_drawn_anyway(gap: int, before: int) -> None:
    assert _of(NOW - timedelta(minutes=gap), *[NOW] * 9).before == before


def test_of_equal_gaps_the_one_that_is_longer_than_the_rest_ends_the_stretch() -> None:
    drawn = _of(*(NOW - timedelta(hours=hours) for hours in (2, 1)), *[NOW] * 20)

    assert (drawn.before, drawn.period) == (2, "1 minute")


def test_at_each_end_no_more_than_two_gaps_are_left_out() -> None:
    years = (1, 1100, 1700, 1970)
    drawn = _of(*(datetime(year, 1, 1, tzinfo=timezone.utc) for year in years), *[NOW] * 40)

    assert (drawn.before, drawn.after) == (2, 0)
