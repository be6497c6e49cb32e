"""Nothing that others build upon changes unnoticed: the lists say what is there, and a change of them is a decision."""

from __future__ import annotations

import pytest

import normalizer

from .listing import FOLDER, LISTS, names


@pytest.mark.parametrize("name", LISTS)
def test_what_others_build_upon_is_what_is_listed(name: str) -> None:
    assert list(LISTS[name]()) == (FOLDER / name).read_text(encoding="utf-8").splitlines()


def test_every_public_name_can_be_had_and_is_listed_once() -> None:
    listed = [line for line in names() if not line.startswith(" ")]

    assert len(listed) == len(set(listed)) > len(normalizer.__all__)


def test_a_name_that_is_not_there_is_told_as_of_any_module() -> None:
    with pytest.raises(AttributeError, match=r"^module 'normalizer' has no attribute 'normalise'$"):
        normalizer.normalise  # noqa: B018  # asking for it is what is tried
