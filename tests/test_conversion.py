"""What a conversion tells, and what it is restored from."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import normalizer
from normalizer import (
    UNSET,
    Change,
    Choice,
    Completion,
    Conversion,
    FinishReason,
    Logprobs,
    LossError,
    Message,
    NormalizerError,
    PayloadError,
    Refusal,
    RestoreError,
    Source,
    Text,
    TokenLogprob,
    ToolCall,
)  # fmt: skip
from normalizer.values import same

from .test_refusals import CHAT, TEXT

CALL = {"id": "t", "type": "function", "function": {"name": "f", "arguments": "{}"}}
CALLING = {
    **CHAT,
    "choices": [
        {
            "index": 0,
            "finish_reason": "tool_calls",
            "message": {"role": "assistant", "content": None, "tool_calls": [CALL]},
        }
    ],
}


def told(conversion: Conversion) -> list[tuple[str, str]]:
    return [(change.kind, change.pointer) for change in conversion.changes]


def test_a_tool_call_cannot_vanish_silently() -> None:
    completion = normalizer.normalize(CALLING)

    with pytest.raises(LossError, match="dropped /choices/0/message/parts/0") as caught:
        normalizer.dumps(completion, to="orq")
    assert [("dropped", "/choices/0/message/parts/0")] == [
        (change.kind, change.pointer) for change in caught.value.changes
    ]
    assert normalizer.denormalize(completion, to="orq", lossy=True)["choices"] == [
        {"finish_reason": "tool_calls", "index": 0, "text": ""}
    ]


def test_a_tool_call_added_to_a_text_completion_cannot_vanish_silently() -> None:
    completion = normalizer.normalize(TEXT)
    choice = completion.choices[0]
    message = attrs.evolve(choice.message, parts=(*choice.message.parts, ToolCall(id="t", name="f", arguments="{}")))
    edited = attrs.evolve(completion, choices=[attrs.evolve(choice, message=message)])

    with pytest.raises(LossError, match="dropped /choices/0/message/parts/1"):
        normalizer.denormalize(edited)


def test_an_empty_text_that_the_target_needs_is_a_respelling() -> None:
    assert told(normalizer.convert(CALLING, to="orq")) == [
        ("dropped", "/choices/0/message/parts/0"),
        ("respelled", "/choices/0/message/parts/0"),
        ("respelled", "/choices/0/message/extra/content"),
    ]


def test_numbers_are_respelled_where_both_spellings_are_equal_and_kept_where_not() -> None:
    payload = {
        **TEXT,
        "created": "1756112345",
        "choices": [
            {"index": 1.0, "text": "a", "finish_reason": "stop"},
            {"index": 4113.95, "text": "b", "finish_reason": "odd"},
        ],
    }
    conversion = normalizer.convert(payload, to="opper")

    assert conversion.payload["created"] == 1756112345
    assert [1, 4113.95] == [choice["index"] for choice in conversion.payload["choices"]]
    assert type(conversion.payload["choices"][0]["index"]) is int
    assert [("respelled", "/created"), ("respelled", "/choices/0/index")] == told(conversion)
    assert ["/choices/1/finish_reason", "/choices/1/index"] == [
        problem.pointer for problem in normalizer.check(conversion.payload)
    ]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((72.0, 105), [72, 105]), ((72, 105.0), [72, 105]), ((72.5, 105.0), [72.5, 105]), ((72, 105), [72, 105]),
        ((72.5, -0.0), [72.5, -0.0]), ((), []),
    ],
)  # fmt: skip
def test_each_number_of_an_array_is_respelled_for_itself_and_the_change_is_told(numbers: Any, said: Any) -> None:
    logprobs = Logprobs(content=(TokenLogprob("Hi", -0.5, bytes=numbers, top_logprobs=()),))
    conversion = normalizer.convert(Completion(choices=[Choice(logprobs=logprobs)]), to="opper")

    assert same(said, conversion.payload["choices"][0]["logprobs"]["content"][0]["bytes"])
    assert bool(told(conversion)) is not same(said, list(numbers))


@pytest.mark.parametrize("created", ["007", "1_0", " 1", "+1", "1.0", "\u0661", "1" * 19, -0.0, 1.5])
def test_what_is_not_exactly_an_integer_is_carried_as_it_is(created: Any) -> None:
    conversion = normalizer.convert({**TEXT, "created": created}, to="opper")

    assert repr(created) == repr(conversion.payload["created"])
    assert [] == told(conversion)


def test_unknown_keys_are_carried_but_for_those_that_would_mean_something() -> None:
    payload = {
        **TEXT,
        "provider": "x",
        "service_tier": "gold",
        "serviceTier": 1,
        "additionalProperties": {},
        "OBJECT": "x",
    }
    conversion = normalizer.convert(payload, to="opper")

    assert conversion.payload["provider"] == "x"
    assert {"service_tier", "serviceTier", "additionalProperties", "OBJECT"}.isdisjoint(conversion.payload)
    assert [
        ("dropped", "/extra/OBJECT"), ("respelled", "/extra/additionalProperties"), ("dropped", "/extra/serviceTier"), ("dropped", "/extra/service_tier"),
    ] == told(conversion)  # fmt: skip


def test_nothing_required_is_invented_and_defaults_are_told() -> None:
    payload = {**TEXT}
    conversion = normalizer.convert(payload, to="opper", defaults={"created": 0, "id": "unused"})

    assert "created" not in normalizer.convert(payload, to="opper").payload
    assert (0, "c") == (conversion.payload["created"], conversion.payload["id"])
    assert [("invented", "/created")] == told(conversion)
    assert payload == normalizer.restore(conversion)


def test_defaults_do_not_fill_null_for_null_says_something() -> None:
    assert normalizer.convert({**TEXT, "created": None}, to="opper", defaults={"created": 0}).payload["created"] is None


def test_a_default_for_something_else_than_a_root_field_is_refused() -> None:
    with pytest.raises(NormalizerError, match="not for 'choices'"):
        normalizer.convert(TEXT, to="opper", defaults={"choices": []})
    with pytest.raises(PayloadError, match="/created"):
        normalizer.convert(TEXT, to="opper", defaults={"created": ["now"]})


def test_text_bytes_completions_and_payloads_convert_alike() -> None:
    completion = normalizer.normalize(CALLING)
    text = normalizer.dumps(completion)
    expected = normalizer.convert(CALLING, to="orq")

    for given in (text, text.decode(), bytearray(text), memoryview(text), completion):
        conversion = normalizer.convert(given, to="orq")
        assert expected.payload == conversion.payload
        assert expected.changes == conversion.changes
        assert CALLING == normalizer.restore(conversion)


def test_a_completion_without_a_source_is_restored_as_canonical_json() -> None:
    completion = Completion(id="c", choices=(Choice(message=Message(parts=(Refusal("no"),))),))
    conversion = normalizer.convert(completion, to="orq")

    assert conversion.source.vendor == "canonical"
    assert normalizer.denormalize(completion) == normalizer.restore(conversion)


def test_a_completion_that_was_edited_comes_from_where_it_was_read() -> None:
    edited = attrs.evolve(normalizer.normalize(CHAT), id="edited")
    built = Completion(choices=edited.choices)

    assert normalizer.convert(edited, to="orq").source == edited.source == Source("opper", object="chat.completion")
    assert normalizer.convert(built, to="orq").source == Source("canonical", origin=None)


@pytest.mark.parametrize("to", ["orq", "opper", "canonical"])
def test_canonical_json_is_restored_as_itself_whatever_source_it_names(to: str) -> None:
    named = normalizer.denormalize(normalizer.normalize(CHAT), to="canonical")
    unnamed = {key: value for key, value in named.items() if key != "source"}
    for payload in (named, unnamed):
        conversion = normalizer.convert(payload, to=to)

        assert conversion.source == Source("canonical", origin=payload.get("source"))
        assert normalizer.restore(conversion) == payload


def test_what_is_restored_is_read_in_the_form_that_it_was_written_in() -> None:
    payload = {"choices": [{"message": {"content": "x"}}], "serviceTier": "unknown to the interface"}
    conversion = normalizer.convert(normalizer.normalize(payload, "opper", "wire"), to="opper")

    assert normalizer.detect(conversion.payload).form == "node"
    assert normalizer.restore(conversion) == payload


def test_editing_the_payload_of_a_conversion_does_not_change_what_it_tells() -> None:
    conversion = normalizer.convert(CALLING, to="orq")
    conversion.payload["id"] = "other"

    assert "/id" not in [change.pointer for change in conversion.changes]
    assert conversion.changes is conversion.changes


def test_parts_that_do_not_belong_together_are_refused() -> None:
    conversion = normalizer.convert(CALLING, to="orq")
    for change in [
        Change("altered", "/id", "x", "not there"), Change("dropped", "/choices/7", {}), Change("dropped", "/choices/x", {}),
        Change("invented", "/choices/0/message/parts/0", after={"type": "text", "text": "other"}), Change("dropped", "/a/b/c", 1),
        Change("altered", "/choices/0", {}, {}), Change("dropped", "/choices/9/extra/x", 1),
    ]:  # fmt: skip
        broken = Conversion(
            conversion.payload, (*conversion.changes, change), source=conversion.source, target=conversion.target
        )
        with pytest.raises(RestoreError, match="do not fit"):
            normalizer.restore(broken)


def test_a_conversion_is_built_of_its_four_parts_in_order() -> None:
    told = normalizer.convert(CALLING, to="orq")

    assert CALLING == normalizer.restore(Conversion(told.payload, list(told.changes), told.source, told.target))


def test_a_conversion_built_without_changes_has_none() -> None:
    assert Conversion(TEXT, source=Source("orq"), target=Source("orq")).changes == ()


def test_a_finish_reason_is_one_value_and_one_change() -> None:
    completion = attrs.evolve(
        normalizer.normalize(TEXT),
        choices=[Choice(finish_reason=FinishReason("error"), message=Message(parts=(Text("a"),)))],
    )
    changes = normalizer.convert(completion, to="opper").changes

    assert [
        Change(
            "altered", "/choices/0/finish_reason", {"kind": "error", "raw": "error"}, {"kind": "other", "raw": "error"}
        )
    ] == list(changes)


REASONS = [
    (FinishReason("stop"), "stop"), (FinishReason("stop", "end_turn"), "end_turn"), (FinishReason("length", "stop"), "length"),
    (FinishReason("tool_calls", "function_call"), "function_call"), (FinishReason("other", "stop"), "other"), (None, None),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "word"), REASONS)
def test_a_finish_reason_is_said_in_a_word_that_the_vendor_reads_as_the_same_kind(reason: Any, word: Any) -> None:
    completion = Completion(choices=(Choice(finish_reason=reason),))

    assert normalizer.denormalize(completion, to="opper", lossy=True)["choices"][0]["finish_reason"] == word


def test_a_change_of_form_keeps_all_there_is() -> None:
    completion = normalizer.normalize({**CALLING, "x_key": {"not_re_cased": 1}})
    written = normalizer.denormalize(completion, to="opper", form="node")

    assert written["additionalProperties"] == {"x_key": {"not_re_cased": 1}}
    assert written["choices"][0]["message"]["toolCalls"] == [CALL]
    assert completion == normalizer.normalize(written)


def test_an_envelope_comes_back_with_its_own_vendor_only() -> None:
    completion = normalizer.normalize({"data": TEXT})

    assert normalizer.denormalize(completion) == {"data": TEXT}
    assert normalizer.denormalize(completion, to="orq") == TEXT
    assert normalizer.denormalize(completion, form="wire") == {"data": TEXT}
    assert normalizer.denormalize(completion, form="node")["choices"][0]["finishReason"] == "stop"


def test_surrogate_halves_that_meet_become_the_character_that_json_makes_of_them() -> None:
    completion = Completion(choices=(Choice(message=Message(parts=(Text("\ud83d"), Text("\ude00"), Text("\ud800")))),))

    assert normalizer.denormalize(completion, to="orq", lossy=True)["choices"][0]["text"] == "\U0001f600\ud800"


def test_a_wrong_value_that_an_app_put_into_a_completion_is_refused_with_its_pointer() -> None:
    wrong = [
        (Completion(id=5), "/id"), (Completion(choices=("x",)), "/choices/0"), (Completion(extra={"a": (1,)}), "/extra/a"),  # type: ignore[arg-type]  # what an untyped app can do
        (Completion(extra=5), "/extra"), (Completion(choices=(Choice(finish_reason=FinishReason("odd")),)), "/choices/0/finish_reason/kind"),  # type: ignore[arg-type]  # likewise
    ]  # fmt: skip
    for completion, pointer in wrong:
        for to in ("orq", "opper", "canonical"):
            with pytest.raises(PayloadError) as caught:
                normalizer.denormalize(completion, to=to, lossy=True)
            assert pointer == caught.value.problems[0].pointer


def test_a_source_that_is_none_is_refused() -> None:
    for to in (None, "orq", "canonical"):
        with pytest.raises(PayloadError, match="/source: expected a Source, a string came"):
            normalizer.dumps(Completion(source="orq"), to)  # type: ignore[arg-type]  # what an untyped app can do


def test_conversions_are_equal_whether_their_changes_were_read_or_not() -> None:
    one, other = (normalizer.convert(CALLING, to="orq") for _ in range(2))

    assert one.changes
    assert one == other


def test_an_unknown_delta_stays_where_the_choice_still_answers_and_goes_where_it_would_be_a_chunk() -> None:
    payload = {"choices": [{"delta": True, "message": {}}]}
    assert payload == normalizer.denormalize(normalizer.normalize(payload, "orq"))

    completion = normalizer.normalize({**TEXT, "choices": [{"delta": 1, "text": "a"}]})
    edited = attrs.evolve(completion, choices=[attrs.evolve(completion.choices[0], message=Message())])
    with pytest.raises(LossError, match="dropped /choices/0/extra/delta"):
        normalizer.dumps(edited)


def test_absent_values_of_a_change_are_unset_and_its_text_shows_no_content() -> None:
    change = normalizer.convert(CALLING, to="orq").changes[0]

    assert change.after is UNSET
    assert change.is_loss
    assert str(change) == "dropped /choices/0/message/parts/0"


def test_defaults_are_told_as_invented_also_where_the_vendor_stays_the_same() -> None:
    anonymous = {key: value for key, value in CHAT.items() if key != "id"}
    conversion = normalizer.convert(anonymous, None, defaults={"id": "filled"})
    assert conversion.payload["id"] == "filled"
    assert [(change.pointer, change.kind) for change in conversion.changes] == [("/id", "invented")]


def test_defaults_for_other_fields_are_refused_by_name() -> None:
    told = "defaults are for id, model, created, usage, system_fingerprint, service_tier; not for 'x', 'y'"
    with pytest.raises(NormalizerError) as caught:
        normalizer.convert(CHAT, "orq", defaults={"x": 1, "y": 2})
    assert str(caught.value) == told
