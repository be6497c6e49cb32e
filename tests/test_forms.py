"""Unknown keys that lie in ``additionalProperties`` go to ``extra`` and back, whatever stands where."""

from __future__ import annotations

from typing import Any

import pytest

from normalizer.forms import gather, spread

WIRE_NAMES = {"id", "service_tier"}
SPELLED = {"id", "serviceTier"}


@pytest.mark.parametrize(
    ("left", "extra"),
    [
        ({"additionalProperties": {"x": 1}}, {"x": 1}),
        ({"additionalProperties": {"id": 1, "./x": 2, "../x": 3}}, {"./id": 1, "././x": 2, "./../x": 3}),
        ({"x": 1, "additionalProperties": {"x": 2}}, {"x": 2, "../x": 1}),
        # what no SDK writes there stays beside
        ({"additionalProperties": {}}, {"../additionalProperties": {}}),
        ({"additionalProperties": []}, {"../additionalProperties": []}),
        ({"additionalProperties": [1]}, {"../additionalProperties": [1]}),
        ({"additionalProperties": "x"}, {"../additionalProperties": "x"}),
        ({"additionalProperties": None}, {"../additionalProperties": None}),
        ({"x": 1}, {"../x": 1}),
        ({}, {}),
    ],
)
def test_unknown_keys_are_gathered_from_beside_and_inside_and_spread_to_where_they_lay(
    left: dict[str, Any], extra: dict[str, Any]
) -> None:
    assert gather(dict(left), WIRE_NAMES) == extra
    assert spread(extra, WIRE_NAMES, SPELLED) == left


@pytest.mark.parametrize(
    ("extra", "spread_out"),
    [
        ({"../additionalProperties": {"x": 1}}, {}),
        ({"../additionalProperties": {"x": 1}, "y": 2}, {"additionalProperties": {"y": 2}}),
        ({"../additionalProperties": 1, "../z": 3, "y": 2}, {"z": 3, "additionalProperties": {"y": 2}}),
        ({"../id": 1, "../service_tier": 2}, {"service_tier": 2}),
        ({"id": 1, "./x": 2}, {}),
    ],
)
def test_what_only_an_app_can_have_made_is_left_out(extra: dict[str, Any], spread_out: dict[str, Any]) -> None:
    written = spread(extra, WIRE_NAMES, SPELLED)

    assert list(written.items()) == list(spread_out.items())
