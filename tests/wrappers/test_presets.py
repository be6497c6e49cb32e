"""The wrappers of known programs take the bodies out of lines such as these programs write."""

from __future__ import annotations

import json

import pytest

import normalizer
from normalizer.values import same
from normalizer.wrappers.presets import HELICONE, PRESETS, wrapper_named
from normalizer.wrappers.refusals import NoBodyError, UnknownWrapperError
from normalizer.wrappers.unwrapping import unwrap

from .spelled import body_of, lines_of

CASES = ["opper/text", "orq/text", "opper/tool-calls", "orq/unicode", "opper/unicode", "orq/four-choices"]
CASES += ["opper/refusal", "orq/content-filter"]


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_preset_gives_the_body_that_the_program_wrapped(name: str, number: int) -> None:
    wrapped = unwrap(lines_of(name)[number], wrapper_named(name))

    assert (wrapped.kind, wrapped.in_string) == ("answer", False)
    assert same(json.loads(wrapped.body), json.loads(body_of(f"{CASES[number]}.json")))


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_line_goes_to_the_other_vendor_and_back(name: str, number: int) -> None:
    preset = wrapper_named(name)
    line = lines_of(name)[number]
    wrapped = unwrap(line, preset)
    other = "orq" if CASES[number].startswith("opper") else "opper"

    conversion = normalizer.convert(wrapped.body, to=other)
    over = unwrap(wrapped.with_body(normalizer.codec.encode(conversion.payload)), preset)
    back = over.with_body(wrapped.body)

    assert normalizer.detect(over.body).vendor == other
    assert over.id == wrapped.id
    assert same(normalizer.restore(conversion), json.loads(wrapped.body))
    assert back == line


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("openai-batch", [("upstream-error", "/response/status_code"), ("upstream-error", "/error")]),
        ("litellm", [("upstream-error", "/status"), ("empty-body", "/response"), ("empty-body", "/response")]),
        (
            "helicone",
            [
                ("upstream-error", "/response_status"),
                ("empty-body", "/response_body"),
                ("empty-body", "/response_body"),
            ],
        ),
    ],
)
def test_lines_without_an_answer_are_refused_with_the_reason_and_their_id(
    name: str, expected: list[tuple[str, str]]
) -> None:
    for line, (code, pointer) in zip(lines_of(name)[len(CASES) :], expected, strict=True):
        with pytest.raises(NoBodyError) as caught:
            unwrap(line, wrapper_named(name))

        assert (caught.value.code, caught.value.pointer) == (code, pointer)
        assert str(caught.value.id).endswith(("90", "91", "92"))


@pytest.mark.parametrize("held", ["helicone_message: {", '{"helicone_message": "{'])
def test_a_text_that_speaks_of_a_note_is_none(held: str) -> None:
    text = f"data: {held}\n\n"

    assert unwrap(json.dumps({"response_body": text}).encode(), HELICONE).body == text.encode()


def test_a_body_that_has_the_key_of_a_note_is_none() -> None:
    body = {"helicone_message": "x", "choices": []}

    for held in (body, json.dumps(body)):
        assert unwrap(json.dumps({"response_body": held}).encode(), HELICONE).kind == "answer"


def test_an_unknown_preset_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownWrapperError, match=r"no wrapper 'x'; known: openai-batch, litellm, helicone"):
        wrapper_named("x")
