"""A third vendor, in one module and with no other change, passes all laws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer import UnknownVendorError
from normalizer.express import UNKNOWN, modules
from normalizer.testing import (
    LAWS,
    assert_same,
    laws_of,
    listed,
    payloads,
    report_is_the_complement,
    spellings,
    there_and_back,
    values_for,
)

from . import toy_vendor
from .test_laws import EXAMPLES

PAYLOAD = {
    "object": "toy.answer",
    "run": "r-1",
    "at": "1756112345",
    "choices": [
        {"answer": {"content": "Hi", "speaker": "assistant", "mood": "fine"}, "number": 0, "stop_word": "end_turn"}
    ],
    "cost": {"read": 3.0, "written": 1, "currency": None},
}
many = settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True, scope="module")
def _known() -> Iterator[None]:
    with listed(toy_vendor.VENDOR):
        yield


def test_the_toy_vendor_is_detected_and_its_payload_comes_back() -> None:
    detection = normalizer.detect(PAYLOAD)

    assert ("toy", "wire") == (detection.vendor, detection.form)
    there_and_back(PAYLOAD, None, None)
    assert () == normalizer.check({**PAYLOAD, "at": 1756112345})


@pytest.mark.parametrize("known", [UNKNOWN, None])
def test_a_vendor_is_listed_whether_or_not_anything_was_read_fast_before(known: object) -> None:
    before, modules[0] = modules[0], known
    try:
        with listed(attrs.evolve(toy_vendor.VENDOR, name="toy too")):
            assert normalizer.normalize(PAYLOAD, "toy too").choices[0].text == "Hi"
    finally:
        modules[0] = before
    with pytest.raises(UnknownVendorError):
        normalizer.normalize(PAYLOAD, "toy too")


def test_the_toy_vendors_finish_reason_crosses_to_other_words_and_back() -> None:
    conversion = normalizer.convert(PAYLOAD, to="opper")

    assert conversion.payload["choices"][0]["finish_reason"] == "end_turn"
    assert conversion.payload["choices"][0]["message"]["mood"] == "fine"
    assert_same(PAYLOAD, normalizer.restore(conversion))


@pytest.mark.parametrize("law", [name for name, law in LAWS.items() if not law.needs_streams])
@many
@given(data=st.data())
def test_the_toy_vendor_keeps_every_law_that_is_not_about_its_streams(law: str, data: st.DataObject) -> None:
    LAWS[law].hold("toy", "wire", *data.draw(values_for(law, "toy")))


def test_a_vendor_without_streams_is_held_to_the_laws_that_are_not_about_its_streams() -> None:
    assert [law[:5] for law in laws_of("toy")] == ["law 1", "law 2", "law 3", "law 3", "law 5", "law 6", "law 8"]
    assert laws_of("toy")[-1] == "law 8, split and joined"
    assert laws_of("orq") == laws_of("canonical") == list(LAWS)


@pytest.mark.parametrize(("vendor", "form"), spellings())
@many
@given(data=st.data())
def test_conversions_from_other_vendors_to_the_toy_vendor_keep_law_5(
    vendor: str, form: Any, data: st.DataObject
) -> None:
    report_is_the_complement(data.draw(payloads(vendor, form)), vendor, "toy", "wire")


def test_a_vendor_without_streams_is_refused_as_one_and_splits_all_the_same() -> None:
    completion = normalizer.normalize(PAYLOAD)
    chunks = normalizer.split(completion)

    assert normalizer.join(chunks) == completion
    for refused in (
        lambda: list(normalizer.read_stream([{}], "toy")),
        lambda: normalizer.write_stream(chunks, to="toy"),
    ):
        with pytest.raises(normalizer.PayloadError, match="no streams of this vendor are known"):
            refused()
    assert normalizer.join(normalizer.read_stream([{"choices": [{"index": 0, "text": "a"}]}])).text == "a"
