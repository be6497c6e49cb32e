"""A law looks at everything that it asks the library for: whichever single answer is wrong, the law is broken."""

from __future__ import annotations

import contextlib
import functools
import inspect
import json
from collections.abc import Callable, Iterator
from random import Random
from types import ModuleType
from typing import Any
from unittest import mock

import attrs
import pytest

import normalizer
from normalizer import Change, Chunk, Completion, Conversion, Source
from normalizer.testing import LAWS, BrokenLawError, laws, stream_laws

from .test_broken_laws import PAYLOAD, READ, SECRET, STREAM

FUNCTION = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
CALL: dict[str, Any] = {
    "object": "chat.completion",
    "choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"content": None, "tool_calls": [FUNCTION]}}],
}
CALLED = normalizer.normalize(CALL)
SAVED = normalizer.denormalize(READ, to="canonical")
EDITED = attrs.evolve(READ, id="else")
CHUNKS = normalizer.split(READ, 3)
CHUNK = {"choices": [{"index": 0, "text": SECRET}]}
SAVED_CHUNK = json.loads(normalizer.write_stream(CHUNKS[:1], "canonical").removeprefix(b"data: "))

HOLDS: dict[str, tuple[ModuleType, Callable[[], object]]] = {
    "law 1": (laws, lambda: laws.wire_is_exact_or_refuses(PAYLOAD, "orq", "wire")),
    "law 2": (laws, lambda: laws.there_and_back(PAYLOAD, None, None)),
    "law 2, canonical": (laws, lambda: laws.there_and_back(SAVED, "canonical", None)),
    "law 2, a second look": (laws, lambda: laws.comes_back_on_a_second_look(PAYLOAD, "orq", None)),
    "law 2, a second look, canonical": (laws, lambda: laws.comes_back_on_a_second_look(SAVED, "canonical", None)),
    "law 3": (laws, lambda: laws.whole_or_reported(READ, "opper", "wire")),
    "law 3, lossy": (laws, lambda: laws.whole_or_reported(CALLED, "orq", "wire")),
    "law 4": (laws, lambda: laws.means_what_its_golden_file_says(PAYLOAD, SAVED)),
    "law 5": (laws, lambda: laws.report_is_the_complement(PAYLOAD, None, "opper", "wire")),
    "law 5, lossy": (laws, lambda: laws.report_is_the_complement(CALL, None, "orq", "wire")),
    "law 6": (laws, lambda: laws.an_edit_shows(READ, EDITED, "/id", normalizer.Source("orq"))),
    "cut": (stream_laws, lambda: stream_laws.any_cut_gives_the_same_chunks(STREAM, [3, 50])),
    "events": (stream_laws, lambda: stream_laws.events_come_back(STREAM)),
    "chunk": (stream_laws, lambda: stream_laws.a_chunk_comes_back(CHUNK, "orq", "wire")),
    "chunk, canonical": (stream_laws, lambda: stream_laws.a_chunk_comes_back(SAVED_CHUNK, "canonical", "wire")),
    "split": (stream_laws, lambda: stream_laws.split_is_joined(READ, 3)),
    "replayed": (stream_laws, lambda: stream_laws.a_stream_is_whole_or_reported(CHUNKS, "opper", "wire")),
    "replayed, lossy": (
        stream_laws,
        lambda: stream_laws.a_stream_is_whole_or_reported(normalizer.split(CALLED), "orq", "wire"),
    ),
    "mixed": (stream_laws, lambda: stream_laws.choices_never_mix(READ, CHUNKS)),
    "partial": (stream_laws, lambda: stream_laws.is_partial_until_done(STREAM, len(STREAM), READ)),
}
ASKED = {
    laws: (
        "denormalize", "dumps", "restore", "read", "convert", "said", "difference", "losses_of", "saved_and_loaded",
        "through_text",
    ),
    stream_laws: ("read", "write_stream", "join", "difference", "losses_of", "payload_in"),
}  # fmt: skip
"""What the laws ask the library for."""

TIMES = {
    "law 1": {"read": 1},
    "law 2": {
        "denormalize": 4,
        "dumps": 1,
        "read": 2,
        "through_text": 1,
    },  # both ways, at once and after canonical JSON
    "law 2, canonical": {"denormalize": 1, "read": 1},
    "law 2, a second look": {"denormalize": 1, "dumps": 1, "read": 1},
    "law 2, a second look, canonical": {"denormalize": 1, "dumps": 1, "read": 1},
    "law 3": {"denormalize": 2, "read": 1, "convert": 1, "difference": 1, "losses_of": 1},
    "law 3, lossy": {"denormalize": 2, "read": 1, "convert": 1, "difference": 1, "losses_of": 1},
    "law 4": {"denormalize": 1, "read": 1},
    "law 5": {
        "restore": 3,
        "read": 1,
        "convert": 1,
        "saved_and_loaded": 1,
        "through_text": 1,
    },  # twice, and less a change
    "law 5, lossy": {"restore": 6, "read": 1, "convert": 1, "saved_and_loaded": 1, "through_text": 1},
    "law 6": {"denormalize": 1, "read": 1, "said": 1, "difference": 2, "losses_of": 1},
    "cut": {"read": 2},
    "events": {"read": 1, "write_stream": 1},
    "chunk": {"read": 3, "write_stream": 4, "payload_in": 3},  # at once, on a second look, and after canonical JSON
    "chunk, canonical": {"read": 2, "write_stream": 1, "payload_in": 1},
    "split": {"write_stream": 1, "join": 2},  # at once, and after canonical JSON
    "replayed": {"write_stream": 2, "join": 2, "difference": 1, "losses_of": 1},
    "replayed, lossy": {"write_stream": 2, "join": 2, "difference": 1, "losses_of": 1},
    "mixed": {"join": 1},
    "partial": {"join": 1},
}
"""How many answers each law looks at: one that it asks for no more would be missed by no other test here."""

UNSEEN = {
    ("law 3", "denormalize", 1), ("law 3, lossy", "denormalize", 1), ("law 6", "denormalize", 0),
    ("replayed", "write_stream", 1), ("replayed, lossy", "write_stream", 1),  # whether it raises LossError is asked
    ("law 5", "read", 0), ("law 5, lossy", "read", 0),  # whether it is read is asked
    ("law 5", "restore", 2), ("law 5, lossy", "restore", 2), ("law 5, lossy", "restore", 3), ("law 5, lossy", "restore", 4),
    ("law 5, lossy", "restore", 5),  # less one change, it has to be wrong
    ("law 6", "difference", 1),  # what has moved may be the edit itself
}  # fmt: skip
"""Where it is something else than the answer that a law wants to know."""


@functools.singledispatch
def wrong(answer: Any) -> Any:
    """Another answer than the right one; of changes, one fewer or one too many."""
    return answer[1:] or (Change("dropped", "/wrong", 1),) * (not answer)


@wrong.register
def _(answer: Completion) -> Completion:
    message = normalizer.Message(parts=(normalizer.Text("wrong"),))
    return attrs.evolve(answer, id="wrong", choices=tuple(attrs.evolve(one, message=message) for one in answer.choices))


@wrong.register
def _(answer: Chunk) -> Chunk:
    return attrs.evolve(answer, id="wrong", choices=())


@wrong.register
def _(answer: Conversion) -> Conversion:
    return attrs.evolve(answer, payload=wrong(answer.payload))


@wrong.register
def _(answer: dict) -> Any:  # type: ignore[type-arg]  # singledispatch knows no arguments of types
    return {**answer, "id": "wrong"}


@wrong.register
def _(answer: bytes) -> bytes:
    return answer.replace(b"{", b'{"id":"wrong",', 1).replace(b'"orq"', b'"wrong"')


@wrong.register
def _(answer: list) -> Any:  # type: ignore[type-arg]  # as above
    return [wrong(answer[0]), *answer[1:]]


def _wrong_at(real: Callable[..., Any], place: int) -> Callable[..., Any]:
    """A function whose answer is wrong at one of the times that it is asked."""
    times = iter(range(1000))
    return lambda *given, **named: wrong(real(*given, **named)) if next(times) == place else real(*given, **named)


def _times(module: ModuleType, name: str, hold: Callable[[], object]) -> int:
    with mock.patch.object(module, name, mock.Mock(side_effect=getattr(module, name))) as asked:
        hold()
    return int(asked.call_count)


def _unseen(law: str) -> Iterator[tuple[str, str, int]]:
    module, hold = HOLDS[law]
    for name in ASKED[module]:
        for place in range(_times(module, name, hold)):
            with mock.patch.object(module, name, _wrong_at(getattr(module, name), place)):
                try:
                    hold()
                except BrokenLawError:
                    continue
            yield law, name, place


@pytest.mark.parametrize("law", HOLDS)
def test_a_law_asks_for_every_answer_that_it_is_about(law: str) -> None:
    module, hold = HOLDS[law]
    times = {name: _times(module, name, hold) for name in ASKED[module]}

    assert {name: count for name, count in times.items() if count} == TIMES[law]


@pytest.mark.parametrize("law", HOLDS)
def test_a_law_is_broken_by_each_single_answer_that_is_wrong(law: str) -> None:
    assert set(_unseen(law)) == {unseen for unseen in UNSEEN if unseen[0] == law}


OF = "opper node"
HELD = {
    laws.WIRE: [f"wire_is_exact_or_refuses {OF}"] * 3,
    laws.THERE_AND_BACK: [f"there_and_back {OF}", f"comes_back_on_a_second_look {OF}", "there_and_back"],
    laws.WHOLE_OR_REPORTED: [f"whole_or_reported {OF}"],
    laws.WHOLE_OR_REPORTED + ", of a payload": ["whole_or_reported canonical wire"] * 2,
    laws.COMPLEMENT: ["report_is_the_complement opper canonical wire"],
    laws.EDIT: [f"an_edit_shows {OF}"],
    stream_laws.CHUNK: [f"a_chunk_comes_back {OF}"],
    stream_laws.SPLIT: ["split_is_joined", "split_is_joined", "choices_never_mix"],
    stream_laws.STREAM: [f"any_cut_gives_the_same_chunks {OF}", f"events_come_back {OF}"],
    stream_laws.REPLAYED: [
        f"a_stream_is_whole_or_reported {OF}", "read orq node", f"a_stream_is_whole_or_reported {OF}"
    ],
}  # fmt: skip
"""What is held for the values of each law, in turn, and for whom in which form."""


NAMED = ("vendor", "to", "form", "source")


def _noted(called: list[str], real: Callable[..., object], *given: object) -> Any:
    told = [one for name, one in inspect.signature(real).bind(*given).arguments.items() if name in NAMED]
    words = [word for one in told for word in ((one.vendor, one.form) if isinstance(one, Source) else (one,))]
    called.append(" ".join([real.__name__, *(str(word) for word in words if word)]))
    return True


@pytest.mark.parametrize("law", LAWS)
def test_each_of_the_values_that_are_drawn_for_a_law_is_held_to_it(law: str) -> None:
    values = LAWS[law].draw("opper", "node", Random(1))
    called: list[str] = []
    with contextlib.ExitStack() as patches:
        for name in {said.split()[0] for each in HELD.values() for said in each}:
            module = stream_laws if name == "read" or not hasattr(laws, name) else laws
            noted = functools.partial(_noted, called, getattr(module, name))
            patches.enter_context(mock.patch.object(module, name, noted))
        LAWS[law].hold("opper", "node", *values)

    assert called == HELD[law]
