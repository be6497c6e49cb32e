"""A third vendor, in one module and with no other change, passes all laws."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer.vendors import known_vendors

from . import generators, laws, toy_vendor
from .drawn import SPELLINGS
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
TOY = toy_vendor.VENDOR
random_values = given(st.randoms(use_true_random=True))
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True, scope="module")
def _known() -> Iterator[None]:
    known_vendors()["toy"] = TOY
    yield
    del known_vendors()["toy"]


def test_the_toy_vendor_is_detected_and_its_payload_comes_back() -> None:
    detection = normalizer.detect(PAYLOAD)

    assert ("toy", "wire") == (detection.vendor, detection.form)
    laws.there_and_back(PAYLOAD, None, None)
    assert () == normalizer.check({**PAYLOAD, "at": 1756112345})


def test_the_toy_vendors_finish_reason_crosses_to_other_words_and_back() -> None:
    conversion = normalizer.convert(PAYLOAD, to="opper")

    assert conversion.payload["choices"][0]["finish_reason"] == "end_turn"
    assert conversion.payload["choices"][0]["message"]["mood"] == "fine"
    laws.assert_same(PAYLOAD, normalizer.restore(conversion))


@many
@random_values
def test_the_toy_vendors_payloads_keep_laws_1_and_2(random: Random) -> None:
    payload = generators.payload(random, TOY, TOY.form("wire"))

    assert laws.wire_is_exact_or_refuses(payload, "toy", "wire")
    laws.wire_is_exact_or_refuses(generators.spoilt(random, TOY, TOY.form("wire")), "toy", "wire")
    laws.there_and_back(payload, "toy", None)


@many
@random_values
def test_the_toy_vendor_keeps_law_3(random: Random) -> None:
    laws.whole_or_reported(generators.completion(random), "toy", "wire")


@many
@random_values
def test_conversions_from_and_to_the_toy_vendor_keep_law_5(random: Random) -> None:
    laws.report_is_the_complement(generators.payload(random, TOY, TOY.form("wire")), "toy", *random.choice(SPELLINGS))
    vendor, form = random.choice(SPELLINGS)
    known = known_vendors()[vendor]
    laws.report_is_the_complement(generators.payload(random, known, known.form(form)), vendor, "toy", "wire")


@many
@random_values
def test_edits_of_the_toy_vendors_completions_keep_law_6(random: Random) -> None:
    completion = normalizer.normalize(generators.payload(random, TOY, TOY.form("wire")), "toy")
    edited, pointer = random.choice(list(laws.edits_of(completion, generators.completion(random))))

    assert completion.source is not None
    laws.an_edit_shows(completion, edited, pointer, completion.source)


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
