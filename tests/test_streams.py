"""Law 8 over the recorded streams: wherever the bytes are cut, whatever comes between, and wherever the stream breaks off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import normalizer
from normalizer import UNSET, Chunk, Completion
from normalizer.sse import DONE
from normalizer.streams.text import TextReader
from normalizer.testing import assert_same, stream_laws
from normalizer.vendors import known_vendors

from .drawn import SPELLINGS
from .golden import FIXTURES

STREAMS = sorted(FIXTURES.glob("*/*.sse"))
SMALL = [stream for stream in STREAMS if stream.stat().st_size < 1500]

every_stream = pytest.mark.parametrize("stream", STREAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")


def whole_of(stream: Path) -> Completion:
    return normalizer.loads(stream.with_suffix(".json").read_bytes())


@pytest.mark.parametrize("vendor", [vendor for vendor in known_vendors() if vendor != "canonical"])
def test_at_least_eight_streams_of_each_vendor_are_recorded(vendor: str) -> None:
    assert len([stream for stream in STREAMS if stream.parent.name == vendor]) >= 8


@every_stream
def test_a_joined_stream_is_the_whole_answer_of_the_same_case(stream: Path) -> None:
    joined = normalizer.join(normalizer.read_stream(stream.read_bytes()))
    whole = whole_of(stream)

    assert joined == whole
    assert stream_laws.same_trees(joined, whole)
    assert joined.source is not None
    assert joined.source.partial is False
    assert_same(json.loads(stream.with_suffix(".json").read_bytes()), json.loads(normalizer.dumps(joined)))


@every_stream
def test_a_stream_is_written_back_as_the_same_events(stream: Path) -> None:
    stream_laws.events_come_back(stream.read_bytes())


@every_stream
def test_any_cut_of_a_stream_gives_the_same_texts(stream: Path) -> None:
    """Chunks are made of these alone, so what is shown here for every position of every stream holds for them as well."""
    text = stream.read_bytes()
    expected = texts_of(text)

    for position in range(len(text) + 1):
        assert expected == texts_of(text[:position], text[position:])


def texts_of(*pieces: bytes) -> list[Any]:
    reader = TextReader()
    return [said for piece in pieces for said in reader.feed(piece)] + list(reader.close())


@pytest.mark.parametrize("stream", SMALL, ids=lambda path: path.stem)
def test_any_cut_of_a_small_stream_gives_the_same_chunks(stream: Path) -> None:
    text = stream.read_bytes()

    for position in range(len(text) + 1):
        stream_laws.any_cut_gives_the_same_chunks(text, [position])


@every_stream
@settings(max_examples=20, deadline=None)
@given(cuts=st.lists(st.integers(0, 8000), max_size=40))
def test_any_cuts_of_a_stream_give_the_same_chunks(stream: Path, cuts: list[int]) -> None:
    stream_laws.any_cut_gives_the_same_chunks(stream.read_bytes(), cuts)


@every_stream
def test_a_stream_byte_by_byte_as_text_and_asynchronously_gives_the_same_chunks(stream: Path) -> None:
    text = stream.read_bytes()
    expected = stream_laws.read(text)

    assert expected == stream_laws.read(text[n : n + 1] for n in range(len(text)))
    assert expected == stream_laws.read(text.decode())
    assert expected == stream_laws.read(iter(text.decode()))
    assert expected == asyncio.run(read_asynchronously(text))


async def read_asynchronously(text: bytes) -> list[Chunk]:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(text), 100):
            yield text[start : start + 100]

    return [chunk async for chunk in normalizer.aread_stream(pieces())]


@every_stream
def test_the_chunks_alone_say_the_same_as_an_array_as_lines_and_in_envelopes(stream: Path) -> None:
    payloads = [json.loads(str(event.data)) for event in events_with_payload(stream)]
    whole = whole_of(stream)
    lines = "\n".join(json.dumps(payload) for payload in payloads)

    for logged in (payloads, json.dumps(payloads), json.dumps(payloads, indent=1), lines, lines.encode() + b"\n\n"):
        assert whole == normalizer.join(normalizer.read_stream(logged))
        assert_same(payloads, payloads_of(normalizer.write_stream(normalizer.read_stream(logged))))
    enveloped = [{}, {"data": None}, *({"data": payload} for payload in payloads)]
    assert whole == normalizer.join(normalizer.read_stream(enveloped, stream.parent.name))


def payloads_of(text: bytes) -> list[Any]:
    return [json.loads(event.data) for event in stream_laws.events_of(text) if event.data and event.data != DONE]


def events_with_payload(stream: Path) -> list[normalizer.Event]:
    return [event for event in stream_laws.events_of(stream.read_bytes()) if (event.data or DONE) != DONE]


@every_stream
def test_a_stream_that_broke_off_anywhere_says_what_came_and_that_it_is_partial(stream: Path) -> None:
    """At every byte of the small ones, and at about a hundred of the others: each costs a reading of what came."""
    text, whole = stream.read_bytes(), whole_of(stream)
    for end in range(0, len(text) + 1, 1 if stream in SMALL else len(text) // 100):
        if stream_laws.is_nothing_yet(text[:end], stream.parent.name):
            with pytest.raises(normalizer.NotACompletionError, match="a stream without chunks"):
                normalizer.join(normalizer.read_stream(text[:end], stream.parent.name))
        else:
            stream_laws.is_partial_until_done(text, end, whole)
            cut = normalizer.write_stream(normalizer.read_stream(text[:end], stream.parent.name))
            assert stream_laws.read(text[:end], stream.parent.name) == stream_laws.read(cut, stream.parent.name)


@every_stream
@pytest.mark.parametrize(("vendor", "form"), SPELLINGS, ids=lambda word: word)
def test_a_stream_is_replayed_whole_or_the_rest_is_reported(stream: Path, vendor: str, form: Any) -> None:
    stream_laws.a_stream_is_whole_or_reported(stream_laws.read(stream.read_bytes()), vendor, form)


@every_stream
@pytest.mark.parametrize("size", [None, 1, 7])
def test_a_whole_answer_is_split_and_joined_again(stream: Path, size: int | None) -> None:
    stream_laws.split_is_joined(whole_of(stream), size)


@every_stream
def test_a_whole_answer_streamed_by_its_vendor_is_the_whole_answer_again(stream: Path) -> None:
    whole = whole_of(stream)
    written = normalizer.write_stream(normalizer.split(whole, 5))

    assert whole == normalizer.join(normalizer.read_stream(written))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("vendor", ["orq", "opper"])
def test_choices_that_come_between_each_other_never_mix(vendor: str, seed: int) -> None:
    whole = whole_of(FIXTURES / vendor / "four-choices.sse")
    stream_laws.choices_never_mix(whole, stream_laws.interleaved(normalizer.split(whole, 3), Random(seed)))


@every_stream
def test_a_replayed_stream_says_the_same_as_the_whole_answer_converted(stream: Path) -> None:
    """Chunk by chunk to another vendor, or joined and converted: the same answer."""
    whole = whole_of(stream)
    for vendor in known_vendors():
        replayed = normalizer.write_stream(normalizer.read_stream(stream.read_bytes()), vendor, lossy=True)
        converted = normalizer.convert(whole, to=vendor)
        joined = normalizer.join(normalizer.read_stream(replayed, vendor))
        assert stream_laws.same_trees(joined, normalizer.normalize(converted.payload, vendor, "wire")), vendor


def test_markers_have_nothing_else() -> None:
    for stream in STREAMS:
        for chunk in stream_laws.read(stream.read_bytes()):
            assert chunk.marker is UNSET or (chunk.choices == () and chunk.text is None)
