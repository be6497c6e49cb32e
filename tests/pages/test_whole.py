"""A page as a whole is the one that was looked at."""

from __future__ import annotations

import pytest

from .reading import tree_of
from .whole import FOLDER, PAGES, kept


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_the_one_that_is_kept(name: str) -> None:
    made = PAGES[name]()

    assert kept(made) == (FOLDER / name).read_text(encoding="utf-8")
    assert tree_of(made).find(".//main") is not None
