"""What `check` minds at each place of a full payload is what was written down while the vendors' SDKs minded the same (law 7)."""

from __future__ import annotations

import pytest

from . import places


@pytest.mark.parametrize("vendor", places.VENDORS)
def test_each_place_may_be_absent_and_may_have_the_values_that_were_written_down(vendor: str) -> None:
    written = (places.HERE / f"{vendor}.txt").read_text(encoding="utf-8").splitlines()

    assert written == places.text_of(vendor).splitlines()


@pytest.mark.parametrize("vendor", places.VENDORS)
def test_the_full_payload_itself_is_allowed(vendor: str) -> None:
    assert places.is_allowed(vendor, places.full(vendor))


def test_a_file_that_is_there_is_never_written_again() -> None:
    assert places.write_missing() == []
