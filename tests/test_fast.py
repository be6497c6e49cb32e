"""The fast path says what the exact path says, or leaves it to that; nobody can tell its objects from others."""

from __future__ import annotations

import copy
import gc
import importlib
import json
import pickle
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import attrs
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalizer
from normalizer import AmbiguousVendorError, Completion, LossError, NotACompletionError, PayloadError, fast, parts
from normalizer.completion import FinishReason, Source
from normalizer.express import exact_only, express
from normalizer.faces import carrier_of
from normalizer.fast import route
from normalizer.fast.carriers import Meant, canonical_carriers
from normalizer.fast.later import Later, mapped
from normalizer.fast.learning import MOST, Name, is_learnable, learned
from normalizer.fast.rebinding import Rebinding
from normalizer.fast.route import Route
from normalizer.fast.settling import BY_LENGTH, settler
from normalizer.fast.transit import latest
from normalizer.shapes import Tagged, extra_keys, key
from normalizer.testing import generators, listed
from normalizer.testing.either_path import text_of
from normalizer.values import UNSET, JsonObject, Maybe
from normalizer.vendors import known_vendors
from normalizer.writing import converted

from . import toy_vendor
from .drawn import SPELLINGS
from .long.damage import spoil_bytes, spoil_text, spoil_value
from .paths import paths_agree

FIXTURES = Path(__file__).parent.parent / "fixtures"
RECORDINGS = json.loads((FIXTURES / "recordings.json").read_text(encoding="utf-8"))
IN_WIRE = [recording for recording in RECORDINGS if recording["form"] == "wire" and not recording["envelope"]]
VENDORS = [vendor for vendor in known_vendors().values() if vendor.name != "canonical"]

USAGE = {
    "prompt_tokens": 10,
    "completion_tokens": 20,
    "total_tokens": 30,
    "prompt_tokens_details": {"cached_tokens": 4},
}
CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
MESSAGE = {"role": "assistant", "content": 'H\u00e9 "llo"\n', "refusal": None, "tool_calls": [CALL]}
CHAT: dict[str, Any] = {
    "id": "chatcmpl-1", "object": "chat.completion", "created": 1756112345, "model": "gpt-4o",
    "choices": [{"index": 0, "finish_reason": "stop", "message": MESSAGE, "logprobs": None}], "usage": USAGE,
}  # fmt: skip
TOKEN = {
    "token": "H\u00e9",
    "logprob": -0.5,
    "bytes": [72],
    "top_logprobs": [{"token": "X", "logprob": -9999.0, "bytes": None}],
}
LOGPROBS = {**CHAT, "choices": [{**CHAT["choices"][0], "logprobs": {"content": [TOKEN], "refusal": None}}]}
TEXT: dict[str, Any] = {
    "id": "cmpl-1", "object": "text_completion", "created": 1756112345, "model": "gpt",
    "choices": [{"index": 0, "finish_reason": "stop", "text": "Hello"}], "usage": USAGE,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_learned() -> None:
    """A class learns only so many names, and other tests have taught it some."""
    fast._route_made.forget()
    fast._route_of.cache_clear()  # as above
    fast._listed[0] = ()  # as above


def compact(payload: Any) -> bytes:
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def recorded(recording: dict[str, Any]) -> Any:
    return json.loads((FIXTURES / recording["file"]).read_bytes())


def other_than(vendor: str) -> str:
    return next(known.name for known in VENDORS if known.name != vendor)


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording["file"])
@pytest.mark.parametrize("indent", [None, 1])
def test_the_paths_agree_on_a_recording(recording: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(recorded(recording), indent=indent, ensure_ascii=indent is None)

    for vendor, form in SPELLINGS:
        paths_agree(text, None, None, vendor, form)
        paths_agree(text, recording["vendor"], None, vendor, form)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=True))
def test_the_paths_agree_on_random_and_on_spoilt_texts(random: Random) -> None:
    vendor = random.choice(VENDORS)
    others = [recorded(recording) for recording in random.sample(RECORDINGS, 2)]
    payload = random.choice([generators.payload(random, vendor, vendor.form("wire")), others[0]])
    if random.random() < 0.5:
        payload = spoil_value(random, payload, others[1])
    text = text_of(payload)
    if random.random() < 0.3:
        text = spoil_text(random, text.decode()).encode("utf-8", "surrogatepass")
    if random.random() < 0.3:
        text = spoil_bytes(random, text, text_of(others[1]))
    given_text = random.choice([text, bytearray(text), text.decode("utf-8", "replace")])
    named = random.choice([None, None, vendor.name, "nobody"])
    paths_agree(given_text, named, random.choice([None, "wire", "node"]), *random.choice(SPELLINGS))


@pytest.mark.parametrize("recording", IN_WIRE, ids=lambda recording: recording["file"])
def test_most_recordings_in_wire_take_the_fast_path_once_their_keys_are_known(recording: dict[str, Any]) -> None:
    text = text_of(recorded(recording))
    for _ in range(2):
        completion = normalizer.loads(text)

    assert (carrier_of(completion) is not None) == (recording["file"].removesuffix(".json") not in EXACT)


EXACT = {
    "opper/custom-tool-call", "opper/full", "opper/full-node-tojson", "opper/full-python-alias",  # tool calls of kind custom
    "opper/partial-tool-calls",  # arguments that are an object
    "opper/empties", "opper/unicode",  # unknown keys that are no ASCII names
    "opper/lookalikes",  # keys of other forms
    "orq/minimal", "orq/minimal-python-rc", "opper/seed",  # no choices
}  # fmt: skip
"""The recordings that a carrier cannot hold, and why."""


@pytest.mark.parametrize("payload", [CHAT, LOGPROBS, TEXT], ids=["chat", "logprobs", "text"])
@pytest.mark.parametrize("indent", [None, 2])
def test_the_fast_path_is_taken_whatever_the_white_space(payload: Any, indent: int | None) -> None:
    for escaped in (True, False):
        text = json.dumps(payload, indent=indent, ensure_ascii=escaped)

        assert paths_agree(text, None, None, "canonical")
        assert paths_agree(text.encode(), None, None, "orq")
        assert paths_agree(memoryview(text.encode()), None, "wire", "opper")


LONG = 'H\u00e9 "llo"\n\U0001f600 ' * 300


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("content", [LONG, "x" * 3000, None, 5, [LONG], "\ud800" + LONG])
@pytest.mark.parametrize("arguments", [LONG, {"a": LONG}, None])
def test_long_texts_are_read_as_short_ones_are(indent: int | None, content: Any, arguments: Any) -> None:
    call = {**CALL, "function": {"name": "f", "arguments": arguments}}
    message = {**MESSAGE, "content": content, "tool_calls": [call]}
    payload = {**CHAT, "id": "x" * 1500, "choices": [{**CHAT["choices"][0], "message": message}]}
    is_plain = content is None or ((isinstance(content, str) and content.isprintable()) or content == LONG)

    for escaped in (True, False):
        text = json.dumps(payload, indent=indent, ensure_ascii=escaped).encode("utf-8", "backslashreplace")
        is_taken = paths_agree(text, None, None, "orq")
        assert is_taken == (is_plain and not isinstance(arguments, dict))
    if isinstance(content, str):
        assert content == normalizer.loads(text).text


def test_a_long_text_of_orq_crosses_and_bytes_that_are_no_utf_8_do_not() -> None:
    payload = {**TEXT, "choices": [{"index": 0, "finish_reason": "stop", "text": LONG}]}

    assert paths_agree(compact(payload), None, None, "opper")
    assert paths_agree(json.dumps(payload), "orq", None, "opper")
    assert not paths_agree(compact(payload).replace(b"llo", b"ll\xff", 1), None, None, "opper")
    assert LONG == normalizer.loads(compact(payload)).text
    assert not paths_agree(compact(payload).replace(b'"text"', b'"text":"","text"'), None, None, "opper")


def test_a_text_that_is_too_deep_for_a_thread_with_a_small_stack_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route, "_IS_DEEP", True)
    normalizer.loads(compact({**TEXT, "thing": [[]]}))
    for things in (b"[" * 6000 + b"]" * 6000, compact([[]] * 6000)):  # that the second is not deep, is not looked at
        assert not paths_agree(compact({**TEXT, "thing": [[]]}).replace(b"[[]]", things), None, None, "opper")
    assert paths_agree(compact({**TEXT, "choices": [{**TEXT["choices"][0], "text": "x" * 6000}]}), None, None, "opper")


DEEP_IN_A_SMALL_STACK = """
import threading
import normalizer

def read():
    for inside in (b"[]", b"[]", b"[" * 9000 + b"]" * 9000, b"[" * 100_000):
        try:
            normalizer.loads(b'{"choices":[{"text":"x"}],"thing":' + inside + b"}")
        except normalizer.PayloadError:
            print("refused")

threading.stack_size(256 * 1024)
thread = threading.Thread(target=read)
thread.start()
thread.join()
"""


def test_no_text_is_so_deep_that_it_ends_a_process() -> None:
    """Of a key that was learned, the parser skips what is in it, by a function that calls itself."""
    ended = subprocess.run([sys.executable, "-c", DEEP_IN_A_SMALL_STACK], check=False, capture_output=True)

    assert (ended.returncode, ended.stdout.split(), ended.stderr) == (0, [b"refused"] * 2, b"")


def nodes(value: Any) -> Iterator[Any]:
    """Every object in a tree of carriers."""
    yield value
    if isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif isinstance(value, Later):
        yield from nodes(value.meaning())
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from nodes(getattr(value, name))


PLAIN = (str, int, float, bool, type(None), type(UNSET), tuple, Later, FinishReason, Source, dict, list, msgspec.Raw)


@pytest.mark.parametrize("recording", IN_WIRE, ids=lambda recording: recording["file"])
def test_every_node_in_transit_is_a_carrier(recording: dict[str, Any]) -> None:
    text = text_of(recorded(recording))
    normalizer.loads(text)
    transit = carrier_of(normalizer.loads(text))
    if transit is None:
        return
    target: Any = fast._route_to(other_than(recording["vendor"]))  # no other way to see what is on its way

    for node in nodes(
        (transit.shape(), transit.meaning(), fast._passage_made(transit.route, target).said(transit.meaning()))
    ):
        assert isinstance(node, (msgspec.Struct, *PLAIN)), type(node)
    assert all(isinstance(node, (Meant, *PLAIN)) for node in nodes(transit.meaning()))


def with_calls(*calls: Any) -> dict[str, Any]:
    return {**CHAT, "choices": [{**CHAT["choices"][0], "message": {**MESSAGE, "tool_calls": calls}}]}


@pytest.mark.parametrize(
    "payload",
    [
        with_calls({**CALL, "function": {"name": "f", "arguments": {"a": 1}}}),
        with_calls({"id": "c", "type": "custom", "custom": {"name": "n", "input": "x"}}),
        with_calls({"type": "custom"}),
        with_calls({**CALL, "type": "custom"}),
        {**CHAT, "id": "\ud800"},
        {**CHAT, "choices": []},
        {**CHAT, "<extra>": 1},
        {**CHAT, "<extra>": 2},
        {**CHAT, "<extra>": -1},
        {"data": TEXT},
    ],
)
def test_what_a_carrier_cannot_hold_takes_the_exact_path_and_is_read(payload: Any) -> None:
    assert not paths_agree(json.dumps(payload), None, None, "orq")


def test_an_integer_of_any_length_is_read() -> None:
    paths_agree(json.dumps({**CHAT, "created": 10**4000}), None, None, "orq")


def test_unknown_keys_of_tool_calls_are_learned_too() -> None:
    payload = with_calls({**CALL, "unknown": 1}, CALL)
    normalizer.loads(compact(payload))

    assert paths_agree(compact(payload), None, None, "orq")
    assert not paths_agree(compact(with_calls({**CALL, "type": "custom", "unknown": 1})), None, None, "orq")


def test_nothing_is_learned_of_objects_that_have_no_class() -> None:
    vendor = attrs.evolve(known_vendors()["orq"], shape=Box)
    things = [{"kind": "thing", "unknown": 1}, {"kind": "other", "unknown": 1}]

    assert learned(vendor, {"things": things, "other": 1}, {}) == {Box: (Name("other", is_container=False),)}


@attrs.frozen
class Thing:
    kind: Maybe[str] = key()
    extra: JsonObject = extra_keys()


@attrs.frozen
class Box:
    """Holds things that say what they are, and nothing else."""

    things: Maybe[tuple[Thing, ...]] = key(tagged=Tagged("kind", {"thing": Thing}))
    extra: JsonObject = extra_keys()


def test_objects_that_have_to_say_what_they_are_take_the_exact_path_and_stand_in_nobodys_way() -> None:
    boxes = attrs.evolve(known_vendors()["orq"], name="boxes", shape=Box, choice_key="things")

    with listed(boxes):
        assert carrier_of(normalizer.loads(compact(TEXT))) is not None
    assert Route(boxes).read(b'{"things":[]}') is not None
    assert Route(boxes).read(b'{"things":[{"kind":"thing"}]}') is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (compact(CHAT).replace(b'"model"', b'"id":"chatcmpl-1","model"'), "a key came twice"),
        (compact(LOGPROBS).replace(b'"token":"X"', b'"token":"Y","token":"X"'), "a key came twice"),
        (compact(LOGPROBS).replace(b"-0.5", b"1e400"), "a larger one came"),
        (compact(CHAT).replace(b'"index":0', b'"index":"0"'), "a string came"),
        (compact(CHAT)[:-1], "expected JSON"),
        (compact(CHAT).replace(b"gpt-4o", b"gpt\xff"), "expected UTF-8"),
        (b"\xef\xbb\xbf" + compact(CHAT), "byte order mark"),
        (compact({**TEXT, "unknown": 1}).replace(b":1}", b":1e400}"), "a larger one came"),
        (compact({**TEXT, "unknown": {"a": 1}}).replace(b'{"a":1}', b'{"a":1,"a":1}'), "a key came twice"),
    ],
)
def test_refusals_are_the_same_and_name_the_place(text: bytes, message: str) -> None:
    for known in ({**TEXT, "unknown": 1}, {**TEXT, "unknown": {"a": 1}}):
        normalizer.loads(compact(known))

    assert not paths_agree(text, None, None, "orq")
    with pytest.raises(PayloadError, match=message):
        normalizer.loads(text)


NUMBERS = [
    compact(LOGPROBS).replace(b"-0.5", b"1e5").replace(b"-9999.0", b"1E9"),
    compact(CHAT).replace(b"1756112345", b"1e15"),
    compact(LOGPROBS).replace(b"1756112345", b"1e15"),
    compact({"id": "x", "choices": [{"message": {}, "logprobs": {"content": [TOKEN]}}]}).replace(b"-0.5", b"1e15"),
    compact({"id": "x", "choices": [{"message": {}, "logprobs": {"content": [{"logprob": -0.5, "u": 1}]}}]}).replace(
        b"-0.5", b"1e15"
    ),
    compact(TEXT).replace(b'"total_tokens":30', b'"total_tokens":1e15'),
    compact({**TEXT, "score": 0.5}).replace(b"0.5", b"1e15"),
    compact({**TEXT, "choices": [{**TEXT["choices"][0], "score": 0.5}]}).replace(b"0.5", b"1e15"),
    compact({**TEXT, "usage": {**USAGE, "score": 0.5}}).replace(b"0.5", b"1e15"),
]
"""Texts with numbers that have a fraction, and are written in more characters than they came in."""


@pytest.mark.parametrize("text", NUMBERS)
def test_a_lost_key_cannot_hide_behind_numbers_that_are_spelled_longer(text: bytes) -> None:
    """Together they are as many as the repeated key takes."""
    normalizer.loads(text)
    assert paths_agree(text, None, None, "orq")
    for filling in range(40):
        twice = text.replace(b'"id":', b'"id":"' + b"Y" * filling + b'","id":', 1)

        assert not paths_agree(twice, None, None, "orq")


def test_a_lost_key_cannot_hide_behind_escaped_quotation_marks() -> None:
    escaped = compact(CHAT).replace(b'"model"', b'"id":"","model"').replace(b"gpt-4o", b"\\u0022\\u0022\\u0022\\u0022")

    assert not paths_agree(escaped, None, None, "orq")


def test_numbers_keep_their_kinds() -> None:
    for number in (0, 0.0, -0.0, 1e2, 10**30, 4113.95):
        payload = {**TEXT, "created": number, "choices": [{"index": number, "text": "x", "finish_reason": "stop"}]}

        assert paths_agree(compact(payload), None, None, "opper")


def test_canonical_json_and_other_forms_are_not_mistaken_for_wire() -> None:
    choices = [{"message": {"content": "x"}}]
    for payload in (
        {"object": "normalizer.completion", "choices": choices},
        {"choices": [{"message": {"content": "x"}, "finishReason": "stop"}]},
        {"choices": [{"message": {"content": "x", "ROLE": "assistant"}}], "OBJECT": "chat.completion"},
        {"choices": [{"message": {"content": "x"}, "text": "y"}]},
        {"choices": [{"delta": {"content": "x"}}]},
        {"choices": choices, "additionalProperties": {"a": 1}},
        {"choices": [], "object": "text_completion", "id": "message"},
        {"choices": [], "object": "chat.completion", "id": "text"},
    ):
        assert not paths_agree(json.dumps(payload), None, None, "orq")
        assert not paths_agree(json.dumps(payload), None, None, "orq")


def test_a_loss_is_refused_with_the_same_changes() -> None:
    completion = normalizer.loads(compact(CHAT))

    with pytest.raises(LossError) as caught:
        normalizer.dumps(completion, to="orq")
    with exact_only(), pytest.raises(LossError) as expected:
        normalizer.dumps(normalizer.loads(compact(CHAT)), to="orq")
    assert expected.value.changes == caught.value.changes
    assert converted(completion, Source("orq"), look=True).is_lossy
    assert not converted(completion, Source("orq"), look=False).is_lossy
    with pytest.raises(NotACompletionError):
        normalizer.dumps({}, to="orq")  # type: ignore[arg-type]  # what an app might do


def test_an_edited_completion_leaves_the_fast_path_and_so_does_a_copy() -> None:
    completion = normalizer.loads(compact(CHAT))
    edited = attrs.evolve(completion, id="other")

    assert json.loads(normalizer.dumps(edited)) == {**CHAT, "id": "other"}
    for copied in (copy.copy(completion), copy.deepcopy(completion), pickle.loads(pickle.dumps(completion))):
        assert carrier_of(copied) is None
        assert copied == completion
        assert json.loads(normalizer.dumps(copied)) == CHAT


def test_a_face_is_filled_once_and_lets_go_of_its_carrier() -> None:
    completion = normalizer.loads(compact(LOGPROBS))
    logprobs: Any = completion.choices[0].logprobs
    part = completion.choices[0].message.parts[0]

    assert not hasattr(completion, "nothing")
    assert completion.choices is completion.choices
    assert carrier_of(part) is None
    assert part == normalizer.Text('H\u00e9 "llo"\n')
    assert carrier_of(logprobs) is not None
    assert not hasattr(logprobs, "nothing")
    assert logprobs.content[0].logprob == -0.5
    assert carrier_of(logprobs) is None
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        completion.choices[0].message.role = "user"  # type: ignore[misc]  # that is what is tried
    with pytest.raises(TypeError, match="immutable"):
        completion.choices[0].message.extra["refusal"] = "x"  # type: ignore[index]  # as above


def test_a_face_has_the_attributes_and_the_hash_of_an_object_that_was_built_whole() -> None:
    for payload in (CHAT, LOGPROBS, TEXT):
        with exact_only():
            exact = normalizer.loads(compact(payload))
        completion = normalizer.loads(compact(payload))

        assert hash(exact) == hash(completion)
        assert type(completion) is Completion
        assert attrs.fields(type(completion)) == attrs.fields(Completion)


def test_threads_may_look_into_one_face_at_the_same_time() -> None:
    with exact_only():
        expected = repr(normalizer.loads(compact(LOGPROBS)))
    for _ in range(20):
        completion = normalizer.loads(compact(LOGPROBS))
        with ThreadPoolExecutor(8) as pool:
            shown = list(pool.map(repr, [completion] * 8))

        assert [expected] * 8 == shown


def test_a_face_that_another_thread_filled_is_read_as_it_is() -> None:
    logprobs: Any = normalizer.loads(compact(LOGPROBS)).choices[0].logprobs
    carrier = carrier_of(logprobs)
    carrier.fill(logprobs, "content")
    carrier.fill(logprobs, "content")

    assert logprobs.content[0].token == "H\u00e9"


@pytest.mark.parametrize(
    "payload", [CHAT, LOGPROBS, TEXT, {**TEXT, "created": 5.5}, {**TEXT, "gateway": {"a": [1.50]}}]
)
def test_a_response_that_is_kept_rests_as_its_text_and_is_read_again(payload: Any) -> None:
    normalizer.loads(compact(payload))
    kept = [normalizer.loads(compact({**payload, "id": str(number)})) for number in range(3)]

    assert [None, None] == [carrier_of(one).held_shape for one in kept[:2]]
    for number, one in enumerate(kept):
        assert json.loads(normalizer.dumps(one)) == {**payload, "id": str(number)}
        with exact_only():
            exact = normalizer.loads(compact({**payload, "id": str(number)}))
        assert normalizer.dumps(one, "canonical") == normalizer.dumps(exact, "canonical")
        assert normalizer.convert(one, "orq").changes == normalizer.convert(exact, "orq").changes
        assert one == exact
        assert one.source == exact.source
    assert [None, None] == [carrier_of(one).held_meaning for one in kept[:2]]


def test_a_part_of_a_completion_that_was_not_looked_into_is_no_completion() -> None:
    choice = normalizer.loads(compact(LOGPROBS)).choices[0]
    for to in (None, "orq"):
        with pytest.raises(NotACompletionError):
            normalizer.dumps(choice.logprobs, to)  # type: ignore[arg-type]  # as it says


def test_vendors_whose_choices_have_the_same_key_are_not_told_apart_by_a_guess() -> None:
    text = compact(CHAT)
    assert normalizer.loads(text).source == normalizer.loads(text, vendor="opper").source
    twin = attrs.evolve(known_vendors()["opper"], name="twin")

    with listed(twin):
        with pytest.raises(AmbiguousVendorError, match="opper or twin"):
            normalizer.loads(text)
        assert fast.read(compact(TEXT), None, None) is not None
        for vendor in ("opper", "twin"):
            read = fast.read(text, vendor, None)
            assert read is not None
            assert carrier_of(read).route.name == vendor
    assert fast.read(text, None, None) is not None


def test_what_only_said_nothing_stays_behind_at_every_place() -> None:
    """Between two vendors that have the same objects: nothing else is left out, so only silence is."""
    silent: dict[str, Any] = {
        "content": None,
        "tool_calls": [],
        "function_call": None,
        "audio": None,
        "annotations": None,
        "refusal": None,
    }
    token = {**TOKEN, "bytes": None, "top_logprobs": None}
    twin = attrs.evolve(known_vendors()["opper"], name="twin")
    with listed(twin):
        for message in ({}, silent, {**silent, "content": "x"}, MESSAGE):
            for logprobs in (
                None,
                {},
                {"content": None, "refusal": None},
                {"content": [token, TOKEN], "refusal": None},
            ):
                choice = {"index": 0, "finish_reason": None, "message": message, "logprobs": logprobs}
                text = compact({**CHAT, "choices": [choice], "usage": None, "model": None})

                assert paths_agree(text, "opper", None, "twin")


def test_the_way_to_a_vendor_is_forgotten_when_another_one_takes_its_name() -> None:
    completion = normalizer.loads(compact(CHAT))
    for vendor, word in (("orq", "text_completion"), ("opper", "chat.completion")):
        with listed(attrs.evolve(known_vendors()[vendor], name="other")):
            assert normalizer.convert(completion, "other").payload["object"] == word
            assert json.loads(normalizer.dumps(completion, "other", lossy=True))["object"] == word


def test_large_responses_rest_too_and_those_that_nobody_keeps_are_gone() -> None:
    long = {**TEXT, "choices": [{**TEXT["choices"][0], "text": "x" * 10_000}]}
    first = normalizer.loads(compact(long))
    assert carrier_of(first).held_shape is not None
    second = normalizer.loads(compact(long))

    assert carrier_of(first).held_shape is None
    assert first == second
    transit = weakref.ref(second)
    del second
    assert transit() is None
    assert len(latest[0].text) < len(compact(long))  # what is held is a short one
    assert normalizer.loads(compact(long)) == first


def test_lost_log_probabilities_become_json_when_somebody_looks_at_the_change() -> None:
    with exact_only():
        expected = normalizer.convert(compact(LOGPROBS), "orq").changes

    for look in (
        lambda changes: changes,
        lambda changes: [change.before for change in changes],
        lambda changes: pickle.loads(pickle.dumps(changes)),
        copy.deepcopy,
    ):
        changes = normalizer.convert(compact(LOGPROBS), "orq").changes
        (lost,) = [change for change in changes if change.pointer == "/choices/0/logprobs"]
        assert ("dropped", UNSET, True) == (lost.kind, lost.after, lost.is_loss)
        with pytest.raises(AttributeError):
            type(lost).__dict__["before"].__get__(lost)
        look(changes)  # each takes them
        assert changes == expected
        assert repr(changes) == repr(expected)
        assert carrier_of(lost) is None
        assert pickle.loads(pickle.dumps(changes)) == expected
    assert carrier_of(lost) is None
    assert normalizer.restore(normalizer.convert(compact(LOGPROBS), "orq")) == LOGPROBS


def test_a_change_that_two_threads_look_at_is_the_same() -> None:
    (lost,) = [one for one in normalizer.convert(compact(LOGPROBS), "orq").changes if one.pointer.endswith("logprobs")]
    carrier = carrier_of(lost)
    carrier.fill(lost, "before")
    carrier.fill(lost, "before")

    assert lost.before == carrier.meaning()


def test_the_source_is_known_without_a_look_at_the_rest() -> None:
    completion = normalizer.loads(compact(CHAT))

    assert completion.source == Source("opper", object="chat.completion")
    with pytest.raises(AttributeError):
        Completion.__dict__["id"].__get__(completion)
    assert completion.id == "chatcmpl-1"
    assert completion.source == Source("opper", object="chat.completion")


def test_an_integer_that_is_longer_than_msgspec_reads_is_written_as_a_payload() -> None:
    usage = {**USAGE, "prompt_tokens_details": {"text_tokens": {}}}
    normalizer.loads(compact({**TEXT, "usage": usage}))
    payload = {**TEXT, "usage": {**usage, "prompt_tokens_details": {"text_tokens": -int("5" * 4300)}}}
    completion = normalizer.loads(compact(payload))

    assert carrier_of(completion) is not None
    assert normalizer.denormalize(completion) == payload
    assert normalizer.denormalize(completion, "opper")["usage"]["prompt_tokens_details"]["text_tokens"] == -int(
        "5" * 4300
    )


def test_sources_are_right_also_where_there_are_more_words_than_are_known() -> None:
    for number in range(40):
        completion = normalizer.loads(compact({**TEXT, "object": f"text_completion_{number}"}))

        assert completion.source == Source("orq", object=f"text_completion_{number}")


def test_an_object_that_nothing_was_put_into_has_no_attributes() -> None:
    assert not hasattr(Completion.__new__(Completion), "id")


def test_a_string_that_is_no_unicode_takes_the_exact_path() -> None:
    assert not paths_agree(compact({**TEXT, "id": "x"}).decode().replace('"x"', '"\ud800"'), None, None, "opper")


def test_log_probabilities_are_shown_when_somebody_looks() -> None:
    logprobs: Any = normalizer.loads(compact(LOGPROBS)).choices[0].logprobs

    assert isinstance(carrier_of(logprobs), Later)
    assert [-0.5] == [token.logprob for token in logprobs.content]
    assert carrier_of(logprobs) is None


def test_unknown_keys_are_learned_and_then_cross_with_the_rest() -> None:
    unknown = {"provider": "x", "native": {"a": [1, {"b": 2.50}]}, "score": 0.5}
    payload = {**TEXT, **unknown, "choices": [{**TEXT["choices"][0], **unknown}], "usage": {**USAGE, **unknown}}

    normalizer.loads(compact(payload))
    assert paths_agree(compact(payload), None, None, "opper")
    assert paths_agree(json.dumps(payload), None, None, "opper")
    assert normalizer.loads(compact(payload)).choices[0].extra == unknown
    normalizer.loads(compact({**payload, "provider": {"now": "an object"}}))
    assert paths_agree(compact({**payload, "provider": [1.5]}), None, None, "opper")
    assert paths_agree(compact(payload), None, None, "opper")
    assert paths_agree(compact({**payload, "score": 1e5}), None, None, "opper")


@pytest.mark.parametrize("depth", [100, 3000])
def test_what_is_deeper_than_the_fast_path_goes_takes_the_exact_one(depth: int) -> None:
    deep = compact({**TEXT, "deep": [1]}).replace(b"[1]", b"[" * depth + b"]" * depth)
    normalizer.loads(compact({**TEXT, "deep": [1]}))

    assert not paths_agree(deep, None, None, "opper")


def test_a_class_learns_only_so_many_names_and_no_telling_ones() -> None:
    vendor = known_vendors()["opper"]
    names = learned(vendor, {f"k{number}": number for number in range(100)}, {})

    assert MOST == len(names[vendor.shape])
    assert names == learned(vendor, {"one_more": 1, "k1": 2}, names)
    for spelled in (
        "finishReason",
        "OBJECT",
        "delta",
        "additionalProperties",
        "text",
        "message",
        'a"b',
        "\u00e9",
        "x" * 101,
    ):
        assert not is_learnable(vendor, spelled)
    assert is_learnable(vendor, "native_finish_reason")


def test_only_what_a_vendor_sent_teaches_its_keys() -> None:
    completion = normalizer.loads(compact({**CHAT, "unknown": 1}))
    known: Any = fast._route_to("opper")
    names = known._reading.names
    assert [name.spelled for name in names[known.vendor.shape]] == ["unknown"]

    for other in (
        normalizer.dumps(completion, "canonical"),
        normalizer.dumps(completion, form="node").replace(b'"unknown"', b'"another"'),
        b'{"data":' + compact({**CHAT, "another": 1}) + b"}",
    ):
        normalizer.loads(other, form=None)
        assert known._reading.names == names


def test_a_name_that_held_an_object_once_may_hold_one_again() -> None:
    vendor = known_vendors()["opper"]
    names = learned(vendor, {"array": [1], "object": "", "other": 1, "thing": {"a": 1}}, {})

    assert [True, False, True] == [name.is_container for name in names[vendor.shape]]
    assert names == learned(vendor, {"array": 1, "other": 1, "thing": None}, names)
    full = learned(vendor, {f"k{number}": number for number in range(100)}, names)
    again = learned(vendor, {"other": [1]}, full)
    assert len(full[vendor.shape]) == len(again[vendor.shape]) == MOST
    assert [name.is_container for name in again[vendor.shape] if name.spelled == "other"] == [True]


def test_what_a_module_holds_that_nothing_else_stands_for_stays_what_it_is() -> None:
    rebinding = Rebinding(__name__, {parts.Text: Route})
    rebound: Any = rebinding.function(held_by_a_module)

    assert rebound() == (Route, parts.Audio, text_of, json)
    assert held_by_a_module() == (parts.Text, parts.Audio, text_of, json)


def held_by_a_module() -> tuple[Any, ...]:
    return parts.Text, parts.Audio, text_of, json


def test_a_rebound_function_takes_what_the_function_takes() -> None:
    others = {parts.Text: Route}
    for function in (with_a_default, with_a_named_default, within_a_function(3)):
        assert function() == (3, parts.Text)
        assert Rebinding(__name__, others).function(function)() == (3, Route)


def with_a_default(number: int = 3) -> tuple[int, type]:
    return number, parts.Text


def with_a_named_default(*, number: int = 3) -> tuple[int, type]:
    return number, parts.Text


def within_a_function(number: int) -> Callable[[], tuple[int, type]]:
    return lambda: (number, parts.Text)


NO_OBJECT_WORD = {
    "    object: Maybe[str | None] = key()\n": "",
    '        object=object_word(completion, "toy", "toy.answer"),\n': "",
    ", shape.object)": ")",
}

NO_VOCABULARY = {
    "import Choice, Completion, ": "import Choice, Completion, FinishReason, ",
    "=FINISH_REASONS.read(shape.stop_word)": '=FinishReason("stop", "end_turn")',
}
AS_WRITTEN = {"as it is": {}, "without an object word": NO_OBJECT_WORD, "with its own finish reasons": NO_VOCABULARY}


@pytest.mark.parametrize("changed", AS_WRITTEN.values(), ids=AS_WRITTEN)
def test_a_vendor_whose_module_lies_in_no_package_takes_the_fast_path(
    changed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Path(toy_vendor.__file__).read_text(encoding="utf-8")
    for before, after in changed.items():
        assert before in written
        written = written.replace(before, after)
    (tmp_path / "toy_alone.py").write_text(written, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "toy_alone", raising=False)
    answer = {"answer": {"content": "Hi", "speaker": "assistant"}, "number": 0, "stop_word": "end_turn"}
    payload = {"run": "r-1", "choices": [answer], "cost": {"read": 3, "written": 1}}

    with listed(importlib.import_module("toy_alone").VENDOR):
        assert paths_agree(compact(payload), None, None, "opper")


def test_threads_may_learn_at_the_same_time() -> None:
    learning = Route(known_vendors()["orq"])
    payloads = [{**TEXT, f"unknown_{number}": number} for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(learning.learn, payloads))

    assert all(learning.read(compact(payload)) is not None for payload in payloads)


def test_large_carriers_are_mapped_when_somebody_asks() -> None:
    later = mapped(
        carrier_of(normalizer.loads(compact(LOGPROBS))).shape().choices[0].logprobs, lambda carrier: carrier.content
    )

    assert isinstance(later, Later)
    assert 1 == mapped(later, len)
    assert mapped(None, len) is None
    assert mapped(UNSET, len) is UNSET


def test_a_class_with_nothing_to_settle_is_settled() -> None:
    assert BY_LENGTH == settler(canonical_carriers_of("InputDetails"), {}, "text")(None)


def canonical_carriers_of(name: str) -> type:
    return next(cls for cls in canonical_carriers() if cls.__name__ == name)


def test_the_form_wire_is_written_fast_named_or_not_and_no_other_is() -> None:
    completion = normalizer.loads(compact(TEXT))

    for to in (None, "orq", "opper"):
        written = fast.written(completion, to, "wire", lossy=False)
        assert written is not None
        assert written == fast.written(completion, to, None, lossy=False)
        assert fast.written(completion, to, "node", lossy=False) is None
    assert fast.changes(completion, Source("opper")) == ()
    assert fast.changes(completion, Source("opper", form="node")) is None
    assert fast.changes(completion, Source("opper", envelope=True)) is None


def test_canonical_json_has_no_route() -> None:
    completion = normalizer.loads(compact(TEXT))

    assert express() is fast
    assert fast.written(completion, "canonical", None, lossy=True) is None
    assert fast.changes(completion, Source("canonical")) is None
    assert fast.changes(attrs.evolve(completion), Source("opper")) is None


def test_without_msgspec_there_is_no_fast_path() -> None:
    program = (
        "import sys; sys.modules['msgspec'] = None; import normalizer; from normalizer.express import express\n"
        'print(express(), normalizer.loads(\'{"choices":[{"text":"x"}]}\').text)'
    )

    assert (
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout == "None x\n"
    )


def test_carriers_are_no_work_for_the_garbage_collector() -> None:
    transit = carrier_of(normalizer.loads(compact(LOGPROBS)))
    carriers = [node for node in nodes((transit.shape(), transit.meaning())) if isinstance(node, msgspec.Struct)]

    assert not gc.is_tracked(transit)
    assert {type(transit.shape()), type(transit.meaning())} < set(map(type, carriers))
    assert not any(map(gc.is_tracked, carriers))


@pytest.mark.parametrize("first", ["dumps(Completion())", 'loads(b\'{"choices":[{"text":"x"}]}\')'])
def test_the_first_thing_that_a_program_does_may_be_to_read_or_to_write(first: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", f"from normalizer import *; {first}"], check=False, capture_output=True
    )

    assert (ended.returncode, ended.stderr) == (0, b"")
