"""The form of a payload is told by how its known keys are spelled, wherever they lie, and the reason says by which."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from normalizer.form_detection import IN_SNAKE_CASE, form_of
from normalizer.forms import Form
from normalizer.vendors import opper, orq

NO_SIGN = "no known key is spelled otherwise"
NESTED = "unknown keys lie in additionalProperties"


def camel(count: int) -> str:
    return f"known keys spelled inCamelCase: {count}, in_snake_case: none"


def attributes(count: int) -> str:
    return f"known keys spelled like the attributes of the Python SDK: {count}"


def message(**keys: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "message": keys}]}


TOLD: list[tuple[dict[str, Any], str, str]] = [
    (message(content="x"), "wire", NO_SIGN),
    ({"object": "chat.completion", "service_tier": "x", **message()}, "wire", IN_SNAKE_CASE),
    ({"choices": [{"index": 0, "finish_reason": "stop", "message": {}}]}, "wire", IN_SNAKE_CASE),
    # by camel case, at every depth, but only where nothing is in snake case
    ({"serviceTier": "x", "choices": [{"finishReason": "stop"}], "usage": {"promptTokens": 1}}, "node", camel(3)),
    ({"usage": {"promptTokensDetails": {"cachedTokens": 1}}}, "node", camel(2)),
    (message(toolCalls=[{"id": "a"}], functionCall={"name": "f"}), "node", camel(2)),
    ({"serviceTier": "x", "choices": [{"finish_reason": "stop"}]}, "wire", IN_SNAKE_CASE),
    ({"service_tier": "x", "serviceTier": "y", **message()}, "wire", IN_SNAKE_CASE),
    # of an array, the first three items tell, for one program spelled all of them
    ({"choices": [{}, {}, {"finishReason": "stop"}]}, "node", camel(1)),
    ({"choices": [{}, {}, {}, {"finishReason": "stop"}]}, "wire", NO_SIGN),
    # a value that the key could not hold makes it an unknown one
    ({"serviceTier": {}, **message()}, "wire", NO_SIGN),
    ({"serviceTier": 1, **message()}, "wire", NO_SIGN),
    (message(functionCall=[]), "wire", NO_SIGN),
    (message(functionCall=1), "wire", NO_SIGN),
    # by the attributes of the Python SDK, where the wire name is not there, or null
    ({"OBJECT": "x", "service_tier": "x", **message(ROLE="assistant")}, "python", attributes(2)),
    ({"OBJECT": "x", "object": None, **message()}, "python", attributes(1)),
    ({"OBJECT": "x", **message(ROLE="assistant", role="user")}, "python", attributes(1)),
    ({"object": "chat.completion", **message(ROLE="assistant")}, "wire", NO_SIGN),
    # by where unknown keys lie
    ({"additionalProperties": {"x": 1}, **message()}, "node", NESTED),
    (message(additionalProperties={"x": 1}), "node", NESTED),
    ({"additionalProperties": {"x": 1}, "service_tier": "x"}, "wire", IN_SNAKE_CASE),
    ({"additionalProperties": 1, **message()}, "wire", NO_SIGN),
]


@pytest.mark.parametrize(("payload", "form", "reason"), TOLD)
def test_the_form_is_told_by_the_spelling_of_known_keys(payload: dict[str, Any], form: str, reason: str) -> None:
    assert form_of(opper.VENDOR, payload) == (form, reason)


def test_what_only_one_form_of_another_vendor_does_tells_nothing() -> None:
    no_node = attrs.evolve(opper.VENDOR, forms={"wire": opper.VENDOR.forms["wire"]})

    for vendor in (orq.VENDOR, no_node):
        assert form_of(vendor, {"additionalProperties": {"x": 1}, "choices": []}) == ("wire", NO_SIGN)
    assert form_of(orq.VENDOR, {"OBJECT": "x", "choices": []}) == ("wire", NO_SIGN)


def test_objects_are_reached_under_each_spelling_of_the_key_that_leads_to_them() -> None:
    renames = {"choices": "CHOICES", "object": "OBJECT", "prompt_tokens_details": "DETAILS", "cached_tokens": "CACHED"}
    forms = {**opper.VENDOR.forms, "python": Form("python", renames=renames)}
    vendor = attrs.evolve(opper.VENDOR, forms=forms)
    said = {"OBJECT": "x", "usage": {"prompt_tokens_details": {"CACHED": 1}}}

    for name in ("choices", "CHOICES"):
        assert form_of(vendor, {name: [{"finish_reason": "stop"}], "object": "x"}) == ("wire", IN_SNAKE_CASE)
    assert form_of(vendor, said) == ("python", attributes(2))
