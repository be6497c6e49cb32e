"""Law 8, as functions that fail when it is broken. No vendor is named here: it holds for every one.

Any split of the bytes gives the same chunks; what is written gives them again; the joined chunks are the whole answer, and
choices never mix.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import Any

import attrs

from ..chunk import Chunk
from ..completion import Completion, FormName
from ..diff import difference
from ..errors import LossError, PayloadError
from ..report import Change
from ..sse import DONE, Event, Parser
from ..streams.joining import join
from ..streams.reading import read_stream
from ..streams.splitting import split
from ..streams.writing import write_stream
from ..values import UNSET, same
from ..vendors import canonical
from .dice import Dice
from .judging import assert_same, held, require

STREAM = "law 8, any cut of a stream"
EVENTS = "law 8, events come back"
CHUNK = "law 8, a chunk there and back"
SPLIT = "law 8, split and joined"
REPLAYED = "law 8, a stream whole or reported"
CHOICES = "law 8, choices never mix"
PARTIAL = "law 8, partial until it is done"


def read(stream: object, vendor: str | None = None, form: FormName | None = None) -> list[Chunk]:
    return list(read_stream(stream, vendor, form))


def events_of(stream: bytes) -> list[Event]:
    parser = Parser()
    return parser.feed(stream) + parser.close()


def cut(stream: bytes, cuts: Sequence[int]) -> list[bytes]:
    """The stream in pieces, torn at these bytes."""
    bounds = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    return [stream[start:end] for start, end in itertools.pairwise(bounds)]


def any_cut_gives_the_same_chunks(
    stream: bytes, cuts: Sequence[int], vendor: str | None = None, form: FormName | None = None
) -> None:
    """Law 8: wherever the bytes of a stream are cut, the same chunks come out.

    :raises NormalizerError: the stream is refused.
    :raises BrokenLawError: others come out.
    """
    chunks = read(stream, vendor, form)
    with held(STREAM, vendor, form):
        pieces = read(cut(stream, cuts), vendor, form)
        require(chunks == pieces, "the chunks are others when the stream is cut")
        sources = [[chunk.source for chunk in some] for some in (chunks, pieces)]
        require(sources[0] == sources[1], "the sources of the chunks are others when the stream is cut")


def events_come_back(stream: bytes, vendor: str | None = None, form: FormName | None = None) -> None:
    """Written where they came from, chunks are the same events: equal data by value, all other fields as they were.

    :raises NormalizerError: the stream is refused.
    :raises BrokenLawError: other events come back.
    """
    chunks = read(stream, vendor, form)
    with held(EVENTS, vendor, form):
        before, after = events_of(stream), events_of(write_stream(chunks))
        require(len(before) == len(after), f"expected {len(before)} events, {len(after)} came")
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            fields = [[field for field in event.fields if field[0] != "data"] for event in (one, other)]
            require(fields[0] == fields[1], "the event's fields are others", f"/{number}")
            require(one.is_whole == other.is_whole, "the event does not end as it did", f"/{number}")
            assert_same({str(number): _value(one)}, {str(number): _value(other)})


def _value(event: Event) -> Any:
    """The JSON value of an event's data; the text itself where it is none."""
    try:
        return None if event.data is None else json.loads(event.data)
    except ValueError:  # as that of [DONE]
        return event.data


def a_chunk_comes_back(payload: dict[str, Any], vendor: str, form: FormName) -> None:
    """Laws 1 and 2 for chunks, also on a second look, and through canonical JSON and a new process; or it is refused.

    :raises BrokenLawError: something else came back.
    """
    with held(CHUNK, vendor, form):
        try:
            chunks = read([payload], vendor, form)
        except PayloadError:
            require(vendor == canonical.VENDOR.name, "a chunk is refused: every other vendor's chunks are read")
            return
        saved = write_stream(chunks, to="canonical")
        require(same(read(saved)[0].choices, chunks[0].choices), "saved as canonical JSON, it is another chunk")
        if vendor == canonical.VENDOR.name:
            assert_same(payload, payload_in(saved))
            return
        for again in (chunks, [attrs.evolve(chunks[0])], read(saved)):
            assert_same(payload, payload_in(write_stream(again)))


def payload_in(stream: bytes) -> Any:
    """The payload of a stream's first event."""
    return json.loads(str(events_of(stream)[0].data))


def split_is_joined(completion: Completion, size: int | None) -> None:
    """``join(split(c)) == c``, kinds included, and also after the chunks were canonical JSON.

    :raises BrokenLawError: it is another.
    """
    with held(SPLIT, None, None):
        chunks = split(completion, size)
        assert_same(canonical.tree(completion), canonical.tree(join(chunks)))
        saved = write_stream(chunks, to="canonical")
        assert_same(canonical.tree(completion), canonical.tree(join(read_stream(saved))))


def a_stream_is_whole_or_reported(chunks: Sequence[Chunk], vendor: str, form: FormName) -> None:
    """Law 3 for streams: what reading and joining the written stream gives is what was meant, or LossError names the rest.

    :raises BrokenLawError: LossError names something else.
    """
    with held(REPLAYED, vendor, form):
        written = write_stream(chunks, vendor, form, lossy=True)
        meant = canonical.tree(join(chunks))
        returned = canonical.tree(join(read_stream(written, vendor, form)))
        changes = difference(meant, returned)
        losses = tuple(change for change in changes if change.is_loss)
        require(losses == losses_of(chunks, vendor, form), "LossError names other losses than there are")
        if not changes:
            assert_same(meant, returned)


def losses_of(chunks: Sequence[Chunk], vendor: str, form: FormName) -> tuple[Change, ...]:
    """What LossError names, or nothing where there is none."""
    try:
        write_stream(chunks, vendor, form)
    except LossError as error:
        return error.changes
    return ()


def interleaved(chunks: Sequence[Chunk], dice: Dice) -> list[Chunk]:
    """The chunks in another order, each choice's own in the order they had; what has no choice comes last."""
    choices = [chunk for chunk in chunks if chunk.choices]
    queues: dict[Any, list[Chunk]] = {}
    for chunk in choices:
        queues.setdefault((chunk.choices[0].index, chunk.choices[0].position), []).append(chunk)
    mixed = []
    while queues:
        key = dice.choice(list(queues))
        mixed.append(queues[key].pop(0))
        if not queues[key]:
            del queues[key]
    return [*mixed, *(chunk for chunk in chunks if not chunk.choices)]


def choices_never_mix(completion: Completion, mixed: Sequence[Chunk]) -> None:
    """However the choices' deltas come between each other, each is what it was.

    :param mixed: the Completion's chunks, :func:`interleaved`.
    :raises BrokenLawError: one is another.
    """
    with held(CHOICES, None, None):
        expected, actual = ({"choices": canonical.tree(one)["choices"]} for one in (completion, join(mixed)))
        assert_same(expected, actual)


def is_partial_until_done(stream: bytes, end: int, whole: Completion) -> None:
    """What a stream says that was cut off at a byte: nothing else than the whole, and that it is partial.

    :raises BrokenLawError: it says something else.
    """
    vendor = whole.source.vendor if whole.source else None
    joined = join(read_stream(stream[:end], vendor))
    with held(PARTIAL, vendor, None):
        is_partial = joined.source is not None and joined.source.partial
        require(is_partial is (DONE.encode() not in stream[:end]), "it does not say rightly whether it is partial")
        texts = {choice.index: choice.text or "" for choice in whole.choices}
        for place, choice in enumerate(joined.choices):
            pointer = f"/choices/{place}"
            require(texts[choice.index].startswith(choice.text or ""), "the text does not begin the whole", pointer)
            is_known = choice.finish_reason in (UNSET, None) or has_reason(choice, whole)
            require(is_known, "the finish reason is another", pointer)


def has_reason(choice: Any, whole: Completion) -> bool:
    return any(choice.index == other.index and choice.finish_reason == other.finish_reason for other in whole.choices)


def is_nothing_yet(stream: bytes, vendor: str) -> bool:
    """Whether a stream broke off before its first chunk was whole."""
    return not any(chunk.marker is UNSET for chunk in read(stream, vendor))


def same_trees(one: Completion, other: Completion) -> bool:
    return same(canonical.tree(one), canonical.tree(other))
