"""What a person sees on the command line is what was read by eye, to the last word and colour."""

from __future__ import annotations

import pytest

from .transcripts import FOLDER, played, sessions


@pytest.mark.parametrize("name", sessions())
def test_a_session_is_the_one_that_is_kept(name: str) -> None:
    assert played(name).split("\n") == (FOLDER / name).read_text(encoding="utf-8").split("\n")
