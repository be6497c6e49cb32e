"""The SDKs are started once for all tests that ask them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .listeners import Audience
from .panel import Panel


@pytest.fixture(scope="session")
def panel() -> Iterator[Panel]:
    """The listed SDKs of every vendor."""
    with Panel() as panel:
        yield panel


@pytest.fixture(scope="session")
def audience() -> Iterator[Audience]:
    """Clients that listen to streams."""
    with Audience() as audience:
        yield audience
