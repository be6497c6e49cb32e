"""What bad input gets: a clear refusal that names the place and the kinds, never the content, and never a crash."""

from __future__ import annotations

import enum
import json
import math
from collections import OrderedDict
from typing import Any

import attrs
import pytest

import normalizer
import normalizer.testing
from normalizer import (
    AmbiguousVendorError,
    NotACompletionError,
    PayloadError,
    UnknownFormError,
    UnknownVendorError,
    codec,
)
from normalizer.limits import CANONICAL_DEPTH, PAYLOAD_DEPTH
from normalizer.logs import convert_log
from normalizer.testing import listed
from normalizer.vendors import orq

TEXT: dict[str, Any] = {
    "id": "c",
    "object": "text_completion",
    "model": "m",
    "choices": [{"index": 0, "text": "hi", "finish_reason": "stop"}],
}
CHAT: dict[str, Any] = {
    "id": "c", "object": "chat.completion", "created": 1, "model": "m",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "hi"}}],
}  # fmt: skip

NOT_COMPLETIONS: list[tuple[Any, str]] = [
    (None, "null"),
    ("text", "a string"),
    ([CHAT], "an array"),
    (7, "an integer"),
    (b"{}", "a Python bytes"),
    ({}, "an empty body"),
    ({"error": {"message": "no"}}, "an error body"),
    ({"data": {"error": {"message": "no"}}}, "an error body"),
    ({"data": None}, "a stream event without data"),
    ({"data": {}}, "a stream event without data"),
    ({"object": "chat.completion.chunk", "choices": []}, "a chunk"),
    ({"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "x"}}]}, "a chunk"),
    ({"choices": [{"index": 0, "text": "x"}, {"index": 1, "delta": {}}]}, "a chunk"),
]


@pytest.mark.parametrize(("payload", "what"), NOT_COMPLETIONS, ids=lambda word: word if isinstance(word, str) else "")
def test_what_is_no_completion_is_refused_as_what_it_is(payload: Any, what: str) -> None:
    with pytest.raises(NotACompletionError, match=what):
        normalizer.normalize(payload)
    assert () == normalizer.detect(payload).candidates


@pytest.mark.parametrize("vendor", ["orq", "opper"])
def test_chunks_and_error_bodies_are_refused_for_a_named_vendor_as_well(vendor: str) -> None:
    payloads: list[Any] = [{"error": {}}, {"choices": [{"delta": {}}]}, {}]
    for payload in payloads:
        with pytest.raises(NotACompletionError):
            normalizer.normalize(payload, vendor)


WRONG = [
    ({"choices": None}, None, ["/choices"]),
    ({"id": "c"}, None, ["/choices"]),
    ({"choices": {}}, None, ["/choices"]),
    ({"choices": [1, {}, None]}, None, ["/choices/0", "/choices/2"]),
    ({"choices": [{"text": 5}]}, "orq", ["/choices/0/text"]),
    ({**TEXT, "id": 5, "usage": [], "created": True}, None, ["/id", "/created", "/usage"]),
    ({**TEXT, "choices": [{"index": "0", "text": "a"}, {"index": True, "text": []}]}, None, ["/choices/0/index", "/choices/1/text", "/choices/1/index"]),
    ({**TEXT, "choices": [{"text": "a"}, {"index": 1}]}, None, ["/choices/1/text"]),
    ({**TEXT, "usage": {"prompt_tokens": "5", "prompt_tokens_details": {"cached_tokens": {}}}}, None, ["/usage/prompt_tokens", "/usage/prompt_tokens_details/cached_tokens"]),
    ({**CHAT, "choices": [{"message": None}]}, None, ["/choices/0/message"]),
    ({**CHAT, "choices": [{"message": {"content": [{"type": "text"}], "tool_calls": [None, {"id": 1}]}}]}, None,
     ["/choices/0/message/content", "/choices/0/message/tool_calls/0", "/choices/0/message/tool_calls/1/id"]),
    ({**CHAT, "choices": [{"message": {}, "logprobs": {"content": [{"bytes": ["a"]}]}}]}, None, ["/choices/0/logprobs/content/0/bytes/0"]),
    ({"choices": [{"index": 0}]}, "opper", ["/choices/0/message"]),
    ({"object": "chat.completion", "choices": [{"index": 0}]}, None, ["/choices/0/message"]),
]  # fmt: skip


@pytest.mark.parametrize(("payload", "vendor", "pointers"), WRONG)
def test_every_value_of_a_wrong_kind_is_listed_with_its_pointer(
    payload: Any, vendor: str | None, pointers: list[str]
) -> None:
    with pytest.raises(PayloadError) as caught:
        normalizer.normalize(payload, vendor)

    assert sorted(pointers) == sorted(problem.pointer for problem in caught.value.problems)
    assert all(pointer in str(caught.value) for pointer in pointers)


@pytest.mark.parametrize(("payload", "came"), [({"id": "c"}, "nothing"), ({"choices": None}, "null")])
def test_no_choices_and_null_are_told_apart(payload: Any, came: str) -> None:
    with pytest.raises(PayloadError) as caught:
        normalizer.normalize(payload)

    assert [f"expected an array, {came} came"] == [problem.message for problem in caught.value.problems]


def canonical_with(**changed: Any) -> dict[str, Any]:
    return {**normalizer.denormalize(normalizer.normalize(CHAT), "canonical"), **changed}


def with_parts(parts: Any) -> dict[str, Any]:
    return canonical_with(choices=[{"message": {"parts": parts}}])


WORDS = "expected one of text, refusal, tool_call, function_call, audio"
MESSAGES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (canonical_with(extra={}), [("/extra", "expected an object with keys, an empty value came")]),
    (canonical_with(extra=5), [("/extra", "expected an object with keys, an integer came")]),
    (canonical_with(extra=[]), [("/extra", "expected an object with keys, an empty value came")]),
    (canonical_with(version=1.0), [("/version", "expected 1")]),
    (canonical_with(other=1, another=2), [("/other", "expected no such key"), ("/another", "expected no such key")]),
    (canonical_with(choices=5), [("/choices", "expected an array, an integer came")]),
    (canonical_with(usage=[]), [("/usage", "expected an object, null or nothing, an array came")]),
    (
        canonical_with(choices=[{"message": {"parts": []}, "finish_reason": {"kind": "stop", "raw": "stop", "x": 1}}]),
        [("/choices/0/finish_reason/x", "expected no such key")],
    ),
    (
        canonical_with(choices=[{"message": {"parts": []}, "finish_reason": {"kind": "stopped", "raw": "stop"}}]),
        [("/choices/0/finish_reason/kind", "expected one of content_filter/error/length/other/stop/tool_calls, a string came")],
    ),
    (with_parts("a"), [("/choices/0/message/parts", "expected an array, a string came")]),
    (
        with_parts([None, {"type": "nope"}, {"type": 7}, {}]),
        [("/choices/0/message/parts/0", "expected an object, null came")]
        + [(f"/choices/0/message/parts/{number}/type", WORDS) for number in (1, 2, 3)],
    ),
    ({**CHAT, "choices": [5, None]}, [("/choices/0", "expected an object, an integer came"), ("/choices/1", "expected an object, null came")]),
    ({**CHAT, "id": 5}, [("/id", "expected a string, null or nothing, an integer came")]),
    (
        canonical_with(source={"vendor": "orq", "form": "wire", "envelope": 0, "partial": "no", "origin": 1}),
        [
            ("/source/envelope", "expected a boolean, an integer came"),
            ("/source/partial", "expected a boolean or nothing, a string came"),
            ("/source/origin", "expected an object, null or nothing, an integer came"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("payload", "problems"), MESSAGES)
def test_a_refusal_says_what_was_expected_and_what_came(payload: Any, problems: list[tuple[str, str]]) -> None:
    with pytest.raises(PayloadError) as caught:
        normalizer.normalize(payload)

    assert problems == [(problem.pointer, problem.message) for problem in caught.value.problems]


UNWRITABLE: list[tuple[dict[str, Any], str, str]] = [
    ({"extra": 5}, "/extra", "expected an object, an integer came"),
    ({"id": 5}, "/id", "expected a string, null or nothing, an integer came"),
    ({"usage": 7}, "/usage", "expected a Usage, an integer came"),
    ({"choices": [1]}, "/choices/0", "expected a Choice, an integer came"),
]


@pytest.mark.parametrize(("changed", "pointer", "message"), UNWRITABLE)
@pytest.mark.parametrize(("to", "form"), [("canonical", "wire"), *normalizer.testing.spellings()])
def test_a_completion_with_a_value_of_a_wrong_kind_is_refused_before_it_is_written(
    changed: dict[str, Any], pointer: str, message: str, to: str, form: Any
) -> None:
    completion = attrs.evolve(normalizer.normalize(CHAT), **changed)

    with pytest.raises(PayloadError) as caught:
        normalizer.denormalize(completion, to, form, lossy=True)
    assert [(pointer, message)] == [(problem.pointer, problem.message) for problem in caught.value.problems]


WITH_BYTES: dict[str, Any] = {
    **CHAT,
    "choices": [{**CHAT["choices"][0], "logprobs": {"content": [{"token": "a", "logprob": -1.0, "bytes": [97], "top_logprobs": []}]}}],
}  # fmt: skip


def with_bytes(held: Any) -> normalizer.Completion:
    """A Completion in which an app has put something in the place of the bytes of a token."""
    completion = normalizer.normalize(WITH_BYTES)
    choice: Any = completion.choices[0]
    token = attrs.evolve(choice.logprobs.content[0], bytes=held)
    logprobs = attrs.evolve(choice.logprobs, content=[token])
    return attrs.evolve(completion, choices=(attrs.evolve(choice, logprobs=logprobs),))


def test_a_part_that_is_none_is_refused_with_the_names_of_those_that_there_are() -> None:
    completion = normalizer.normalize(CHAT)
    parts: Any = (1,)
    message = attrs.evolve(completion.choices[0].message, parts=parts)
    changed = attrs.evolve(completion, choices=(attrs.evolve(completion.choices[0], message=message),))

    with pytest.raises(PayloadError) as caught:
        normalizer.denormalize(changed, "canonical")
    (problem,) = caught.value.problems
    expected = "expected a Text or a Refusal or a ToolCall or a FunctionCall or a Audio, an integer came"
    assert ("/choices/0/message/parts/0", expected) == (problem.pointer, problem.message)


def test_an_app_may_put_a_list_where_an_array_is() -> None:
    for to in ("canonical", "opper"):
        expected = normalizer.denormalize(normalizer.normalize(WITH_BYTES), to)
        assert expected == normalizer.denormalize(with_bytes([97]), to)


@pytest.mark.parametrize(
    ("held", "place", "message"),
    [
        (5, "", "expected an array, null or nothing, an integer came"),
        ("a", "", "expected an array, null or nothing, a string came"),
        (["a"], "/0", "expected a number, a string came"),
    ],
)
def test_what_an_app_put_where_an_array_is_is_refused_as_what_it_is(held: Any, place: str, message: str) -> None:
    with pytest.raises(PayloadError) as caught:
        normalizer.denormalize(with_bytes(held), "canonical")

    (problem,) = caught.value.problems
    assert (f"/choices/0/logprobs/content/0/bytes{place}", message) == (problem.pointer, problem.message)


def test_a_refusal_shows_kinds_and_never_the_content() -> None:
    secret = "my-secret-diagnosis"

    for payload in ({**TEXT, "id": [secret]}, {**TEXT, "choices": secret}, {**TEXT, "id": {secret}}):
        with pytest.raises(PayloadError) as caught:
            normalizer.normalize(payload)
        assert secret not in str(caught.value)
        assert secret not in repr(caught.value)


def test_a_long_list_of_problems_is_cut_in_the_text_and_whole_in_the_attribute() -> None:
    with pytest.raises(PayloadError, match="and 30 more") as caught:
        normalizer.normalize({"choices": [1] * 50})
    assert len(caught.value.problems) == 50


class Colour(str, enum.Enum):
    RED = "red"


def looped() -> dict[str, Any]:
    payload: dict[str, Any] = {**TEXT}
    payload["self"] = payload
    return payload


def deep(levels: int) -> dict[str, Any]:
    value: Any = []
    for _ in range(levels - 2):
        value = [value]
    return {**TEXT, "x": value}


UNHOLDABLE = [
    ({**TEXT, "x": (1, 2)}, "/x"),
    ({**TEXT, "x": b"bytes"}, "/x"),
    ({**TEXT, "x": {"y": {1, 2}}}, "/x/y"),
    ({**TEXT, "x": Colour.RED}, "/x"),
    ({**TEXT, "x": math.nan}, "/x"),
    ({**TEXT, "x": -math.inf}, "/x"),
    ({**TEXT, "x": 10**4300}, "/x"),
    ({**TEXT, "x": {1: 2}}, "/x"),
    ({**TEXT, "x": {None: 2}}, "/x"),
    ({**TEXT, "x": {1: {"y": (2,)}}}, "/x"),
    ({**TEXT, "x": ["\ud83d\ude00"]}, "/x/0"),
    ({**TEXT, "x": {"\ud83d\ude00": 1}}, "/x"),
    (looped(), ""),
    (deep(PAYLOAD_DEPTH + 1), ""),
    (deep(100_000), ""),
]


@pytest.mark.parametrize(("payload", "pointer"), UNHOLDABLE, ids=range(len(UNHOLDABLE)))
def test_what_json_cannot_hold_is_refused_with_its_pointer(payload: Any, pointer: str) -> None:
    for read in (normalizer.normalize, normalizer.check, lambda given: normalizer.convert(given, to="opper")):
        with pytest.raises(PayloadError) as caught:
            read(payload)

        assert [pointer] == [problem.pointer for problem in caught.value.problems]
    assert normalizer.detect(payload).vendor == "orq"


def test_what_is_at_the_limits_comes_back() -> None:
    payload = {**deep(PAYLOAD_DEPTH), "n": 10**4299, "s": "\ud800", "o": OrderedDict(a=1)}

    assert payload == normalizer.denormalize(normalizer.normalize(payload))
    assert payload == normalizer.denormalize(normalizer.loads(normalizer.dumps(normalizer.normalize(payload))))


def test_a_deep_payload_can_be_saved_as_canonical_json_and_loaded() -> None:
    completion = normalizer.normalize(deep(PAYLOAD_DEPTH))
    saved = normalizer.dumps(completion, to="canonical")

    assert completion == normalizer.loads(saved)


@pytest.mark.parametrize("held", [bytes, bytearray, memoryview, bytes.decode], ids=lambda held: held.__name__)
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_a_payload_beyond_the_limit_is_refused_as_text_too(held: Any, opening: str, closing: str) -> None:
    inner = opening * (PAYLOAD_DEPTH - 1) + "[]" + closing * (PAYLOAD_DEPTH - 1)
    text = f'{{"choices":[],"object":"text_completion","x":{inner}}}'.encode()

    with pytest.raises(PayloadError, match="inside each other") as caught:
        normalizer.loads(held(text))
    assert caught.value.problems[0].pointer == ""


def test_a_vendors_payload_may_not_be_as_deep_as_canonical_json_whatever_its_object_says() -> None:
    with pytest.raises(PayloadError, match="inside each other"):
        normalizer.normalize({**deep(PAYLOAD_DEPTH + 1), "object": "normalizer.completion"}, "orq")


def test_a_completion_too_deep_to_be_read_back_is_not_written() -> None:
    completion = normalizer.normalize(deep(PAYLOAD_DEPTH))

    with pytest.raises(PayloadError, match="inside each other"):
        normalizer.denormalize(completion, to="opper", form="node", lossy=True)


def test_two_vendors_choices_in_one_payload_are_not_guessed_about() -> None:
    payload = {"choices": [{"text": "a"}, {"message": {}}]}

    with pytest.raises(AmbiguousVendorError, match="orq or opper") as caught:
        normalizer.normalize(payload)
    assert ("orq", "opper") == caught.value.detection.candidates


def test_no_choices_and_an_unhelpful_object_are_not_guessed_about() -> None:
    payloads: list[Any] = [{"choices": []}, {"choices": [], "object": "<value>"}, {"choices": [], "object": None}]
    for payload in payloads:
        with pytest.raises(AmbiguousVendorError, match="name the vendor"):
            normalizer.normalize(payload)
    assert normalizer.normalize({"choices": []}, "orq").choices == ()


def test_the_object_word_and_then_the_envelope_decide_where_choices_cannot() -> None:
    assert normalizer.detect({"choices": [], "object": "text_completion"}).vendor == "orq"
    assert normalizer.detect({"choices": [], "OBJECT": "chat.completion", "object": None}).vendor == "opper"
    assert normalizer.detect({"choices": [{"text": "", "message": {}}], "object": "chat.completion"}).vendor == "opper"
    assert normalizer.detect({"data": {"choices": [], "object": "<value>"}}).vendor == "orq"


def test_unknown_vendors_and_forms_are_named_with_those_that_are_known() -> None:
    with pytest.raises(UnknownVendorError, match="known: orq, opper, canonical"):
        normalizer.normalize(TEXT, "openai")
    names: list[Any] = [[], {}, 3, ("orq",)]
    for name in names:
        with pytest.raises(UnknownVendorError, match="known: orq, opper, canonical"):
            normalizer.normalize(TEXT, name)
    with pytest.raises(UnknownVendorError):
        normalizer.denormalize(normalizer.normalize(TEXT), to="openai")
    with pytest.raises(UnknownFormError, match="orq has no form 'java'; known: wire, node, python"):
        normalizer.normalize(TEXT, "orq", "java")  # type: ignore[arg-type]  # what an untyped caller can do
    with pytest.raises(UnknownFormError):
        normalizer.denormalize(normalizer.normalize(TEXT), to="canonical", form="node")


def test_an_empty_name_is_no_vendor_and_no_form() -> None:
    completion = normalizer.normalize(TEXT)
    names: list[Any] = ["", 0, []]
    for name in names:
        vendor: Any = name
        for refused in (
            lambda vendor=vendor: normalizer.normalize(TEXT, vendor),
            lambda vendor=vendor: normalizer.loads(codec.encode(TEXT), vendor),
            lambda vendor=vendor: normalizer.denormalize(completion, vendor),
            lambda vendor=vendor: normalizer.dumps(normalizer.loads(codec.encode(TEXT)), vendor),
            lambda vendor=vendor: normalizer.convert(TEXT, vendor),
            lambda vendor=vendor: list(normalizer.write_stream(normalizer.split(completion), vendor)),
            lambda vendor=vendor: list(convert_log([], vendor)),
        ):
            with pytest.raises(UnknownVendorError):
                refused()
        form: Any = name
        for refused in (
            lambda form=form: normalizer.normalize(TEXT, form=form),
            lambda form=form: normalizer.loads(codec.encode(TEXT), form=form),
            lambda form=form: normalizer.denormalize(completion, form=form),
            lambda form=form: normalizer.dumps(normalizer.loads(codec.encode(TEXT)), "opper", form),
            lambda form=form: normalizer.convert(TEXT, "opper", form=form),
            lambda form=form: list(normalizer.write_stream(normalizer.split(completion), "opper", form)),
            lambda form=form: list(convert_log([], "opper", form=form)),
        ):
            with pytest.raises(UnknownFormError):
                refused()


def test_canonical_json_in_a_stream_event_is_refused() -> None:
    saved = normalizer.denormalize(normalizer.normalize(TEXT), to="canonical")

    with pytest.raises(PayloadError, match="stream event") as caught:
        normalizer.normalize({"data": saved}, "canonical")
    assert (caught.value.problems[0].pointer, caught.value.vendor) == ("", "canonical")


def test_choices_are_an_answer_whatever_else_says_error_or_chunk() -> None:
    for beside in ({"error": {"message": "late"}}, {"object": "chat.completion.chunk"}):
        payload = {**CHAT, **beside}

        assert payload == normalizer.denormalize(normalizer.normalize(payload))


def test_what_is_no_completion_cannot_be_written() -> None:
    with pytest.raises(NotACompletionError):
        normalizer.denormalize(TEXT)  # type: ignore[arg-type]  # what an untyped caller can do


LENIENT = [
    {"finish_reason": None}, {"finish_reason": "weird"}, {"finish_reason": ""}, {"finish_reason": "function_call"},
]  # fmt: skip


@pytest.mark.parametrize("payload", [TEXT, CHAT], ids=["text", "chat"])
@pytest.mark.parametrize("odd", LENIENT)
def test_odd_finish_reasons_are_read_kept_and_written_back_and_check_reports_them(payload: Any, odd: Any) -> None:
    choice = {**payload["choices"][0], **odd}
    changed = {**payload, "choices": [choice]}

    assert changed == normalizer.denormalize(normalizer.normalize(changed))
    known = payload is CHAT and odd["finish_reason"] == "function_call"
    assert known or "/choices/0/finish_reason" in [problem.pointer for problem in normalizer.check(changed)]


@pytest.mark.parametrize("name", ["created", "usage", "system_fingerprint", "id", "model", "object"])
@pytest.mark.parametrize("payload", [TEXT, CHAT], ids=["text", "chat"])
def test_nulls_and_missing_keys_are_read_kept_and_written_back(payload: Any, name: str) -> None:
    for changed in ({**payload, name: None}, {key: value for key, value in payload.items() if key != name}):
        completion = normalizer.normalize(changed)
        assert changed == normalizer.denormalize(completion)


def test_canonical_json_may_be_a_little_deeper_than_a_payload_also_as_an_object() -> None:
    deep: Any = []
    for _ in range(CANONICAL_DEPTH - 3):
        deep = [deep]
    saved = {"object": "normalizer.completion", "version": 1, "choices": [], "extra": {"x": deep}}
    assert normalizer.denormalize(normalizer.normalize(saved), to="canonical") == saved

    with pytest.raises(PayloadError, match=f"at most {PAYLOAD_DEPTH} objects"):
        normalizer.normalize({"choices": [{"text": ""}], "x": deep})


@pytest.mark.parametrize("name", [None, [], {}, 1, "else", b"wire"])
def test_what_is_no_name_of_a_form_is_refused_as_such(name: Any) -> None:
    with pytest.raises(UnknownFormError):
        normalizer.orq.VENDOR.form(name)


def test_a_choice_that_is_not_of_the_vendor_which_the_object_names_is_named() -> None:
    payload = {"object": "chat.completion", "choices": [{"message": {"content": "a"}}, {"index": 1}]}
    for read in (normalizer.normalize, lambda given: normalizer.loads(json.dumps(given))):
        with pytest.raises(PayloadError, match=r"opper payload:\s+/choices/1/message: expected a value, nothing came"):
            read(payload)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (math.nan, "expected a finite number, NaN or an infinity came"),
        (-math.inf, "expected a finite number, NaN or an infinity came"),
        (10**4300, "expected an integer of at most 4300 digits, a longer one came"),
        (-(10**4300), "expected an integer of at most 4300 digits, a longer one came"),
        ((), "expected a JSON value, a Python tuple came"),
        ("\ud83d\ude00", "expected text, a pair of surrogates came that JSON would fuse into one character"),
        ({1: 2}, "expected string keys, an integer came"),
    ],
    ids=range(7),
)
def test_a_value_that_no_json_text_holds_is_refused_with_what_it_is(value: Any, said: str) -> None:
    with pytest.raises(PayloadError) as caught:
        normalizer.normalize({"choices": [{"text": ""}], "x": value})

    assert [str(problem) for problem in caught.value.problems] == [f"/x: {said}"]


def test_the_longest_integer_that_is_allowed_is_read() -> None:
    for number in (10**4300 - 1, 1 - 10**4300, 2**64, -(2**65)):
        assert normalizer.normalize({"choices": [{"text": ""}], "x": number}).extra["x"] == number


@pytest.mark.parametrize("held", [[1], 5, "x", True, {}, [], None, 0])
def test_an_event_whose_data_is_no_object_with_keys_has_none(held: Any) -> None:
    with pytest.raises(NotACompletionError, match="a stream event without data"):
        normalizer.normalize({"data": held})


BOTH_KEYS = {"object": "chat.completion", "choices": [{"text": "a", "message": {}}]}


@pytest.mark.parametrize(
    ("payload", "vendor", "reasons"),
    [
        ({"object": "normalizer.completion", "choices": []}, "canonical", ["object is normalizer.completion"]),
        (BOTH_KEYS, "opper", ["all choices have text and message", "object is chat.completion"]),
        ({"choices": [{}]}, None, ["no key that tells is in all choices", "object is no vendor's word"]),
        ({"data": {"choices": []}}, "orq", ["there are no choices to tell by", "object is no vendor's word", "it lies in a stream event's data"]),
        (
            {"data": {"object": "normalizer.completion", "choices": [{"text": ""}]}},
            "orq",
            ["all choices have text", "no known key is spelled otherwise"],
        ),
        ([], None, ["not a completion but an array, not an object"]),
    ],
    ids=["canonical", "both keys", "no key", "envelope", "canonical words in an envelope", "array"],
)  # fmt: skip
def test_a_detection_tells_its_reasons_whatever_holds_the_payload(
    payload: Any, vendor: str | None, reasons: list[str]
) -> None:
    text = json.dumps(payload)
    for given in (payload, text, text.encode(), bytearray(text.encode()), memoryview(text.encode())):
        detection = normalizer.detect(given)
        assert detection.vendor == vendor
        assert list(detection.reasons)[: len(reasons)] == reasons
        assert detection.envelope == ("data" in payload)


def test_of_vendors_with_the_same_key_the_word_of_a_third_one_chooses_none() -> None:
    with listed(attrs.evolve(orq.VENDOR, name="another")):
        detection = normalizer.detect({"object": "chat.completion", "choices": [{"text": "x"}]})

    assert (detection.vendor, detection.candidates) == (None, ("orq", "another"))
    assert detection.reasons == ("all choices have text and text", "object is no vendor's word")


def test_what_is_no_object_is_named_by_its_kind() -> None:
    with pytest.raises(normalizer.NotACompletionError, match=r"^not a completion but an integer, not an object$"):
        normalizer.normalize(5)
