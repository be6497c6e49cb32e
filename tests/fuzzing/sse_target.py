"""Event streams in any pieces: the same events or the same refusal, and whatever is read of them comes back."""

from __future__ import annotations

from collections.abc import Iterator

from normalizer import PayloadError
from normalizer.sse import LINE_LIMIT, Event, Parser, write
from normalizer.testing.judging import require
from normalizer.testing.stream_laws import cut

from ..drawn import SPELLINGS
from ..long.stream_trial import StreamTrial
from ..long.trial import ACCEPTED, REFUSED
from .byte_dice import ByteDice
from .texts import headed, streams

CUTS = 4
HEAD = 1 + 2 * CUTS + 3


def seeds() -> Iterator[bytes]:
    """Some throws say where the stream is cut, how long a line may be, and what is done with the chunks."""
    yield from headed(HEAD, streams())
    yield from (
        bytes((0, *range(9, 9 + 8 * CUTS, 4))) + bytes((0, number % len(SPELLINGS), 0)) + stream
        for number, stream in enumerate(streams())
    )
    texts = (
        b"data: a\r\ndata:b\r\r: c\n\nid: 1\0\nretry: 5\n\n",
        b"\xef\xbb\xbfdata\n\n\n",
        "data: \u00e9\U0001f600\n\nevent: x".encode(),
    )
    yield from headed(HEAD, texts)


def attempt(given: bytes) -> bool:
    dice = ByteDice(given)
    limit = dice.choice([LINE_LIMIT, LINE_LIMIT, 10])
    cuts = tuple(dice.randrange(65536) for _ in range(CUTS))
    spelling, other, size = dice.choice(SPELLINGS), dice.choice(SPELLINGS), dice.choice([None, 1, 3])
    stream = dice.rest()
    places = tuple(place % (len(stream) + 1) for place in cuts)
    events_are_the_same(stream, places, limit)
    vendor, form = (None, None) if size is None else spelling
    outcome = StreamTrial(stream, vendor, form, places, size, (other,)).outcome()
    require(outcome in (ACCEPTED, REFUSED), outcome)
    return outcome == ACCEPTED


def events_are_the_same(stream: bytes, cuts: tuple[int, ...], limit: int) -> None:
    whole, pieces = told([stream], limit), told(cut(stream, cuts), limit)
    require(whole == pieces, "the events or the refusal are others when the stream is cut")
    if not isinstance(whole, str):
        require(told([write(whole)], LINE_LIMIT) == whole, "the events do not come back")


def told(pieces: list[bytes], limit: int) -> list[Event] | str:
    """The events, or the refusal."""
    parser = Parser(limit)
    try:
        return [event for piece in pieces for event in parser.feed(piece)] + parser.close()
    except PayloadError as refusal:
        return str(refusal)
