"""The SDKs are started once for all tests that ask them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .panel import Panel


@pytest.fixture(scope="session")
def panel() -> Iterator[Panel]:
    """The listed SDKs of every vendor."""
    with Panel() as panel:
        yield panel
