"""The loss map is what the library does now, has every field, and sees what is known to be lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import attrs
import pytest
from attrs import field, frozen

from normalizer.completion import Completion, Source
from normalizer.frozen import EMPTY
from normalizer.shapes import classes_under
from normalizer.values import UNSET, JsonObject, Maybe
from normalizer.vendors import known_vendors
from scoreboard.losses.fields import Field, fields
from scoreboard.losses.page import page, picture, told
from scoreboard.losses.ways import Way, way, ways

from .. import toy_vendor

DOCS = Path(__file__).parents[2] / "docs"


@frozen
class Inner:
    word: Maybe[str] = UNSET
    extra: JsonObject = field(default=EMPTY)


@frozen
class Outer:
    number: Maybe[int] = UNSET
    inner: Maybe[Inner] = UNSET
    inners: tuple[Inner, ...] = ()


@pytest.fixture(scope="module")
def computed() -> list[list[Way]]:
    return ways()


@pytest.fixture
def toy() -> Iterator[None]:
    known_vendors()["toy"] = toy_vendor.VENDOR
    yield
    del known_vendors()["toy"]


def field_named(name: str) -> Field:
    return next(known for known in fields() if str(known) == name)


def way_of(name: str, source: str, target: str) -> Way:
    return way(field_named(name), known_vendors()[source], known_vendors()[target])


def test_the_page_and_its_picture_are_what_is_computed_now(computed: list[list[Way]]) -> None:
    assert page(computed) == (DOCS / "losses.md").read_text(encoding="utf-8"), "run `just losses`"
    assert picture(computed) == (DOCS / "losses.svg").read_text(encoding="utf-8"), "run `just losses`"


def test_every_attribute_of_every_canonical_class_is_a_field_on_every_way_of_its_class() -> None:
    declared = {
        (cls, attribute.name)
        for cls in classes_under(Completion)
        for attribute in attrs.fields(cls)
        if attribute.init and cls is not Source and (cls, attribute.name) != (Completion, "source")
    }

    assert declared == {(known.cls, known.name) for known in fields()}


def test_a_new_attribute_is_a_new_field() -> None:
    assert ["number", "inner", "inners", "inner.word", "inner.extra", "inners[].word", "inners[].extra"] == [
        str(known) for known in fields(Outer)
    ]


def test_each_field_is_set_alone_where_it_says() -> None:
    setting = next(iter(field_named("choices[].message.parts[tool_call].arguments").set_to('{"a": 1')))

    assert setting.completion.choices[0].tool_calls[0].arguments == '{"a": 1'
    assert setting.unset.choices[0].tool_calls[0].arguments is UNSET
    assert field_named("choices[].message.parts[tool_call].arguments").pointer == "/choices/0/message/parts/0/arguments"


@pytest.mark.parametrize(
    ("name", "source", "target", "verdict"),
    [
        ("id", "orq", "opper", "carried"),
        ("created", "orq", "opper", "respelled"),
        ("usage.input_details.cache_creation_tokens", "orq", "opper", "dropped"),
        ("usage.input_details.cache_creation_tokens", "opper", "orq", "not there"),
        ("choices[].message.parts", "opper", "orq", "in part"),
        ("choices[].message.parts[tool_call].arguments", "opper", "orq", "dropped"),
        ("choices[].message.parts[text].extra", "orq", "opper", "not there"),
        ("service_tier", "opper", "canonical", "carried"),
    ],
)
def test_what_is_known_of_a_field_stands_in_the_map(name: str, source: str, target: str, verdict: str) -> None:
    assert way_of(name, source, target).verdict == verdict


def test_the_values_that_fare_otherwise_are_named() -> None:
    assert told(way_of("created", "orq", "opper")) == 'respelled: "1756112345", 5.0; all others carried'
    assert told(way_of("choices[].finish_reason.raw", "opper", "orq")) == (
        'altered: "function_call" in tool_calls; all others carried'
    )
    assert told(way_of("service_tier", "orq", "opper")) == "orq has no such field"


def test_nothing_is_lost_on_the_way_to_canonical_json(computed: list[list[Way]]) -> None:
    verdicts = {found.verdict for row in computed for found in row if found.target == "canonical"}

    assert verdicts == {"carried", "not there"}


@pytest.mark.usefixtures("toy")
def test_a_new_vendor_has_its_ways_by_itself() -> None:
    assert way_of("model", "toy", "opper").verdict == "carried"
    assert way_of("service_tier", "opper", "toy").verdict == "dropped"
    assert way_of("service_tier", "toy", "opper").verdict == "not there"


def test_the_picture_says_in_words_what_it_says_in_colours(computed: list[list[Way]]) -> None:
    texts = [text.text for text in ET.fromstring(picture(computed)).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314  # our own

    assert {str(known) for known in fields()} | {"carried", "dropped", "orq \u2192 opper"} <= set(texts)
