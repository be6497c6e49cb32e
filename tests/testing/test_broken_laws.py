"""A law that is broken says so: which one, for whom and where, and nothing of what the payload says."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from random import Random
from typing import Any
from unittest import mock

import attrs
import pytest

import normalizer
from normalizer import Change, Choice, Completion, Conversion, LossError, Message, Source, Text
from normalizer.testing import BrokenLawError, assert_same, drawn, laws, listed, listing, stream_laws
from normalizer.values import same
from normalizer.vendors import known_vendors

from .. import toy_vendor

SECRET = "what somebody said"
PAYLOAD: dict[str, Any] = {
    "object": "text_completion",
    "choices": [{"text": SECRET, "index": 0, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 1, "prompt_tokens_details": {"cache_creation_tokens": 3}},
}
STREAM = normalizer.write_stream(normalizer.split(normalizer.normalize(PAYLOAD), 5))
READ = normalizer.normalize(PAYLOAD)
OTHER = Completion(choices=(Choice(index=0, message=Message(parts=(Text("else"),)), finish_reason=None),))


def edited(payload: Any) -> Any:
    return {**payload, "choices": [{**payload["choices"][0], "text": "else"}]}


def refuse(*_: object, **__: object) -> None:
    raise LossError((), "orq", "wire")


def two(real: Callable[..., bytes]) -> Callable[..., bytes]:
    return lambda *given, **named: real(*given, **named) + b"data: {}\n\n"


def check(law: str, hold: Callable[[], object], said: str | None = None, **patches: Any) -> BrokenLawError:
    """The law is broken where the library does what the patches do, and only there."""
    hold()
    module = stream_laws if law.startswith("law 8") else laws
    with mock.patch.multiple(module, **patches), pytest.raises(BrokenLawError, match=said) as caught:
        hold()
    assert str(caught.value).startswith(law)
    assert SECRET not in str(caught.value)
    return caught.value


def test_law_1_names_the_place_and_shows_the_values_only_to_whom_asks() -> None:
    forgetful = attrs.evolve(toy_vendor.VENDOR, from_canonical=lambda _: toy_vendor.ToyCompletion(run="else"))
    with listed(forgetful), pytest.raises(BrokenLawError) as caught:
        laws.wire_is_exact_or_refuses({"run": SECRET, "choices": []}, "toy", "wire")

    assert str(caught.value) == "law 1, wire for toy in form wire at /run: expected a string, another string came"
    assert (caught.value.expected, caught.value.actual) == (SECRET, "else")
    assert f"expected '{SECRET}'\nactual   'else'" in caught.value.shown()
    assert SECRET not in repr(caught.value)


def test_a_broken_law_says_the_same_in_the_process_that_it_is_sent_to() -> None:
    with pytest.raises(BrokenLawError) as caught:
        laws.means_what_its_golden_file_says(PAYLOAD, {**normalizer.denormalize(READ, to="canonical"), "id": None})
    sent = pickle.loads(pickle.dumps(caught.value))

    assert (str(sent), sent.shown()) == (str(caught.value), caught.value.shown())


def test_law_1_is_about_what_the_classes_hold_even_where_the_mapping_makes_up_for_what_they_lose() -> None:
    @attrs.frozen
    class Forgetful(toy_vendor.ToyCompletion):
        def __attrs_post_init__(self) -> None:
            object.__setattr__(self, "run", normalizer.UNSET)

    hides = attrs.evolve(
        toy_vendor.VENDOR, shape=Forgetful, from_canonical=lambda _: toy_vendor.ToyCompletion(run=SECRET)
    )
    with listed(hides), pytest.raises(BrokenLawError, match="at /run: expected a string, nothing came"):
        laws.wire_is_exact_or_refuses({"run": SECRET, "choices": []}, "toy", "wire")


def test_a_payload_of_a_vendors_own_shape_that_is_refused_breaks_law_1() -> None:
    assert laws.wire_is_exact_or_refuses({"choices": 5}, "orq", "wire") is False
    with pytest.raises(BrokenLawError, match="law 1, wire for orq in form wire: a payload of the vendor's own shape"):
        drawn.LAWS[laws.WIRE].hold("orq", "wire", {"choices": 5}, {}, {})


def test_law_2_is_broken_by_another_payload_and_by_a_refusal() -> None:
    hold = lambda: laws.there_and_back(PAYLOAD, None, None)  # noqa: E731
    real = normalizer.denormalize

    assert check(laws.THERE_AND_BACK, hold, denormalize=lambda *given, **named: edited(real(*given, **named))).pointer
    refused = check(laws.THERE_AND_BACK, hold, "LossError", dumps=refuse)
    assert isinstance(refused.__cause__, LossError)
    assert str(refused) == f"{laws.THERE_AND_BACK}: LossError: {refused.__cause__}"
    check(laws.THERE_AND_BACK, hold, "is another Completion", through_text=lambda _: {**PAYLOAD, "id": "else"})
    check(laws.THERE_AND_BACK, lambda: laws.comes_back_on_a_second_look(PAYLOAD, "orq", None), dumps=lambda *_: b"{}")


def test_a_vendors_answer_that_calls_itself_canonical_json_is_held_to_law_2_as_the_vendors() -> None:
    laws.there_and_back({**PAYLOAD, "object": "normalizer.completion"}, "orq", "wire")


def test_law_3_is_broken_by_changes_that_are_not_the_difference() -> None:
    hold = lambda: laws.whole_or_reported(READ, "opper", "wire")  # noqa: E731

    check(laws.WHOLE_OR_REPORTED, hold, "not the difference", difference=lambda *_: ())
    check(laws.WHOLE_OR_REPORTED, hold, "LossError names other losses", losses_of=lambda *_: ())
    assert laws.losses_of(READ, "orq", "wire") == ()
    assert laws.whole_or_reported(READ, "opper", "wire") == normalizer.convert(READ, to="opper").changes


def told(changes: tuple[Change, ...]) -> dict[str, Any]:
    """A library that tells these changes, and no others, wherever it is asked."""
    return {
        "difference": lambda *_: changes,
        "losses_of": lambda *_: changes,
        "convert": lambda *given, **named: attrs.evolve(normalizer.convert(*given, **named), changes=changes),
    }


def test_law_3_is_broken_by_changes_that_a_library_agrees_on_and_that_are_wrong() -> None:
    hold = lambda: laws.whole_or_reported(READ, "opper", "wire")  # noqa: E731
    lost = "/usage/input_details/cache_creation_tokens"

    check(laws.WHOLE_OR_REPORTED, hold, f"at {lost}: expected an integer, nothing came", **told(()))
    wrong = told((Change("dropped", lost, 4),))
    check(laws.WHOLE_OR_REPORTED, hold, f"at {lost}: a change names what is not there", **wrong)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("dropped", "/id", SECRET), "at /id: a change names what is not there"),
        (Change("altered", "/usage", {}, {}), "at /usage: a change covers a whole branch"),
    ],
)
def test_a_change_that_does_not_stand_at_its_pointer_is_named(change: Change, said: str) -> None:
    with pytest.raises(BrokenLawError, match=said):
        laws.stands_at_its_pointer(change, {"usage": {}})


def test_law_4_is_broken_by_another_meaning() -> None:
    golden = normalizer.denormalize(READ, to="canonical")
    laws.means_what_its_golden_file_says(PAYLOAD, golden)
    with pytest.raises(BrokenLawError, match="law 4, golden for orq in form wire at /id: expected null, nothing came"):
        laws.means_what_its_golden_file_says(PAYLOAD, {**golden, "id": None}, "orq")


def test_law_4_is_about_the_vendor_that_is_named_and_about_canonical_json_that_names_none() -> None:
    empty: dict[str, Any] = {"choices": []}
    laws.means_what_its_golden_file_says(
        empty, normalizer.denormalize(normalizer.normalize(empty, "orq"), to="canonical"), "orq"
    )
    saved = normalizer.denormalize(OTHER, to="canonical")
    laws.means_what_its_golden_file_says(saved, saved)
    with pytest.raises(BrokenLawError, match=r"^law 4, golden at /id: expected null, nothing came"):
        laws.means_what_its_golden_file_says(saved, {**saved, "id": None})


def test_law_5_is_broken_by_another_payload_and_by_a_change_too_many() -> None:
    hold = lambda: laws.report_is_the_complement(PAYLOAD, None, "opper", "wire")  # noqa: E731

    check(laws.COMPLEMENT, hold, restore=lambda _: edited(PAYLOAD))
    superfluous = check(laws.COMPLEMENT, hold, "a change is superfluous", restore=lambda _: PAYLOAD)
    assert superfluous.pointer == "/usage/input_details/cache_creation_tokens"


@pytest.mark.parametrize("spare", [0, 1])
def test_law_5_is_broken_by_one_change_too_many_among_others(spare: int) -> None:
    payload = {**PAYLOAD, "choices": [{**PAYLOAD["choices"][0], "logprobs": {"tokens": []}}]}
    changes = normalizer.convert(payload, to="opper").changes
    others = changes[:spare] + changes[spare + 1 :]
    hold = lambda: laws.report_is_the_complement(payload, None, "opper", "wire")  # noqa: E731
    knows = lambda told: normalizer.restore(  # noqa: E731  # makes up for one of the changes
        attrs.evolve(told, changes=changes if told.changes == others else told.changes)
    )

    assert len(changes) == 2
    assert check(laws.COMPLEMENT, hold, "a change is superfluous", restore=knows).pointer == changes[spare].pointer


def test_a_conversion_is_kept_however_deep_the_values_are_that_it_tells() -> None:
    value: Any = 1
    for _ in range(600):
        value = {"a": value}
    source = Source("orq")
    kept = laws.saved_and_loaded(Conversion({}, (Change("dropped", "/x", value),), source=source, target=source))

    assert same(value, kept.changes[0].before)


def test_law_6_is_broken_by_an_edit_elsewhere_and_by_a_loss_that_is_not_named() -> None:
    source = READ.source or Source("orq")
    moved = attrs.evolve(READ, id="else")
    with pytest.raises(BrokenLawError, match="law 6, an edit shows for orq in form wire at /model: /id moved"):
        laws.an_edit_shows(READ, moved, "/model", source)

    hold = lambda: laws.an_edit_shows(READ, attrs.evolve(READ, id="else"), "/id", source)  # noqa: E731
    check(laws.EDIT, hold, "at /id: LossError names", losses_of=lambda *_: (Change("dropped", "/id", 1),))


def test_law_8_is_broken_by_chunks_that_depend_on_the_cuts() -> None:
    hold = lambda: stream_laws.any_cut_gives_the_same_chunks(STREAM, [3, 50])  # noqa: E731
    twice = lambda stream, _: [stream, *([] if stream.endswith(b"[DONE]") else [stream])]  # noqa: E731

    check(stream_laws.STREAM, hold, "the chunks are others", cut=twice)
    real = stream_laws.read
    unknown = lambda stream, *named: [  # noqa: E731
        attrs.evolve(chunk, source=None) if isinstance(stream, list) else chunk for chunk in real(stream, *named)
    ]
    check(stream_laws.STREAM, hold, "the sources of the chunks are others", read=unknown)
    torn = lambda stream, *named: real(stream, *named)[isinstance(stream, list) and len(stream) > 1 :]  # noqa: E731
    check(stream_laws.STREAM, hold, "the chunks are others", read=torn)


def test_a_stream_is_torn_at_each_of_the_cuts_in_whatever_order_they_come_and_however_far_they_lie() -> None:
    assert stream_laws.cut(b"abcdef", [4, 2, 100]) == [b"ab", b"cd", b"ef", b""]


def test_law_8_is_broken_by_other_events() -> None:
    hold = lambda: stream_laws.events_come_back(STREAM)  # noqa: E731
    real = normalizer.write_stream

    check(stream_laws.EVENTS, hold, r"expected \d+ events, \d+ came", write_stream=two(real))
    for edit, said in (
        (lambda text: b"id: 1\n" + text, "at /0: the event's fields are others"),
        (lambda text: text.rstrip(b"\n") + b"\n", r"at /\d: the event does not end as it did"),
        (lambda text: text.replace(b"[DONE]", b"[OVER]"), r"at /\d: expected a string, another string came"),
        (lambda text: text.replace(SECRET[:5].encode(), b"else"), "at /0/choices/0/"),
    ):
        check(stream_laws.EVENTS, hold, said, write_stream=lambda chunks, edit=edit: edit(real(chunks)))


def test_law_8_is_broken_by_another_chunk() -> None:
    payload = {"choices": [{"index": 0, "text": SECRET}]}
    hold = lambda: stream_laws.a_chunk_comes_back(payload, "orq", "wire")  # noqa: E731

    check(stream_laws.CHUNK, hold, "at /choices/0/text", payload_in=lambda _: edited(payload))
    with pytest.raises(BrokenLawError, match="a chunk is refused"):
        stream_laws.a_chunk_comes_back({"choices": [{"index": SECRET}]}, "orq", "wire")
    stream_laws.a_chunk_comes_back({"choices": [{"index": SECRET}]}, "canonical", "wire")


def test_law_8_is_broken_by_another_answer() -> None:
    split = lambda: stream_laws.split_is_joined(READ, 3)  # noqa: E731
    check(stream_laws.SPLIT, split, join=lambda _: OTHER)
    small = lambda whole, size: normalizer.split(whole if size is None else OTHER)  # noqa: E731
    check(stream_laws.SPLIT, split, split=small)
    replay = lambda: stream_laws.a_stream_is_whole_or_reported(normalizer.split(READ), "opper", "wire")  # noqa: E731
    check(stream_laws.REPLAYED, replay, "LossError names other losses", losses_of=lambda *_: ())
    lost = "at /usage/input_details/cache_creation_tokens: expected an integer, nothing came"
    check(stream_laws.REPLAYED, replay, lost, difference=lambda *_: (), losses_of=lambda *_: ())
    chunks = normalizer.split(READ, 3)
    mix = lambda: stream_laws.choices_never_mix(READ, chunks)  # noqa: E731
    check(stream_laws.CHOICES, mix, "at /choices/0/", join=lambda _: OTHER)


def test_the_deltas_of_choices_come_between_each_other_and_each_choice_has_its_own_in_order() -> None:
    whole = attrs.evolve(READ, choices=tuple(attrs.evolve(READ.choices[0], index=index) for index in (0, 1)))
    chunks = normalizer.split(whole, 3)
    orders = {tuple(chunks.index(one) for one in stream_laws.interleaved(chunks, Random(seed))) for seed in range(5)}

    assert len(orders) > 1
    for order in orders:
        for index in (0, 1):
            own = [place for place in order if chunks[place].choices and chunks[place].choices[0].index == index]
            assert own == sorted(own)


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (attrs.evolve(OTHER, source=READ.source), "at /choices/0: the text does not begin the whole"),
        (
            attrs.evolve(READ, choices=(attrs.evolve(READ.choices[0], finish_reason=None),)),
            "at /choices/0: the finish reason is another",
        ),
        (
            attrs.evolve(
                READ,
                choices=tuple(
                    attrs.evolve(READ.choices[0], index=index, finish_reason=reason)
                    for index, reason in ((0, None), (1, READ.choices[0].finish_reason))
                ),
            ),
            "at /choices/0: the finish reason is another",
        ),
    ],
)
def test_law_8_is_broken_by_part_of_another_answer(whole: Completion, said: str) -> None:
    with pytest.raises(BrokenLawError, match=said):
        stream_laws.is_partial_until_done(STREAM, len(STREAM), whole)


def test_law_8_is_broken_by_a_stream_that_does_not_say_that_it_broke_off() -> None:
    part = normalizer.join(normalizer.read_stream(STREAM))
    hold = lambda: stream_laws.is_partial_until_done(STREAM, STREAM.index(b"data: [DONE]"), READ)  # noqa: E731

    check(stream_laws.PARTIAL, hold, "rightly whether it is partial", join=lambda _: part)
    unknown = attrs.evolve(part, source=None)
    check(stream_laws.PARTIAL, hold, "rightly whether it is partial", join=lambda _: unknown)


def test_what_broke_off_is_read_as_what_the_whole_came_from_and_else_as_what_it_is() -> None:
    stream_laws.is_partial_until_done(STREAM, len(STREAM), attrs.evolve(READ, source=None))
    silent = {"choices": [{"index": 0}]}
    end = normalizer.write_stream(stream_laws.read([silent], "orq"))
    whole = normalizer.normalize(silent, "orq")
    stream_laws.is_partial_until_done(end, len(end), whole)
    reason = READ.choices[0].finish_reason
    ended = attrs.evolve(whole, choices=(attrs.evolve(whole.choices[0], finish_reason=reason),))
    stream_laws.is_partial_until_done(end, len(end), ended)
    said = normalizer.write_stream(stream_laws.read([{"choices": [{"index": 0, "text": "an"}]}], "orq"))
    with pytest.raises(BrokenLawError, match="at /choices/0: the text does not begin the whole"):
        stream_laws.is_partial_until_done(said, len(said), whole)
    assert not stream_laws.is_nothing_yet(end, "orq")
    assert stream_laws.is_nothing_yet(b"data: [DONE]\n\n", "orq")


def test_another_error_than_the_librarys_is_left_as_it_is() -> None:
    wrong = attrs.evolve(toy_vendor.VENDOR, from_canonical=lambda _: {"id": 1}["name"])
    with listed(wrong), pytest.raises(KeyError):
        laws.wire_is_exact_or_refuses({"run": "1", "choices": []}, "toy", "wire")


@pytest.mark.parametrize(
    ("expected", "actual", "said"),
    [
        (1, 1.0, "expected an integer, a decimal number came"),
        ({"a/b": [0, {}]}, {"a/b": [0, []]}, "at /a~1b/1: expected an object, an array came"),
        ([], [None], "at /0: expected nothing, null came"),
        ({}, {"x": "y"}, "at /x: expected nothing, a string came"),
        ({"a": True, "b": 1}, {"a": True, "b": 2}, "at /b: expected an integer, another integer came"),
        ([0.5], [1.5], "at /0: expected a decimal number, another number came"),
        ({"a": [0]}, {"a": {"b": 0}}, "at /a: expected an array, an object came"),
        ({"a": [0]}, {"a": "b"}, "at /a: expected an array, a string came"),
    ],
)
def test_the_first_place_where_two_values_differ_is_named(expected: Any, actual: Any, said: str) -> None:
    with pytest.raises(BrokenLawError) as caught:
        assert_same(expected, actual)

    assert str(caught.value) == said


def test_a_vendor_is_listed_until_the_end_of_the_block_and_only_once() -> None:
    with listed(toy_vendor.VENDOR):
        assert known_vendors()["toy"] is toy_vendor.VENDOR
        with pytest.raises(ValueError, match=r"^a vendor 'toy' is listed already$"), listed(toy_vendor.VENDOR):
            raise AssertionError
    assert "toy" not in known_vendors()


def test_a_vendor_that_cannot_be_read_fast_is_not_left_in_the_list() -> None:
    with (
        mock.patch.object(listing, "look_again", side_effect=[TypeError, None]),
        pytest.raises(TypeError),
        listed(toy_vendor.VENDOR),
    ):
        raise AssertionError
    assert "toy" not in known_vendors()


def test_a_law_that_is_held_inside_another_is_the_one_that_is_named() -> None:
    forgetful = attrs.evolve(toy_vendor.VENDOR, from_canonical=lambda _: toy_vendor.ToyCompletion(run="else"))
    with listed(forgetful), pytest.raises(BrokenLawError, match="law 1, wire for toy in form wire at /run"):
        drawn.LAWS[laws.WIRE].hold("toy", "wire", {"run": SECRET, "choices": []}, {}, {})


def test_what_is_refused_keeps_the_laws() -> None:
    laws.report_is_the_complement({"choices": 5}, "orq", "opper", "wire")
    refused = {"object": "normalizer.completion.chunk", "version": 1, "choices": [{"positions": [1, 2]}]}
    with pytest.raises(normalizer.PayloadError):
        stream_laws.read([refused], "canonical", "wire")
    drawn.LAWS[stream_laws.REPLAYED].hold("orq", "wire", normalizer.split(READ), refused, "canonical", "wire")


def test_a_stream_that_broke_off_within_a_payload_comes_back_as_what_there_was() -> None:
    stream_laws.events_come_back(STREAM[: STREAM.index(b'"choices"', 200)])


def test_a_chunk_that_canonical_json_says_otherwise_is_another_chunk() -> None:
    payload = {"choices": [{"index": 0, "text": SECRET}]}
    real = stream_laws.read
    other = lambda stream, *named: [  # noqa: E731
        attrs.evolve(chunk, choices=()) if isinstance(stream, bytes) else chunk for chunk in real(stream, *named)
    ]
    hold = lambda: stream_laws.a_chunk_comes_back(payload, "orq", "wire")  # noqa: E731

    check(stream_laws.CHUNK, hold, "saved as canonical JSON, it is another chunk", read=other)


def test_a_stream_is_drawn_only_of_vendors_that_have_streams() -> None:
    with listed(toy_vendor.VENDOR):
        drawn_for = {drawn.any_spelling(Random(seed), with_streams=True)[0] for seed in range(100)}
        replayed = {drawn.LAWS[stream_laws.REPLAYED].draw("orq", "wire", Random(seed))[2] for seed in range(100)}
        any_of_them = {drawn.any_spelling(Random(seed))[0] for seed in range(100)}

    assert drawn_for == replayed == any_of_them - {"toy"}
    assert "toy" in any_of_them
