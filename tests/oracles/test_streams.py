"""The vendors' own clients hear, of a real server, the chunks that we read and write; and we read what they yield.

The streams are the recorded ones, and everything that is written of any fixture (`streams`). A client of orq's refuses a
chunk that does not conform, such as one without a finish reason; where that is, `check` says.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

import normalizer
from normalizer.pointer import join
from normalizer.values import same

from .hearing import differences, held, is_alike
from .listeners import LISTENERS, Audience, Listener
from .loopback import SIZES, pieces
from .meanings import meaning, meaning_of_stream
from .recordings import fixture, vendor_of
from .stream_quirks import audible, is_taken, missed, refused, refused_at, with_float_logprobs
from .streams import CASES, Case

pytestmark = pytest.mark.oracle

PAIRS = [(case, listener) for case in CASES for listener in LISTENERS if listener.vendor == case.vendor]
LIVE = [
    (case, listener)
    for case, listener in PAIRS
    if case.kind in ("recorded", "split") and case.vendor == vendor_of(case.file) and "python" in listener.environment
]
each_pair = pytest.mark.parametrize(("case", "listener"), PAIRS, ids=str)


@each_pair
def test_a_client_hears_the_chunks_that_we_read(audience: Audience, case: Case, listener: Listener) -> None:
    heard = audience.heard(listener, case.stream)
    expected = audible(listener, case.stream, case.payloads)

    assert len(expected) == len(heard.events)
    assert list(differences(listener, expected, heard)) == []


@each_pair
def test_a_client_breaks_off_where_check_has_something_against_a_chunk(
    audience: Audience, case: Case, listener: Listener
) -> None:
    heard = audience.heard(listener, case.stream)
    number = refused_at(listener, case.payloads)
    places = {join(place[place.index("data") + 1 :]) for place in heard.places or ()}

    assert places == (set() if number is None else refused(listener, case.payloads[number]))
    assert (heard.error is None) == (number is None)


@each_pair
def test_what_a_client_prints_means_what_it_heard(audience: Audience, case: Case, listener: Listener) -> None:
    heard = audience.heard(listener, case.stream)

    for method, texts in heard.printed.items() if heard.events else ():
        printed = meaning_of_stream([json.loads(text) for text in texts])
        assert is_alike(listener, held(listener, case), printed, method), method


@pytest.mark.parametrize(("case", "listener"), LIVE, ids=str)
def test_a_client_s_stream_is_read_while_it_comes(audience: Audience, case: Case, listener: Listener) -> None:
    """And so is that of its async twin; what the client raises comes through."""
    live = audience.live(listener, case.stream)
    refusal = audience.heard(listener, case.stream).error

    for outcome in (live.read, live.aread):
        assert outcome == refusal or is_alike(listener, held(listener, case), meaning(outcome))


@pytest.mark.parametrize("listener", LISTENERS, ids=str)
def test_an_answer_that_conforms_is_heard_whole_when_it_was_split(audience: Audience, listener: Listener) -> None:
    """Those of orq, too, for all that is said of a choice comes in one chunk, with its finish reason."""
    splits = [case for case in CASES if case.kind == "split" and listener.vendor == case.vendor == vendor_of(case.file)]
    conforming = [case for case in splits if not normalizer.check(fixture(case.file), case.vendor)]

    assert len(conforming) > len(splits) / 2
    for case in conforming:
        heard = audience.heard(listener, case.stream)
        assert heard.error is None, case
        assert len(heard.events) == len(case.payloads), case


@pytest.mark.parametrize("listener", [one for one in LISTENERS if not one.is_openai], ids=str)
def test_a_client_of_orq_s_refuses_a_chunk_without_a_finish_reason(audience: Audience, listener: Listener) -> None:
    unfinished = [case for case in CASES if case.vendor == "orq" and not all(map(is_finished, case.payloads))]

    assert unfinished
    for case in unfinished:
        heard = audience.heard(listener, case.stream)
        assert heard.error is not None, case
        assert all(map(is_finished, case.payloads[: len(heard.events)])), case


def is_finished(payload: Any) -> bool:
    return all(choice.get("finish_reason") for choice in payload["choices"])


def test_every_quirk_is_met() -> None:
    met = [(listener, case.stream, payload) for case, listener in PAIRS for payload in case.payloads]

    assert any(missed(listener, stream) for listener, stream, _ in met)
    assert any(is_taken(listener, payload, "/created") for listener, _, payload in met if "created" in payload)
    assert any(not same(with_float_logprobs(payload), payload) for listener, _, payload in met if listener.is_openai)


def test_no_payload_comes_in_one_piece() -> None:
    """Pieces end inside of characters and line ends, too."""
    cut = [list(pieces(case.stream)) for case in CASES if case.kind == "recorded"]

    assert max(SIZES) < min(len(json.dumps(payload)) for case in CASES for payload in case.payloads)
    assert any(0x80 <= piece[0] < 0xC0 for stream in cut for piece in stream)
    assert any(one[-1:] + other[:1] == b"\r\n" for stream in cut for one, other in pairwise(stream))


def test_a_lost_character_is_noticed(audience: Audience) -> None:
    [case] = [case for case in CASES if (case.file, case.kind, case.vendor) == ("opper/text.sse", "written", "opper")]
    damaged = case.stream.replace(b" tide", b" tid")

    for listener in (listener for listener in LISTENERS if listener.vendor == "opper"):
        heard = audience.heard(listener, damaged)
        assert [one.deed for one in differences(listener, case.payloads, heard)] == ["altered"]
