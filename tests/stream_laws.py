"""Law 8, as functions that fail when it is broken. No vendor is named here: it holds for every one.

Any split of the bytes gives the same chunks; what is written gives them again; the joined chunks are the whole answer, and
choices never mix.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from random import Random
from typing import Any

import attrs

import normalizer
from normalizer import UNSET, Change, Chunk, Completion, Event, LossError, PayloadError, Source
from normalizer.diff import difference
from normalizer.sse import DONE, Parser
from normalizer.values import same
from normalizer.vendors import canonical

from .laws import assert_same


def read(stream: object, vendor: str | None = None, form: Any = None) -> list[Chunk]:
    return list(normalizer.read_stream(stream, vendor, form))


def events_of(stream: bytes) -> list[Event]:
    parser = Parser()
    return parser.feed(stream) + parser.close()


def cut(stream: bytes, cuts: Sequence[int]) -> list[bytes]:
    bounds = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    return [stream[start:end] for start, end in itertools.pairwise(bounds)]


def any_cut_gives_the_same_chunks(stream: bytes, cuts: Sequence[int]) -> None:
    chunks, pieces = read(stream), read(cut(stream, cuts))
    assert chunks == pieces
    assert [chunk.source for chunk in chunks] == [chunk.source for chunk in pieces]


def events_come_back(stream: bytes) -> None:
    """Written where they came from, chunks are the same events: equal data by value, all other fields as they were."""
    written = normalizer.write_stream(normalizer.read_stream(stream))
    before, after = events_of(stream), events_of(written)
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert [field for field in one.fields if field[0] != "data"] == [
            field for field in other.fields if field[0] != "data"
        ]
        assert one.is_whole == other.is_whole
        assert_same(_value(one), _value(other))


def _value(event: Event) -> Any:
    """The JSON value of an event's data; the text itself where it is none."""
    if event.data is None or event.data.strip() == DONE:
        return event.data
    try:
        return json.loads(event.data)
    except ValueError:
        return event.data


def a_chunk_comes_back(payload: dict[str, Any], vendor: str, form: Any) -> None:
    """Laws 1 and 2 for chunks, also on a second look, and through canonical JSON and a new process; or it is refused."""
    try:
        chunks = read([payload], vendor, form)
    except PayloadError:
        assert vendor == canonical.VENDOR.name, "every other vendor's chunks are read"
        return
    saved = normalizer.write_stream(chunks, to="canonical")
    assert_same(read(saved)[0].choices, chunks[0].choices)
    if vendor == canonical.VENDOR.name:
        assert_same(payload, payload_in(saved))
        return
    for again in (chunks, [attrs.evolve(chunks[0])], read(saved)):
        assert_same(payload, payload_in(normalizer.write_stream(again)))


def payload_in(stream: bytes) -> Any:
    return json.loads(str(events_of(stream)[0].data))


def split_is_joined(completion: Completion, size: int | None) -> None:
    """``join(split(c)) == c``, kinds included, and also after the chunks were canonical JSON."""
    chunks = normalizer.split(completion, size)
    assert_same(canonical.tree(completion), canonical.tree(normalizer.join(chunks)))
    saved = normalizer.write_stream(chunks, to="canonical")
    assert_same(canonical.tree(completion), canonical.tree(normalizer.join(normalizer.read_stream(saved))))


def a_stream_is_whole_or_reported(chunks: Sequence[Chunk], vendor: str, form: Any) -> None:
    """Law 3 for streams: what reading and joining the written stream gives is what was meant, or LossError names the rest."""
    written = normalizer.write_stream(chunks, vendor, form, lossy=True)
    meant = canonical.tree(normalizer.join(chunks))
    returned = canonical.tree(normalizer.join(normalizer.read_stream(written, vendor, form)))
    losses = tuple(change for change in difference(meant, returned) if change.is_loss)
    assert losses == losses_of(chunks, vendor, form)
    assert any(change.is_loss for change in losses) or not losses
    if not difference(meant, returned):
        assert_same(meant, returned)


def losses_of(chunks: Sequence[Chunk], vendor: str, form: Any) -> tuple[Change, ...]:
    try:
        normalizer.write_stream(chunks, vendor, form)
    except LossError as error:
        return error.changes
    return ()


def interleaved(chunks: Sequence[Chunk], random: Random) -> list[Chunk]:
    """The chunks in another order, each choice's own in the order they had: what has no choice stays where it was."""
    choices = [chunk for chunk in chunks if chunk.choices]
    queues: dict[Any, list[Chunk]] = {}
    for chunk in choices:
        queues.setdefault((chunk.choices[0].index, chunk.choices[0].position), []).append(chunk)
    mixed = []
    while queues:
        key = random.choice(list(queues))
        mixed.append(queues[key].pop(0))
        if not queues[key]:
            del queues[key]
    return [*mixed, *(chunk for chunk in chunks if not chunk.choices)]


def choices_never_mix(completion: Completion, size: int, random: Random) -> None:
    """However the choices' deltas come between each other, each is what it was."""
    chunks = normalizer.split(completion, size)
    joined = normalizer.join(interleaved(chunks, random))
    assert_same(canonical.tree(completion)["choices"], canonical.tree(joined)["choices"])


def is_partial_until_done(stream: bytes, end: int, whole: Completion) -> None:
    """What a stream says that was cut off at a byte: nothing else than the whole, and that it is partial."""
    joined = normalizer.join(normalizer.read_stream(stream[:end], str((whole.source or Source("")).vendor)))
    assert joined.source is not None
    assert joined.source.partial is (DONE.encode() not in stream[:end])
    texts = {choice.index: choice.text for choice in whole.choices}
    for choice in joined.choices:
        assert (texts[choice.index] or "").startswith(choice.text or "")
        assert choice.finish_reason in (UNSET, None) or same_reason(choice, whole)


def same_reason(choice: Any, whole: Completion) -> bool:
    return any(choice.index == other.index and choice.finish_reason == other.finish_reason for other in whole.choices)


def is_nothing_yet(stream: bytes, vendor: str) -> bool:
    """Whether a stream broke off before its first chunk was whole."""
    return not any(chunk.marker is UNSET for chunk in read(stream, vendor))


def same_trees(one: Completion, other: Completion) -> bool:
    return same(canonical.tree(one), canonical.tree(other))
