"""What a vendor's published schema forbids is listed; the vendors' SDKs are asked in ``tests/oracles``."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

import normalizer
from normalizer import AmbiguousVendorError, NotACompletionError, PayloadError
from normalizer.limits import CANONICAL_DEPTH

from .test_refusals import CHAT, TEXT


def pointers(payload: Any, vendor: str | None = None) -> list[str]:
    return [problem.pointer for problem in normalizer.check(payload, vendor)]


@pytest.mark.parametrize("payload", [TEXT, CHAT], ids=["text", "chat"])
def test_a_payload_as_published_has_no_problems_in_any_spelling_of_its_values(payload: Any) -> None:
    for given in (payload, json.dumps(payload), json.dumps(payload).encode()):
        assert [] == pointers(given)


CALL = {"id": "t", "type": "function", "function": {"name": "f", "arguments": "{}"}}
FORBIDDEN: list[tuple[Any, list[str]]] = [
    ({**TEXT, "created": None, "usage": None}, ["/created", "/usage"]),
    ({**TEXT, "choices": [{"text": None}]}, ["/choices/0/finish_reason", "/choices/0/index", "/choices/0/text"]),
    ({**TEXT, "created": True}, ["/created"]),
    ({**TEXT, "created": 10**400}, ["/created"]),
    ({**TEXT, "usage": {"prompt_tokens_details": {"cached_tokens": 1.5, "audio_tokens": 1.0}}}, ["/usage/prompt_tokens_details/cached_tokens"]),
    ({**TEXT, "usage": {"prompt_tokens_details": {"cached_tokens": -0.0, "audio_tokens": 1e21}}}, ["/usage/prompt_tokens_details/cached_tokens", "/usage/prompt_tokens_details/audio_tokens"]),
    ({**CHAT, "created": "1", "service_tier": "gold"}, ["/created", "/service_tier"]),
    ({**CHAT, "created": 10**400}, ["/created"]),
    ({**CHAT, "object": "completion"}, ["/object"]),
    ({**CHAT, "choices": [{**CHAT["choices"][0], "index": 1.0}]}, ["/choices/0/index"]),
    ({**CHAT, "choices": [{**CHAT["choices"][0], "message": {"role": "user", "content": []}}]}, ["/choices/0/message/content", "/choices/0/message/role"]),
    ({**CHAT, "choices": [{**CHAT["choices"][0], "message": {"role": "assistant", "tool_calls": [CALL, {"type": "custom"}, {"type": "odd"}, 5]}}]}, [
        "/choices/0/message/tool_calls/1/id", "/choices/0/message/tool_calls/1/custom", "/choices/0/message/tool_calls/2/id",
        "/choices/0/message/tool_calls/2/function", "/choices/0/message/tool_calls/2/type", "/choices/0/message/tool_calls/3",
    ]),
    ({**CHAT, "choices": [{**CHAT["choices"][0], "message": {"role": "assistant", "tool_calls": [{**CALL, "function": {"name": "f", "arguments": {}}}]}}]}, ["/choices/0/message/tool_calls/0/function/arguments"]),
    ({**CHAT, "choices": [{**CHAT["choices"][0], "logprobs": {"content": {}}}]}, ["/choices/0/logprobs/content"]),
    ({**CHAT, "choices": [{**CHAT["choices"][0], "logprobs": {"content": [{"token": "a", "logprob": -1, "top_logprobs": [], "bytes": [1, "x", None]}]}}]}, [
        "/choices/0/logprobs/content/0/bytes/1", "/choices/0/logprobs/content/0/bytes/2",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("payload", "places"), FORBIDDEN)
def test_what_the_schema_forbids_is_listed_with_its_place(payload: Any, places: list[str]) -> None:
    assert places == pointers(payload)


@pytest.mark.parametrize("value", [None, 5, "text", [], {}, {"choices": {}}])
def test_a_named_vendors_schema_refuses_any_other_value_without_raising(value: Any) -> None:
    text = json.dumps(value)

    for vendor in ("orq", "opper", "canonical"):
        assert [] != pointers(text, vendor)


def test_another_form_or_an_envelope_is_a_problem_by_itself() -> None:
    node = normalizer.denormalize(normalizer.normalize(CHAT), form="node")

    assert [("", "expected the form wire, node came")] == [
        (problem.pointer, problem.message.partition(":")[0]) for problem in normalizer.check(node)
    ]
    assert [""] == pointers({"data": TEXT}, "orq")
    nested = {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [],
        "additionalProperties": {"x": 1},
    }
    assert [""] == pointers(nested)


def test_canonical_json_is_checked_as_strictly_as_it_is_read() -> None:
    saved = normalizer.denormalize(normalizer.normalize(CHAT), to="canonical")

    assert [] == pointers(saved)
    assert ["/version", "/extra"] == pointers({**saved, "version": 2, "extra": {}})
    assert ["/surprise"] == pointers({**saved, "surprise": 1})
    assert ["/extra"] == pointers({**saved, "extra": 5})


def test_a_vendor_that_cannot_be_detected_has_to_be_named() -> None:
    with pytest.raises(NotACompletionError):
        normalizer.check({})
    with pytest.raises(AmbiguousVendorError):
        normalizer.check({"choices": []})
    with pytest.raises(PayloadError):
        normalizer.check("{")
    with pytest.raises(PayloadError):
        normalizer.check({**TEXT, "x": (1,)}, "orq")


def told(payload: Any, vendor: str | None = None) -> list[tuple[str, str]]:
    return [(problem.pointer, problem.message) for problem in normalizer.check(payload, vendor)]


def test_what_was_expected_and_what_came_is_told_in_words() -> None:
    for vendor in ("opper", "canonical"):
        assert told(5, vendor) == [("", "expected an object, an integer came")]
    chat = {**CHAT, "choices": 5, "id": 5, "created": "1"}
    assert set(told(chat, "opper")) == {
        ("/choices", "expected an array, an integer came"),
        ("/id", "expected a string, an integer came"),
        ("/created", "expected an integer, a string came"),
    }
    assert told({**TEXT, "created": []}, "orq") == [("/created", "expected a string or a number, an array came")]


def test_where_choices_are_no_array_it_is_that_which_is_told_and_not_a_form() -> None:
    assert ("/choices", "expected an array, an integer came") in told({"choices": 5, "serviceTier": "x"}, "opper")


def test_canonical_json_may_be_as_deep_as_it_may_be_when_it_is_read() -> None:
    deep: Any = 1
    for _ in range(CANONICAL_DEPTH - 2):
        deep = [deep]
    payload = {"object": "normalizer.completion", "version": 1, "choices": [], "extra": {"x": deep}}

    assert told(payload) == told(payload, "canonical") == told(json.dumps(payload)) == []


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_text_is_checked_whatever_holds_its_bytes(kind: Any) -> None:
    assert told(kind(json.dumps({**CHAT, "id": 5}).encode())) == [("/id", "expected a string, an integer came")]


def test_a_number_at_the_limit_is_told_from_one_beyond_it() -> None:
    largest = int(sys.float_info.max)
    assert told({**CHAT, "created": largest}) == []
    assert told({**CHAT, "created": largest + 1}) == [
        ("/created", "expected a number that a double can hold, a larger one came")
    ]
    token: dict[str, Any] = {"token": "a", "top_logprobs": [], "bytes": None}
    for number, places in ((largest, []), (largest + 1, ["/choices/0/logprobs/content/0/logprob"])):
        content = [{**token, "logprob": number}]
        logprobs = {"content": content, "refusal": None}
        assert [
            place
            for place in pointers({**CHAT, "choices": [{**CHAT["choices"][0], "logprobs": logprobs}]})
            if "logprob" in place
        ] == places
    counted = {"prompt_tokens_details": {"cached_tokens": 2.0**62, "audio_tokens": 2.0**63}}
    assert [pointer for pointer in pointers({**TEXT, "usage": counted}) if "details" in pointer] == [
        "/usage/prompt_tokens_details/audio_tokens"
    ]
