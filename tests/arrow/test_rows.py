"""One row for a completion, or one for each of its choices."""

from __future__ import annotations

from typing import Any

import pytest

from normalizer import Choice, Completion, Message, PayloadError, Text, arrow

from .log import completions

TWO = Completion(
    id="two",
    choices=(Choice(index=7, message=Message(parts=(Text("a"),))), Choice(message=Message(parts=(Text("b"),)))),
)
NONE = Completion(id="none")
SHOWN = ("record", "id", "choice_count", "choice_position", "choice_index", "text")


def shown(rows: Any) -> list[tuple[Any, ...]]:
    table = arrow.table_of([TWO, NONE], rows)
    return list(zip(*(table[name].to_pylist() for name in SHOWN), strict=True))


def test_a_row_about_a_completion_shows_its_first_choice() -> None:
    assert shown("completion") == [(0, "two", 2, 0, 7, "a"), (1, "none", 0, None, None, None)]


def test_each_choice_has_a_row_and_a_completion_without_any_has_one() -> None:
    assert shown("choice") == [
        (0, "two", 2, 0, 7, "a"),
        (0, "two", 2, 1, None, "b"),
        (1, "none", 0, None, None, None),
    ]


def test_there_are_as_many_rows_as_there_is_to_show() -> None:
    choices = [len(completion.choices) for completion in completions()]

    assert arrow.table_of(completions()).num_rows == len(choices)
    assert arrow.table_of(completions(), "choice").num_rows == sum(max(1, count) for count in choices)


def test_a_row_without_a_choice_says_nothing_of_choices() -> None:
    (row,) = arrow.table_of([NONE]).to_pylist()
    about_choices = list(row)[list(row).index("choice_position") : list(row).index("has_logprobs") + 1]

    assert len(about_choices) == 12
    assert [row[name] for name in about_choices] == [None] * 12


def test_what_is_no_completion_is_refused_with_its_number() -> None:
    with pytest.raises(PayloadError, match="/1: expected a Completion, a string came"):
        arrow.table_of([NONE, "no completion"])  # type: ignore[list-item]  # that is what it is about


def test_what_no_payload_can_hold_is_refused_with_its_place() -> None:
    with pytest.raises(PayloadError) as caught:
        arrow.table_of([NONE, NONE, Completion(extra={"cost": float("nan")})])

    assert [problem.pointer for problem in caught.value.problems] == ["/2/extra/cost"]
