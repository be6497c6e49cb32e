"""What is written for a vendor is read the same by its SDKs, or `check` says why not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer.vendors import vendor_named

from .law import judge
from .panel import Panel
from .payloads import payload
from .recordings import PAYLOADS, RECORDINGS, VENDORS, fixture, vendor_of

pytestmark = pytest.mark.oracle

SETTINGS = settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
CROSSINGS = [("orq", "opper"), ("opper", "orq")]


@pytest.mark.parametrize("target", VENDORS)
@pytest.mark.parametrize("file", PAYLOADS + RECORDINGS)
def test_the_sdks_read_what_is_written_for_them_as_check_says(panel: Panel, file: str, target: str) -> None:
    """Without a problem every SDK accepts it and gives it back; and no problem is named that no SDK has."""
    written = normalizer.convert(fixture(file), to=target, vendor=vendor_of(file)).payload
    verdict = judge(panel, target, written)

    assert verdict.disagreements == []
    assert not verdict.is_other_form


@pytest.mark.parametrize(("source", "target"), CROSSINGS)
def test_the_sdks_read_any_written_payload_as_check_says(panel: Panel, source: str, target: str) -> None:
    @SETTINGS
    @given(st.randoms(use_true_random=True))
    def agree(random: Random) -> None:
        sent = payload(random, vendor_named(source).shape)
        try:
            written = normalizer.convert(sent, to=target, vendor=source).payload
        except normalizer.NormalizerError:
            return  # One of its mistakes is beyond reading, which other laws are about.
        verdict = judge(panel, target, written)
        assert verdict.disagreements == [], written

    agree()
