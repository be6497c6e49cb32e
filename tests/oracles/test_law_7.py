"""Law 7: `check` has nothing against a payload exactly when every listed SDK of the vendor accepts it and gives it back.

Asked of the fixtures, of the full ones with any one key changed, and of random payloads; see `law` for how it is asked
and `exemptions` for where the SDKs disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import eq
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer.vendors import vendor_named

from .exemptions import EXEMPTIONS, Exemption
from .law import Verdict, judge
from .mutations import mutated, with_undeclared
from .panel import Panel
from .payloads import payload
from .recordings import MANIFEST, PAYLOADS, VENDORS, WIRE, fixture, full, vendor_of

pytestmark = pytest.mark.oracle

SHOWN = 10
SETTINGS = settings(max_examples=1000, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
OTHERS = [entry["file"] for entry in MANIFEST if entry["file"] not in WIRE]


def judged(panel: Panel, vendor: str, payloads: Iterable[Any]) -> list[Verdict]:
    """Every verdict, after making sure that the two sides agree in all of them."""
    verdicts = [judge(panel, vendor, one) for one in payloads]
    disagreements = [text for verdict in verdicts for text in verdict.disagreements]

    assert disagreements[:SHOWN] == [], f"{len(disagreements)} in all"
    return verdicts


@pytest.mark.parametrize("file", PAYLOADS + WIRE)
def test_check_and_the_sdks_agree_about_the_fixtures(panel: Panel, file: str) -> None:
    judged(panel, vendor_of(file), [fixture(file)])


@pytest.mark.parametrize("file", OTHERS)
def test_a_recording_in_another_form_or_envelope_is_a_problem_by_itself(file: str) -> None:
    problems = normalizer.check(fixture(file), vendor_of(file))

    assert "" in [problem.pointer for problem in problems]


@pytest.mark.parametrize("file", PAYLOADS)
def test_check_and_the_sdks_agree_about_every_declared_key(panel: Panel, file: str) -> None:
    """The payloads are many thousands: every kind of mistake at every place, one at a time."""
    vendor = vendor_of(file)
    verdicts = judged(panel, vendor, mutated(vendor_named(vendor).shape, fixture(file)))

    assert any(verdict.problems for verdict in verdicts)


@pytest.mark.parametrize("vendor", VENDORS)
def test_check_and_the_sdks_agree_about_undeclared_keys(panel: Panel, vendor: str) -> None:
    judged(panel, vendor, with_undeclared(vendor_named(vendor).shape, full(vendor)))


@pytest.mark.parametrize("vendor", VENDORS)
def test_check_and_the_sdks_agree_about_random_payloads(panel: Panel, vendor: str) -> None:
    shape = vendor_named(vendor).shape

    @SETTINGS
    @given(st.randoms(use_true_random=True))
    def agree(random: Random) -> None:
        verdict = judge(panel, vendor, payload(random, shape))

        assert verdict.disagreements == [], verdict.payload

    agree()


@pytest.mark.parametrize(
    ("vendor", "exemption"),
    [pytest.param(vendor, one, id=f"{vendor}: {one.name}") for one in EXEMPTIONS for vendor in one.vendors],
)
def test_every_exemption_is_needed(panel: Panel, vendor: str, exemption: Exemption) -> None:
    """Its example conforms, and only this exemption covers what the SDKs have against the value that makes it one."""
    verdict = judge(panel, vendor, exemption.example(full(vendor)))
    around = exemption.path[:-1]
    covering = {one.name for complaint, one in verdict.exempt if all(map(eq, complaint.path, around))}

    assert verdict.problems == ()
    assert verdict.complaints == ()
    assert exemption.name in covering


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_exemption_covers_nothing_that_an_sdk_gives_back(panel: Panel, vendor: str) -> None:
    """A payload without any oddity needs no exemption at all."""
    verdict = judge(panel, vendor, fixture(f"payloads/{vendor}/text.json"))

    assert verdict.exempt == ()
