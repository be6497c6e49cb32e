"""The page of all fields is what the code says now."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalizer.shapes import classes_under, keys_of
from normalizer.vendor import Vendor
from normalizer.vendors import canonical, known_vendors
from scoreboard.fields.page import page
from scoreboard.fields.places import declared_keys
from scoreboard.fields.prints import prints_of, told

PAGE = Path(__file__).parents[2] / "docs" / "fields.md"
VENDORS = [vendor for vendor in known_vendors().values() if vendor is not canonical.VENDOR]


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: just fields"


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
def test_every_key_is_told_and_has_a_place(vendor: Vendor) -> None:
    declared = list(declared_keys(vendor))

    assert {(type(one.key), one.key.name) for one in declared} == {
        (type(key), key.name) for cls in classes_under(vendor.shape) for key in keys_of(cls)
    }
    assert [one.path for one in declared if one.place is None] == []


@pytest.mark.parametrize(
    ("vendor", "path", "place"),
    [
        ("orq", "choices[].text", "choices[].message.parts[text].text"),
        ("orq", "usage.prompt_tokens", "usage.input_tokens"),
        ("opper", "object", "source.object"),
        ("opper", "choices[].message.tool_calls[custom].custom.input", "choices[].message.parts[tool_call].arguments"),
        ("opper", "choices[].logprobs.content[].bytes", "choices[].logprobs.content[].bytes[]"),
    ],
)
def test_a_key_is_found_where_its_value_goes(vendor: str, path: str, place: str) -> None:
    places = {one.path: one.place for one in declared_keys(known_vendors()[vendor])}

    assert places[path] == place


def test_what_a_print_lost_is_told_of_all_that_was_in_it() -> None:
    prints = prints_of("opper")

    assert told(prints, "usage") == told(prints, "usage.input_tokens") == "lost by opperai==1.7.2"
    assert told(prints, "id") == ""
