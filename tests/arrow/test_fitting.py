"""What a column cannot hold exactly is null in it, and named in ``withheld``."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from normalizer import UNSET, Choice, Completion, Message, Refusal, Text, ToolCall, Usage, arrow


def row_of(completion: Completion) -> dict[str, Any]:
    (row,) = arrow.table_of([completion]).to_pylist()
    return row  # type: ignore[no-any-return]  # a dict, as it was written


@pytest.mark.parametrize("count", [0, 1, -1, 2**53 + 1, 2**63 - 1, -(2**63), 312.0, -5.0])
def test_an_integer_of_64_bits_is_held_however_it_was_written(count: Any) -> None:
    row = row_of(Completion(usage=Usage(input_tokens=count)))

    assert row["input_tokens"] == count
    assert type(row["input_tokens"]) is int
    assert row["withheld"] == []


@pytest.mark.parametrize("count", [1.5, -0.0, 2**63, -(2**63) - 1, 1e300, 2.0**63])
def test_any_other_number_is_withheld_from_an_integer_column(count: Any) -> None:
    row = row_of(Completion(usage=Usage(input_tokens=count), choices=(Choice(index=count),)))

    assert (row["input_tokens"], row["choice_index"]) == (None, None)
    assert row["withheld"] == ["choice_index", "input_tokens"]


@pytest.mark.parametrize("absent", [None, UNSET])
def test_null_and_absence_are_null_and_not_withheld(absent: Any) -> None:
    row = row_of(Completion(id=absent, created=absent, usage=absent, choices=(Choice(index=absent, logprobs=absent),)))

    assert [row[name] for name in ("id", "created", "created_at", "total_tokens", "choice_index")] == [None] * 5
    assert row["has_logprobs"] is False
    assert row["withheld"] == []


def test_a_time_is_in_utc_wherever_the_process_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        row = row_of(Completion(created="9999-12-31T20:00:00Z"))
    finally:
        monkeypatch.undo()
        time.tzset()

    assert row["created_at"] == datetime(9999, 12, 31, 20, tzinfo=timezone.utc)
    assert row["withheld"] == []


def test_text_may_hold_nul_and_any_character() -> None:
    row = row_of(Completion(id="\x00", model="\U0001f600"))

    assert (row["id"], row["model"], row["withheld"]) == ("\x00", "\U0001f600", [])


def test_half_of_a_surrogate_pair_is_withheld() -> None:
    row = row_of(Completion(id="a\ud83d", choices=(Choice(message=Message(parts=(Text("\ude00"), Refusal("no")))),)))

    assert (row["id"], row["text"], row["refusal"]) == (None, None, "no")
    assert row["withheld"] == ["id", "text"]
    assert r'"id":"a\ud83d"' in row["canonical"]


@pytest.mark.parametrize("extra", [{"k": "\ude00"}, {"\ud83d": 1}, {"k": ["\\\ud83d"]}])
def test_half_of_a_surrogate_pair_is_withheld_wherever_in_json_it_stands(extra: Any) -> None:
    row = row_of(Completion(extra=extra, created="\ud83d"))

    assert (row["extra"], row["created"]) == (None, None)
    assert row["withheld"] == ["created", "created_at", "extra"]


@pytest.mark.parametrize("extra", [r"\ud83d", r"a\\ude00", "\\", "\u00fcd"])
def test_what_only_looks_like_an_escape_is_held(extra: str) -> None:
    assert row_of(Completion(extra={"k": extra}))["withheld"] == []


def test_arguments_that_are_an_object_are_withheld_and_the_others_stay_in_their_places() -> None:
    calls = (ToolCall(name="a", arguments={"x": 1}), ToolCall(arguments='{"x": 1}'), ToolCall(name="c", arguments=None))
    row = row_of(Completion(choices=(Choice(message=Message(parts=calls)),)))

    assert row["tool_call_arguments"] == [None, '{"x": 1}', None]
    assert row["tool_call_names"] == ["a", None, "c"]
    assert row["tool_call_count"] == 3
    assert row["withheld"] == ["tool_call_arguments"]


@pytest.mark.parametrize(
    ("created", "written"),
    [(1, "1"), (1.0, "1.0"), ("1", '"1"'), (1e300, "1e300"), (10**30, str(10**30)), ("yesterday", '"yesterday"')],
)
def test_created_is_json_text_that_keeps_its_kind(created: Any, written: str) -> None:
    row = row_of(Completion(created=created))

    assert row["created"].replace("e+", "e") == written
    assert "created" not in row["withheld"]


def test_extra_is_json_text_and_null_where_there_is_none() -> None:
    assert row_of(Completion(extra={"cost": 1.0, "by": None}))["extra"] == '{"cost":1.0,"by":null}'
    assert row_of(Completion())["extra"] is None


@pytest.mark.parametrize(
    ("created", "seconds"),
    [
        (1757000000, 1757000000),
        ("1757000000.25", 1757000000.25),
        (-1.5, -1.5),
        ("2025-09-04T15:33:20+00:00", 1757000000),
        ("2025-09-04T15:33:20.250000Z", 1757000000.25),
        ("2025-09-04T17:33:20+02:00", 1757000000),
    ],
)
def test_created_at_is_the_instant_in_utc(created: Any, seconds: float) -> None:
    expected = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)

    assert row_of(Completion(created=created))["created_at"] == expected


@pytest.mark.parametrize(
    "created",
    [
        1e-7,
        "1757000000.1234567",
        "123456789012.123456",
        1757000000123,
        "yesterday",
        "2025-09-04T15:33:20",
        "2025-09-04T15:33:20.1234567Z",
        "0001-01-01T00:00:00+05:00",
        "",
    ],
)
def test_what_is_no_time_or_finer_than_a_microsecond_is_withheld(created: Any) -> None:
    row = row_of(Completion(created=created))

    assert row["created_at"] is None
    assert row["withheld"] == ["created_at"]
