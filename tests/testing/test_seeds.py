"""A seed that somebody names draws for everybody what it drew for him."""

from __future__ import annotations

import pytest

from normalizer.completion import FormName
from normalizer.testing import laws_of, spellings

from . import seeds

KEPT = seeds.SEEDS.read_text(encoding="utf-8").splitlines()


def test_seeds_draw_the_values_and_completions_that_they_always_drew() -> None:
    drawn = list(seeds.lines_of_any())

    assert drawn == KEPT[: len(drawn)]


@pytest.mark.parametrize(("vendor", "form"), spellings(), ids=lambda word: word)
def test_seeds_draw_for_each_law_what_they_always_drew(vendor: str, form: FormName) -> None:
    assert list(seeds.lines_of(vendor, form)) == [line for line in KEPT if line.startswith(f"{vendor} {form}; ")]


def test_what_is_kept_is_of_all_that_is_drawn() -> None:
    assert len(KEPT) == 2 + sum(len(laws_of(vendor)) for vendor, _ in spellings())
