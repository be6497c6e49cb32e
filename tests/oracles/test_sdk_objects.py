"""An SDK's object is normalized whole: as much as its attributes hold, which is more than the SDK itself can print.

The library runs inside the SDK's own process there, so what is compared are two canonical payloads: of the object, made
there, and of the payload that the object's attributes come to, made here.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

import normalizer
from normalizer.values import same

from .meanings import with_integers
from .panel import Panel
from .recordings import PAYLOADS, RECORDINGS, fixture, full, vendor_of
from .sdk import SPEAKERS, Reading, Speaker

pytestmark = pytest.mark.oracle

PYTHON = [speaker for speaker in SPEAKERS if "python" in speaker.environment]
OPPER = Speaker("opper-python", "ChatCompletion", "opper")
WHOLE = [OPPER, *(speaker for speaker in PYTHON if not speaker.strict)]


def named(speaker: Speaker) -> str:
    return f"{speaker.environment}-{speaker.class_name}"


def read(panel: Panel, speaker: Speaker, payload: Any, **wanted: bool) -> Reading:
    enveloped = {"data": payload} if speaker.envelope else payload
    return panel.sdk(speaker.environment).read(json.dumps(enveloped), speaker.class_name, **wanted)


def canonical(payload: Any) -> dict[str, Any]:
    """The canonical payload, or the refusal in the server's words."""
    try:
        return {"canonical": normalizer.denormalize(normalizer.normalize(payload), to="canonical")}
    except normalizer.NormalizerError as error:
        return {"canonical_error": f"{type(error).__name__}: {error}"}


@pytest.mark.parametrize("speaker", PYTHON, ids=named)
def test_an_sdk_s_object_is_read_as_its_attributes_are(panel: Panel, speaker: Speaker) -> None:
    files = [file for file in PAYLOADS + RECORDINGS if vendor_of(file) == speaker.vendor]
    readings = {file: read(panel, speaker, fixture(file), normalize=True) for file in files}
    accepted = {file: reading for file, reading in readings.items() if reading.accepted}

    assert len(accepted) > len(files) / 3
    for file, reading in accepted.items():
        held = {"canonical": reading.canonical, "canonical_error": reading.canonical_error}
        assert same({name: value for name, value in held.items() if value}, canonical(reading.attributes)), file


@pytest.mark.parametrize("speaker", WHOLE, ids=named)
def test_an_object_that_keeps_unknown_keys_means_what_its_payload_means(panel: Panel, speaker: Speaker) -> None:
    """Opper's SDK and OpenAI's, which people point at both gateways, lose nothing of a payload that conforms.

    Of orq's numbers OpenAI's makes 0.0 a 0, where its own schema says integer.
    """
    files = [file for file in PAYLOADS if vendor_of(file) == speaker.vendor]
    conforming = [file for file in files if not normalizer.check(fixture(file), speaker.vendor)]

    assert conforming
    for file in conforming:
        reading = read(panel, speaker, fixture(file), normalize=True)
        means = [{"canonical": reading.canonical}, canonical(fixture(file))]
        assert same(*(map(with_integers, means) if speaker.vendor == "orq" else means)), file


def test_an_opper_object_keeps_what_its_own_dump_loses(panel: Panel) -> None:
    """Usage, tool calls, log probabilities, audio and annotations are in the object, in ours, and not in its dump."""
    reading = read(panel, OPPER, full("opper"), normalize=True, dumps=True)
    choice = reading.canonical["choices"][0]
    printed = json.loads(reading.dumps["model_dump_json_by_alias"])

    assert reading.canonical["usage"]["total_tokens"] == 203
    assert {part["type"] for part in choice["message"]["parts"]} == {"text", "tool_call", "function_call", "audio"}
    assert choice["logprobs"]["content"]
    assert choice["message"]["annotations"]
    assert not printed.get("usage")
    assert not printed["choices"][0].get("logprobs")
    assert not printed["choices"][0]["message"].get("audio")
