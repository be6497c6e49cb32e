"""The oracle servers answer as the vendors' SDKs are known to behave."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from .environments import ENVIRONMENTS, EnvironmentMissing
from .sdk import SPEAKERS, Reading, Sdk, Speaker

pytestmark = pytest.mark.oracle

ORQ_PYTHON = {"orq-python-rc", "orq-python-4"}
OPPER = {"opper-python", "opper-node"}
ORQ = ORQ_PYTHON | {"orq-node-4"}

CHOICES = {
    "orq": {"finish_reason": "stop", "index": 0, "text": "Snow on the tin roof"},
    "opper": {"finish_reason": "stop", "index": 0, "message": {"role": "assistant", "content": "Snow"}},
}
OBJECTS = {"orq": "text_completion", "opper": "chat.completion"}

# What is put into a plain payload (at the root, or into its choice), and the SDKs that refuse the result.
ROOT_ROWS: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({}, set()),
    ({"object": "chat.completion.chunk"}, OPPER),
    ({"created": "1756112345"}, {"opper-node"}),
    ({"created": "2025-08-25T09:39:05Z"}, OPPER),
    ({"created": 1756112345.5}, OPPER),
    ({"created": None}, {"orq-node-4"} | OPPER),
    ({"usage": None}, {"orq-node-4"}),
    ({"usage": {}}, {"opper-node"}),
    ({"choices": None}, ORQ | OPPER),
    ({"choices": []}, set()),
    ({"service_tier": "standard"}, OPPER),
    ({"provider": "openai", "OBJECT": 1, "additionalProperties": {"a": 1.0}}, set()),
)
CHOICE_ROWS: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({"index": 4113.95}, OPPER),
    ({"index": 1.0}, set()),
    ({"index": "0"}, {"orq-node-4", "opper-node"}),
    ({"finish_reason": None}, ORQ | OPPER),
    ({"finish_reason": "function_call"}, ORQ),
    ({"logprobs": None}, set()),
)
PAYLOAD_SPEAKERS = [speaker for speaker in SPEAKERS if not speaker.envelope]


def _name(speaker: Speaker) -> str:
    return f"{speaker.environment}-{speaker.class_name}"


def _payload(vendor: str, root: dict[str, Any], choice: dict[str, Any]) -> dict[str, Any]:
    plain = {"id": "c-1", "object": OBJECTS[vendor], "created": 1756112345, "model": "m"}
    return plain | {"choices": [CHOICES[vendor] | choice]} | root


Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    """Ask a speaker about a payload; every SDK is started once."""
    started: dict[str, Sdk] = {}

    def ask(speaker: Speaker, payload: Any, **wanted: bool) -> Reading:
        if speaker.environment not in started:
            started[speaker.environment] = Sdk(speaker.environment)
        return started[speaker.environment].read(json.dumps(payload), speaker.class_name, **wanted)

    yield ask
    for sdk in started.values():
        sdk.close()


@pytest.mark.parametrize("speaker", PAYLOAD_SPEAKERS, ids=_name)
def test_the_sdks_refuse_what_they_are_known_to_refuse(read: Read, speaker: Speaker) -> None:
    """Acceptance is the vendor's word on what conforms, so a server that answers it wrongly would prove nothing."""
    rows: list[tuple[dict[str, Any], dict[str, Any], set[str]]] = [(root, {}, by) for root, by in ROOT_ROWS]
    rows += [({}, choice, by) for choice, by in CHOICE_ROWS]
    answers = {
        json.dumps(root | choice): read(speaker, _payload(speaker.vendor, root, choice)).accepted
        for root, choice, _ in rows
    }

    assert answers == {json.dumps(root | choice): speaker.environment not in by for root, choice, by in rows}


@pytest.mark.parametrize("speaker", PAYLOAD_SPEAKERS, ids=_name)
def test_a_refusal_names_kind_and_place_but_no_content(read: Read, speaker: Speaker) -> None:
    payload = _payload(speaker.vendor, {"choices": [{"index": "secret", "finish_reason": "secret"}]}, {})
    reading = read(speaker, payload)

    assert reading.accepted is not speaker.strict
    assert " at choices.0." in str(reading.error) or not speaker.strict
    assert "secret" not in str(reading.error)


@pytest.mark.parametrize("speaker", [s for s in SPEAKERS if s.envelope], ids=_name)
def test_a_stream_event_holds_the_payload_under_data(read: Read, speaker: Speaker) -> None:
    payload = _payload("orq", {}, {})

    assert read(speaker, {"data": payload}).attributes["data"]["id"] == "c-1"
    assert read(speaker, {}).accepted
    assert not read(speaker, {"data": {"error": "x"}}).accepted


def test_attributes_hold_what_opper_s_python_dumps_lose(read: Read) -> None:
    """The reason why the server walks over the object itself."""
    usage = {"completion_tokens": 1, "prompt_tokens": 2, "total_tokens": 3, "cost": 0.5}
    payload = _payload("opper", {"usage": usage, "x_request_id": "r-1"}, {})
    reading = read(Speaker("opper-python", "ChatCompletion", "opper"), payload, dumps=True)

    assert reading.attributes == payload
    assert "cost" not in reading.dumps["model_dump_json"]
    assert '"object":null,"OBJECT":"chat.completion"' in reading.dumps["model_dump_json"]


def test_an_object_swallowed_by_unset_is_absent(read: Read) -> None:
    payload = _payload("opper", {"usage": {"completion_tokens": 1}}, {})
    reading = read(Speaker("opper-python", "ChatCompletion", "opper"), payload)

    assert reading.accepted
    assert "usage" not in reading.attributes


def test_number_kinds_survive_in_attributes(read: Read) -> None:
    speaker = Speaker("opper-python", "ChatCompletion", "opper")
    reading = read(speaker, _payload("opper", {"x": [1, 1.0, -0.0, 10**30]}, {}))

    assert repr(reading.attributes["x"]) == "[1, 1.0, -0.0, 1000000000000000000000000000000]"


def test_model_validate_json_is_the_stricter_door(read: Read) -> None:
    """Lone surrogates and deep nesting pass `model_validate` only; what cannot be printed is told."""
    speaker = Speaker("opper-python", "ChatCompletion", "opper")
    reading = read(speaker, _payload("opper", {"x": "\ud800"}, {}), dumps=True)

    assert reading.accepted
    assert reading.accepted_as_json is False
    assert reading.undumpable["model_dump_json"] == "PydanticSerializationError"


def test_every_environment_has_a_speaker() -> None:
    assert {speaker.environment for speaker in SPEAKERS} == set(ENVIRONMENTS)


def test_a_missing_environment_says_what_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(ENVIRONMENTS, "opper-node", replace(ENVIRONMENTS["opper-node"], home=tmp_path))

    with pytest.raises(EnvironmentMissing, match=r"run `python tests/oracles/environments.py opper-node`"):
        Sdk("opper-node")
