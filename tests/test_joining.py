"""What joining does with chunks that say something against each other, or twice, or nothing: nothing vanishes, nothing is glued."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

import normalizer
from normalizer import UNSET, Choice, Chunk, Completion, FinishReason, Joiner, Problem, Source
from normalizer.testing.stream_laws import read
from normalizer.vendors import known_vendors


def chat(*choices: dict[str, Any], **root: Any) -> dict[str, Any]:
    return {"id": "c1", "object": "chat.completion.chunk", "choices": list(choices), **root}


def said(index: Any = 0, *, reason: Any = None, **delta: Any) -> dict[str, Any]:
    choice = {"index": index, "delta": delta, "finish_reason": reason}
    return {name: value for name, value in choice.items() if value is not UNSET}


def call(index: Any, **keys: Any) -> dict[str, Any]:
    return {"index": index, **keys} if index is not UNSET else keys


def joiner_of(*payloads: dict[str, Any], vendor: str = "opper") -> Joiner:
    joiner = Joiner()
    for chunk in read(payloads, vendor):
        joiner.feed(chunk)
    return joiner


def joined(*payloads: dict[str, Any], vendor: str = "opper") -> Completion:
    joiner = joiner_of(*payloads, vendor=vendor)
    assert not joiner.problems
    return joiner.completion


def only_choice(*payloads: dict[str, Any]) -> Choice:
    (choice,) = joined(*payloads).choices
    return choice


def run(chunk: int, value: Any, times: int = 1) -> dict[str, Any]:
    return {"chunk": chunk, "times": times, "value": value}


@pytest.mark.parametrize("name", ["id", "model", "created", "system_fingerprint", "service_tier"])
def test_a_root_key_that_changes_is_reported_and_all_its_values_are_kept(name: str) -> None:
    joiner = joiner_of(chat(**{name: "a"}), chat(**{name: "a"}), chat(**{name: "b"}), chat(**{name: "a"}))
    completion = joiner.completion

    assert getattr(completion, name) == "a"
    assert completion.extra == {name: [run(0, "a", 2), run(2, "b"), run(3, "a")]}
    assert joiner.problems == (Problem(f"/2/{name}", "expected what came before, another value came"),)
    with pytest.raises(normalizer.LossError) as caught:
        normalizer.dumps(completion)
    assert [str(change) for change in caught.value.changes] == [f"dropped /extra/{name}"]


def test_null_and_empty_texts_never_win_over_a_value() -> None:
    first: dict[str, Any] = {"id": "", "model": "", "created": None, "object": "chat.completion.chunk", "choices": []}
    completion = joined(first, chat(model="m", created=0), chat(id=None, model=""))

    assert (completion.id, completion.model, completion.created, completion.extra) == ("c1", "m", 0, {})


def test_zero_is_a_value_and_1_is_not_1_0() -> None:
    joiner = joiner_of(chat(created=0), chat(created=1), chat(created=1.0))

    assert joiner.completion.extra["created"] == [run(0, 0), run(1, 1), run(2, 1.0)]


def test_what_only_ever_was_null_is_null_and_what_never_came_is_absent() -> None:
    completion = joined(chat(said(), usage=None, model=None), chat(said(UNSET, reason=UNSET)))

    assert (completion.usage, completion.model, completion.created) == (None, None, UNSET)
    assert [choice.finish_reason for choice in completion.choices] == [None, UNSET]


def test_a_second_finish_reason_is_a_problem_and_the_last_one_wins() -> None:
    joiner = joiner_of(chat(said(content="a", reason="stop")), chat(said(reason="stop")), chat(said(reason="length")))

    assert joiner.completion.choices[0].finish_reason == FinishReason("length")
    assert joiner.completion.choices[0].extra == {"finish_reason": [run(0, "stop", 2), run(2, "length")]}
    assert [problem.pointer for problem in joiner.problems] == ["/2/choices/0/finish_reason"]


def test_the_same_finish_reason_again_is_none() -> None:
    assert only_choice(chat(said(reason="stop")), chat(said(reason="stop"))).finish_reason == FinishReason("stop")


def test_text_after_the_finish_reason_is_text() -> None:
    assert only_choice(chat(said(content="a", reason="stop")), chat(said(content="b"))).text == "ab"


def test_usage_is_the_last_one_stated_and_never_a_sum() -> None:
    completion = joined(
        chat(usage={"total_tokens": 10}),
        chat(usage={"total_tokens": 10}),
        chat(usage={"total_tokens": 12}),
        chat(usage=None),
    )

    assert completion.usage == normalizer.Usage(total_tokens=12)


def test_an_unknown_key_that_is_always_the_same_is_kept_once() -> None:
    completion = joined(chat(said(content="a", x=[1]), provider="p"), chat(said(x=[1])), chat(provider="p"))

    assert (completion.extra, completion.choices[0].message.extra) == ({"provider": "p"}, {"x": [1]})


def test_an_unknown_key_that_changes_is_kept_as_all_it_was() -> None:
    choice = only_choice(*(chat(said(reasoning_content=text)) for text in ("Let", " me", " me", "?")))

    assert choice.message.extra == {"reasoning_content": [run(0, "Let"), run(1, " me", 2), run(3, "?")]}


def test_null_and_absence_of_an_unknown_key_are_two_things() -> None:
    assert joined(chat(x=None), chat(), chat(x=1)).extra == {"x": [run(0, None), run(2, 1)]}


@pytest.mark.parametrize("silence", [None, []])
def test_a_key_that_says_nothing_is_kept_unless_something_of_its_kind_is_said(silence: Any) -> None:
    first: dict[str, Any] = chat(said(tool_calls=silence, refusal=None))

    assert only_choice(first, chat(said(content="a"))).message.extra == {"tool_calls": silence, "refusal": None}
    assert only_choice(first, chat(said(tool_calls=[call(0)]))).message.extra == {"refusal": None}
    assert only_choice(first, chat(said(tool_calls=None))).message.extra == {"tool_calls": None, "refusal": None}


PARTS: list[tuple[str, Any]] = [
    ("content", "x"),
    ("refusal", "no"),
    ("tool_calls", [call(0, id="t", type="function", function={"name": "f", "arguments": "{}"})]),
    ("function_call", {"name": "f", "arguments": "{}"}),
    ("audio", {"id": "a", "data": "AA=="}),
]


@pytest.mark.parametrize(("name", "value"), PARTS)
def test_null_beside_what_comes_later_leaves_nothing_behind(name: str, value: Any) -> None:
    (part,) = only_choice(chat(said(**{name: value}))).message.parts

    for payloads in ([{name: None}, {name: value}], [{name: value}, {name: None}]):
        message = only_choice(*(chat(said(**payload)) for payload in payloads)).message
        assert (message.parts, message.extra) == ((part,), {})


def test_null_beside_a_text_that_comes_later_leaves_nothing_behind() -> None:
    chunks = [{"object": "text_completion", "choices": [{"index": 0, "text": text}]} for text in (None, "x", None)]
    (choice,) = joined(*chunks, vendor="orq").choices

    assert (choice.message.parts, choice.extra, choice.message.extra) == ((normalizer.Text("x"),), {}, {})


def test_a_role_that_comes_late_or_again_is_the_role() -> None:
    message = only_choice(chat(said(content="a")), chat(said(role="assistant")), chat(said(role="assistant"))).message

    assert message.role == "assistant"
    assert only_choice(chat(said(content="a"))).message.role is UNSET


def test_another_role_is_a_problem() -> None:
    joiner = joiner_of(chat(said(role="assistant")), chat(said(role="user")))

    assert [problem.pointer for problem in joiner.problems] == ["/1/choices/0/delta/role"]
    assert joiner.completion.choices[0].message.extra == {"role": [run(0, "assistant"), run(1, "user")]}


def test_two_choices_of_one_index_in_one_chunk_are_two() -> None:
    completion = joined(
        chat(said(0, content="a"), said(0, content="x")), chat(said(0, content="b"), said(0, content="y"))
    )

    assert [choice.text for choice in completion.choices] == ["ab", "xy"]


def test_choices_without_an_index_are_their_own_and_come_last() -> None:
    completion = joined(chat(said(UNSET, content="a")), chat(said(None, content="b")), chat(said(1, content="c")))

    assert [(choice.index, choice.text) for choice in completion.choices] == [(1, "c"), (None, "b"), (UNSET, "a")]


def test_an_index_of_another_kind_is_the_same_choice_and_a_problem() -> None:
    joiner = joiner_of(chat(said(0, content="a")), chat(said(0.0, content="b")))

    assert [choice.text for choice in joiner.completion.choices] == ["ab"]
    assert [problem.pointer for problem in joiner.problems] == ["/1/choices/0/index"]


def test_parallel_tool_calls_are_joined_each_by_its_index() -> None:
    choice = only_choice(
        chat(said(tool_calls=[call(1, id="b", type="function", function={"name": "g", "arguments": ""})])),
        chat(said(tool_calls=[call(0, id="a", type="function", function={"name": "f"})])),
        chat(said(tool_calls=[call(0, function={"arguments": "{"}), call(1, function={"arguments": "["})])),
        chat(
            said(
                tool_calls=[call(1, id="", function={"arguments": "]"}), call(0, id=None, function={"arguments": "}"})]
            )
        ),
    )

    assert [(part.id, part.name, part.arguments) for part in choice.tool_calls] == [("a", "f", "{}"), ("b", "g", "[]")]
    assert all(part.extra == {} for part in choice.tool_calls)


def test_a_tool_call_with_another_id_at_the_same_index_is_another_call() -> None:
    joiner = joiner_of(
        chat(said(tool_calls=[call(0, id="a", function={"name": "f", "arguments": "{}"})])),
        chat(said(tool_calls=[call(0, id="b", function={"name": "g", "arguments": "["})])),
        chat(said(tool_calls=[call(0, function={"arguments": "]"})])),
    )
    first, second = joiner.completion.choices[0].tool_calls

    assert (first.id, first.name, first.arguments, first.extra) == ("a", "f", "{}", {})
    assert (second.id, second.name, second.arguments, second.extra) == ("b", "g", "[]", {"index": 0})
    assert [problem.pointer for problem in joiner.problems] == ["/1/choices/0/delta/parts/0/id"]


def test_tool_calls_without_an_index_that_come_together_are_several() -> None:
    choice = only_choice(chat(said(tool_calls=[call(UNSET, id="a"), call(UNSET, id="b"), call(None, id="c")])))

    assert [(part.id, part.extra) for part in choice.tool_calls] == [("a", {}), ("c", {"index": None}), ("b", {})]


def test_a_tool_call_without_an_index_comes_after_those_with_one() -> None:
    with_one, without = call(0, id="a", type="function"), call(UNSET, id="b", type="function")

    for tool_calls in ([without, with_one], [with_one, without]):
        assert ["a", "b"] == [made.id for made in only_choice(chat(said(tool_calls=tool_calls))).tool_calls]


def test_an_index_that_is_not_the_place_of_the_call_is_kept() -> None:
    choice = only_choice(chat(said(tool_calls=[call(3, id="a")])), chat(said(tool_calls=[call(1, id="b")])))

    assert [(part.id, part.extra) for part in choice.tool_calls] == [("b", {"index": 1}), ("a", {"index": 3})]


def test_a_name_that_changes_is_a_problem_and_not_glued() -> None:
    joiner = joiner_of(
        chat(said(tool_calls=[call(0, type="function", function={"name": "f"})])),
        chat(said(tool_calls=[call(0, type="custom", function={"name": "g"})])),
    )
    (part,) = joiner.completion.choices[0].tool_calls

    assert (part.name, part.kind) == ("g", "custom")
    assert part.extra == {
        "kind": [run(0, "function"), run(1, "custom")],
        "function": {"name": [run(0, "f"), run(1, "g")]},
    }
    assert [problem.pointer.rpartition("/0/")[2] for problem in joiner.problems] == ["kind", "function/name"]


def test_arguments_logged_as_an_object_stay_one() -> None:
    part = only_choice(chat(said(tool_calls=[call(0, function={"arguments": {"a": 1}})]))).tool_calls[0]

    assert part.arguments == {"a": 1}


def test_arguments_that_are_an_object_and_a_text_are_a_problem_and_both_are_kept() -> None:
    for first, second in ((("{}"), {"a": 1}), ({"a": 1}, "{}")):
        joiner = joiner_of(
            chat(said(function_call={"name": "f", "arguments": first})), chat(said(function_call={"arguments": second}))
        )
        (part,) = joiner.completion.choices[0].message.parts

        assert isinstance(part, normalizer.FunctionCall)
        assert part.arguments == "{}"
        assert [told["value"] for told in part.extra["arguments"]] == [{"a": 1}]
        assert len(joiner.problems) == 1


def test_null_arguments_add_nothing_and_alone_stay_null() -> None:
    null, text = {"arguments": None}, {"arguments": "{}"}

    assert only_choice(chat(said(tool_calls=[call(0, function=null)]))).tool_calls[0].arguments is None
    first, then = chat(said(tool_calls=[call(0, function=null)])), chat(said(tool_calls=[call(0, function=text)]))
    assert only_choice(first, then, first).tool_calls[0].arguments == "{}"


def test_a_custom_tool_call_is_joined_like_a_function() -> None:
    part = only_choice(
        chat(said(tool_calls=[call(0, type="custom", id="a", custom={"name": "sql", "input": "SEL"})])),
        chat(said(tool_calls=[call(0, custom={"input": "ECT 1", "x": 1})])),
    ).tool_calls[0]

    assert (part.kind, part.name, part.arguments, part.extra) == ("custom", "sql", "SELECT 1", {"custom": {"x": 1}})


def test_a_custom_call_that_never_says_its_type_is_one() -> None:
    (part,) = only_choice(chat(said(tool_calls=[call(0, custom={"name": "f", "input": "x"})]))).message.parts

    assert isinstance(part, normalizer.ToolCall)
    assert (part.kind, part.name, part.arguments, part.extra) == (UNSET, "f", "x", {})


def test_unknown_keys_of_a_text_are_joined_with_it() -> None:
    pieces = (normalizer.Text("a", extra={"x": 1}), normalizer.Text("b", extra={"y": None}))
    deltas = [normalizer.Delta(parts=(piece,)) for piece in pieces]
    chunks = [Chunk(choices=(normalizer.ChunkChoice(0, delta=delta),)) for delta in deltas]

    assert normalizer.join(chunks).choices[0].message.parts == (normalizer.Text("ab", extra={"x": 1, "y": None}),)


def test_a_call_that_is_both_keeps_what_it_is_not() -> None:
    both = {"function": {"name": "f", "arguments": "{}"}, "custom": {"name": "c", "x": 1}}
    function = only_choice(chat(said(tool_calls=[call(0, **both)]))).tool_calls[0]
    custom = only_choice(chat(said(tool_calls=[call(0, type="custom", **both)]))).tool_calls[0]

    assert (function.name, function.extra) == ("f", {"custom": {"name": "c", "x": 1}})
    assert (custom.name, custom.extra) == ("c", {"function": {"name": "f", "arguments": "{}"}, "custom": {"x": 1}})


def test_a_call_without_a_function_is_as_it_is_in_a_whole_answer() -> None:
    calls: tuple[dict[str, Any], ...] = ({}, {"function": None}, {"function": {}})
    for function in calls:
        whole = normalizer.normalize({"choices": [{"message": {"tool_calls": [function]}}]}, "opper")
        streamed = only_choice(chat(said(tool_calls=[call(0, **function)])))

        assert whole.choices[0].message.parts == streamed.message.parts


def test_audio_comes_in_pieces() -> None:
    (part,) = only_choice(
        chat(said(audio={"id": "a", "transcript": "Hel"})),
        chat(said(audio={"data": "AAAA"})),
        chat(said(audio={"data": "BBBB", "transcript": "lo", "x": 1})),
        chat(said(audio={"expires_at": 5})),
    ).message.parts

    assert part == normalizer.Audio("a", "AAAABBBB", 5, "Hello", {"x": 1})


def test_an_audio_of_another_id_is_a_problem() -> None:
    joiner = joiner_of(chat(said(audio={"id": "a"})), chat(said(audio={"id": "b"})))

    assert [problem.pointer for problem in joiner.problems] == ["/1/choices/0/delta/parts/0/id"]


def test_log_probabilities_extend_and_null_adds_nothing() -> None:
    def logprobs(index: int, value: Any) -> dict[str, Any]:
        return chat({**said(index, content="x"), "logprobs": value})

    one, two = ({"token": token, "logprob": -1} for token in "ab")
    completion = joined(
        logprobs(0, None),
        logprobs(1, {"content": None, "refusal": [one], "x": 1}),
        logprobs(0, {"content": [], "refusal": None}),
        logprobs(0, {"content": [one]}),
        logprobs(1, {"content": None}),
        logprobs(0, {"content": [two]}),
        logprobs(0, None),
        logprobs(2, None),
    )
    first, second, third = (choice.logprobs for choice in completion.choices)

    assert first is not None
    assert first == normalizer.Logprobs(
        content=(normalizer.TokenLogprob("a", -1), normalizer.TokenLogprob("b", -1)), refusal=None
    )
    assert second == normalizer.Logprobs(content=None, refusal=(normalizer.TokenLogprob("a", -1),), extra={"x": 1})
    assert third is None


def test_annotations_extend() -> None:
    message = only_choice(
        chat(said(annotations=None)), chat(said(annotations=[{"type": "a"}])), chat(said(annotations=[{"type": "b"}]))
    ).message

    assert message.annotations == (normalizer.Annotation("a"), normalizer.Annotation("b"))


def test_halves_of_a_character_in_two_chunks_are_the_character() -> None:
    chunks = (
        '{"choices": [{"index": 0, "delta": {"content": "\\ud83d"}}]}',
        '{"choices": [{"index": 0, "delta": {"content": "\\ude00"}}]}',
    )

    assert normalizer.join(normalizer.read_stream("\n".join(chunks))).text == "\U0001f600"


def test_a_chunk_after_the_end_is_a_problem_and_is_joined() -> None:
    joiner = Joiner()
    for chunk in read([chat(said(content="a")), "[DONE]", {}, chat(said(content="b"))]):
        joiner.feed(chunk)

    assert joiner.completion.text == "ab"
    assert joiner.problems == (Problem("/3", "expected nothing after [DONE], a chunk came"),)


def test_what_came_so_far_is_there_at_any_moment() -> None:
    joiner, texts = Joiner(), []
    for chunk in read([chat(said(content="a")), chat(said(content="b", reason="stop"))]):
        joiner.feed(chunk)
        texts.append((joiner.completion.text, joiner.is_partial))

    assert texts == [("a", True), ("ab", False)]


def test_chunks_without_events_are_whole_when_every_choice_has_finished() -> None:
    finished, open_end = chat(said(0, reason="stop")), chat(said(1, content="a"))

    assert [joiner_of(*payloads).is_partial for payloads in ((finished,), (finished, open_end), (chat(),))] == [
        False,
        True,
        True,
    ]


def test_the_object_word_of_a_joined_answer_is_the_whole_answers() -> None:
    assert json.loads(normalizer.dumps(joined(chat(said(content="a")))))["object"] == "chat.completion"
    assert json.loads(normalizer.dumps(joined({**chat(), "object": "x"})))["object"] == "x"
    assert "object" not in json.loads(normalizer.dumps(joined({"choices": []})))


def test_a_form_that_any_chunk_shows_is_the_form_of_the_answer() -> None:
    shown = {"choices": [{"index": 0, "text": "b", "finishReason": "stop"}]}
    completion = joined({"choices": [{"index": 0, "text": "a"}]}, shown, {"choices": []}, vendor="orq")

    assert (completion.source, completion.text) == (Source("orq", "node", partial=False), "ab")


def test_chunks_of_two_vendors_have_no_common_source() -> None:
    mixed = [*read([chat(said(content="a"))]), *read([{"choices": [{"index": 0, "text": "b"}]}]), Chunk()]

    assert normalizer.join(mixed).source is None
    assert normalizer.join([Chunk(source=Source("elsewhere"))]).source == Source("elsewhere", partial=True)


def test_nothing_is_not_an_answer() -> None:
    streams: tuple[Any, ...] = (b"", [], b": hello\n\n", b"data: [DONE]\n\n")
    for stream in streams:
        with pytest.raises(normalizer.NotACompletionError, match="a stream without chunks"):
            normalizer.join(normalizer.read_stream(stream))


def test_a_delta_with_too_few_positions_is_refused() -> None:
    delta = normalizer.Delta(parts=(normalizer.Text("a"),), positions=())

    with pytest.raises(normalizer.PayloadError, match="a position for each part"):
        normalizer.join([Chunk(choices=(normalizer.ChunkChoice(delta=delta),))])


def test_an_index_that_changes_its_kind_is_kept_as_all_it_was() -> None:
    joiner = joiner_of(chat(said(0, content="a")), chat(said(0.0, content="b")))

    assert joiner.completion.choices[0].extra == {"index": [run(0, 0), run(1, 0.0)]}


def test_a_key_that_says_nothing_beside_a_part_of_its_kind_is_an_unknown_one() -> None:
    delta = normalizer.Delta(parts=(normalizer.Text("a"),), extra={"content": None})
    chunk = Chunk(choices=(normalizer.ChunkChoice(0, delta=delta),), source=Source("opper"))

    assert normalizer.join([chunk]).choices[0].message.extra == {"content": None}


def test_a_key_of_a_part_that_says_something_else_is_an_unknown_one() -> None:
    other = normalizer.Delta(extra={"content": 5})
    text = normalizer.Delta(parts=(normalizer.Text("a"),))
    chunks = [Chunk(choices=(normalizer.ChunkChoice(0, delta=one),), source=Source("opper")) for one in (other, text)]

    assert normalizer.join(chunks).choices[0].message.extra == {"content": 5}


def test_a_problem_names_the_place_of_the_arguments() -> None:
    calls: tuple[dict[str, Any], ...] = (
        {"function_call": {"arguments": "{}"}},
        {"function_call": {"arguments": {}}},
        {"tool_calls": [call(0, function={"arguments": {}})]},
        {"tool_calls": [call(0, function={"arguments": "{}"})]},
    )
    joiner = joiner_of(*(chat(said(**one)) for one in calls))

    assert [problem.pointer for problem in joiner.problems] == [
        "/1/choices/0/delta/parts/0/arguments",
        "/3/choices/0/delta/parts/0/function/arguments",
    ]


def test_an_id_that_comes_late_or_again_is_the_id_of_the_same_call() -> None:
    ids: tuple[dict[str, Any], ...] = ({}, {"id": "a"}, {"id": "a"}, {"id": ""})
    choice = only_choice(*(chat(said(tool_calls=[call(0, **one, function={"arguments": "x"})])) for one in ids))

    assert [(part.id, part.arguments, part.extra) for part in choice.tool_calls] == [("a", "xxxx", {})]


def test_an_id_that_changes_at_a_position_is_kept_as_all_it_was() -> None:
    deltas = [
        normalizer.Delta(parts=(normalizer.ToolCallDelta(id=name, function=None),), positions=(0,)) for name in "ab"
    ]
    (part,) = (
        normalizer.join(Chunk(choices=(normalizer.ChunkChoice(0, delta=delta),)) for delta in deltas)
        .choices[0]
        .tool_calls
    )

    assert (part.id, part.extra) == ("b", {"id": [run(0, "a"), run(1, "b")], "function": None})


def test_a_decimal_index_is_one_too() -> None:
    choice = only_choice(
        chat(said(tool_calls=[call(1, id="b")])),
        chat(said(tool_calls=[call(0.0, id="a")])),
    )

    assert [(part.id, part.extra) for part in choice.tool_calls] == [("a", {"index": 0.0}), ("b", {})]


def test_an_audio_that_changes_is_kept_as_all_it_was() -> None:
    (part,) = (
        joiner_of(chat(said(audio={"id": "a"})), chat(said(audio={"id": "b"}))).completion.choices[0].message.parts
    )

    assert part == normalizer.Audio("b", extra={"id": [run(0, "a"), run(1, "b")]})


def test_parts_of_two_types_at_one_position_are_two() -> None:
    parts = (normalizer.Refusal("b"), normalizer.Text("a"))
    delta = normalizer.Delta(parts=parts, positions=(0, 0))

    assert (
        normalizer.join([Chunk(choices=(normalizer.ChunkChoice(delta=delta),))]).choices[0].message.parts == parts[::-1]
    )


def test_a_text_of_many_pieces_is_all_of_them_in_order() -> None:
    pieces = [str(number) for number in range(1000)]

    assert only_choice(*(chat(said(content=piece)) for piece in pieces)).text == "".join(pieces)


def test_a_text_in_one_piece_stays_as_an_app_made_it() -> None:
    delta = normalizer.Delta(parts=(normalizer.Text("\ud83d\ude00"),))

    assert normalizer.join([Chunk(choices=(normalizer.ChunkChoice(delta=delta),))]).text == "\ud83d\ude00"


def test_events_are_whole_at_their_end_and_not_before() -> None:
    finished = b"data: " + json.dumps(chat(said(content="a", reason="stop"))).encode() + b"\n\n"
    joiner = Joiner()
    for chunk in read(finished):
        joiner.feed(chunk)

    assert joiner.is_partial
    joiner.feed(Chunk(marker="[DONE]"))
    assert not joiner.is_partial


def test_the_end_makes_a_choice_without_a_finish_reason_whole() -> None:
    chunks = read([chat(said(content="a")), "[DONE]"])

    assert normalizer.join(chunks).source == Source("opper", object="chat.completion", partial=False)


def test_choices_of_a_position_come_first_and_numbers_before_none() -> None:
    places: tuple[dict[str, Any], ...] = ({"index": None}, {"index": 7}, {"position": 3}, {"index": 0}, {"position": 2})
    choices = tuple(normalizer.ChunkChoice(**place, extra={"x": number}) for number, place in enumerate(places))

    assert [choice.extra["x"] for choice in normalizer.join([Chunk(choices=choices)]).choices] == [4, 2, 3, 1, 0]


def test_a_vendor_without_streams_or_without_words_keeps_the_word_that_came(monkeypatch: pytest.MonkeyPatch) -> None:
    orq = known_vendors()["orq"]
    source = Source("orq", object="text_completion", partial=True)
    for vendor in (attrs.evolve(orq, chunks=None), attrs.evolve(orq, object_words=())):
        monkeypatch.setitem(known_vendors(), "orq", vendor)
        assert normalizer.join([Chunk(source=source)]).source == source


def test_a_problem_of_an_id_or_of_positions_names_its_place() -> None:
    joiner = Joiner()
    for name in "ab":
        delta = normalizer.Delta(parts=(normalizer.ToolCallDelta(id=name),), positions=(0,))
        joiner.feed(Chunk(choices=(normalizer.ChunkChoice(0, delta=delta),)))

    assert [problem.pointer for problem in joiner.problems] == ["/1/choices/0/delta/parts/0/id"]
    with pytest.raises(normalizer.PayloadError) as caught:
        joiner.feed(Chunk(choices=(normalizer.ChunkChoice(0, delta=normalizer.Delta(positions=(0,))),)))
    told = "expected a position for each part of a delta, more or fewer came"
    assert caught.value.problems == (Problem("", told),)


def test_another_id_at_any_index_is_another_call_that_goes_on() -> None:
    names: tuple[dict[str, str], ...] = ({"id": "a"}, {"id": "b"}, {}, {"id": "c"}, {"id": "c"})
    payloads = [chat(said(tool_calls=[call(2, **name, function={"arguments": "x"})])) for name in names]
    calls = joiner_of(*payloads).completion.choices[0].tool_calls

    assert [(part.id, part.arguments, part.extra) for part in calls] == [
        ("a", "x", {"index": 2}), ("b", "xx", {"index": 2}), ("c", "xx", {}),
    ]  # fmt: skip


def test_calls_without_an_index_and_with_none_are_continued_each_by_its_like() -> None:
    names: tuple[tuple[Any, Any], ...] = (("a", "b"), ("c", "d"), ("c", "d"))
    payloads = [chat(said(tool_calls=[call(UNSET, id=one), call(None, id=other)])) for one, other in names]
    calls = joiner_of(*payloads).completion.choices[0].tool_calls

    assert [(part.id, part.extra) for part in calls] == [
        ("a", {}), ("b", {"index": None}), ("c", {}), ("d", {"index": None}),
    ]  # fmt: skip


def test_a_stream_with_events_has_them_also_where_a_chunk_comes_without() -> None:
    line = b"data: " + json.dumps(chat(said(content="a"))).encode() + b"\n\n"
    joiner = Joiner()
    for chunk in [*read(line), *read([chat(said(reason="stop"))])]:
        joiner.feed(chunk)

    assert joiner.is_partial


def test_chunks_of_a_vendor_that_nobody_knows_are_joined() -> None:
    delta = normalizer.Delta(parts=(normalizer.Text("a"),), extra={"content": None})
    chunk = Chunk(choices=(normalizer.ChunkChoice(0, delta=delta),), source=Source("elsewhere"))

    assert normalizer.join([chunk, chunk]).text == "aa"


def test_a_value_that_is_repeated_after_it_changed_is_counted_where_it_was_last() -> None:
    completion = joiner_of(chat(model="a"), chat(model="b"), chat(model="b")).completion

    assert completion.extra == {"model": [run(0, "a"), run(1, "b", 2)]}


@pytest.mark.parametrize("values", [("", None), (None, "")])
def test_an_empty_text_says_more_than_null_and_no_other_value(values: tuple[Any, Any]) -> None:
    completion = joined(*(chat(model=value) for value in values))

    assert (completion.model, completion.extra) == ("", {})


def test_what_an_app_puts_in_the_place_of_finish_reasons_is_kept_as_all_it_was() -> None:
    words: Any = ("a", "b")
    answer = normalizer.join(Chunk(choices=(normalizer.ChunkChoice(0, finish_reason=word),)) for word in words)

    assert answer.choices[0].extra == {"finish_reason": [run(0, "a"), run(1, "b")]}


@pytest.mark.parametrize("silence", [None, []])
def test_silence_beside_a_delta_is_kept_unless_a_part_of_its_kind_is_said(silence: Any) -> None:
    """Some gateways put the keys of a message beside its delta."""
    first = {"choices": [{"index": 0, "delta": {}, "tool_calls": silence}]}

    assert only_choice(first).extra == {"tool_calls": silence}
    assert only_choice(first, chat(said(tool_calls=[call(0)]))).extra == {}
