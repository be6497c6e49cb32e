"""The streams that the clients listen to: the recorded ones, and what this library writes of every fixture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any, Literal

from attrs import frozen

import normalizer
from normalizer.values import UNSET
from normalizer.vendors import vendor_named

from .recordings import FIXTURES, VENDORS, WIRE, fixture, vendor_of

Kind = Literal["recorded", "written", "split", "pieces"]
STREAMS = sorted(str(path.relative_to(FIXTURES)) for vendor in VENDORS for path in (FIXTURES / vendor).glob("*.sse"))
PIECE = 4
"""How many characters a delta has where an answer is split into pieces."""


@frozen
class Case:
    """A stream that is made of a fixture, and the vendor whose clients hear it."""

    file: str
    kind: Kind
    """As it was recorded, written again, or written of a whole answer that was split, with or without cutting its text."""

    vendor: str

    def __str__(self) -> str:
        return f"{self.file}-{self.kind}-for-{self.vendor}"

    @property
    def stream(self) -> bytes:
        return _stream(self)

    @property
    def payloads(self) -> list[Any]:
        """The payloads that we read in it, as we write them."""
        return _payloads(self)


@cache
def _payloads(case: Case) -> list[Any]:
    chunks = vendor_named(case.vendor).chunks
    assert chunks is not None
    return [chunks.write(chunk, "wire") for chunk in normalizer.read_stream(case.stream) if chunk.marker is UNSET]


@cache
def _stream(case: Case) -> bytes:
    """What a crossing or a stream loses (the order of choices, say) is no concern of those who hear the rest."""
    if case.kind == "recorded":
        return _recorded(case)
    target = case.vendor if case.vendor != vendor_of(case.file) else None
    if case.kind == "written":
        return normalizer.write_stream(normalizer.read_stream(_recorded(case)), target, lossy=target is not None)
    whole = normalizer.normalize(fixture(case.file), vendor_of(case.file))
    chunks = normalizer.split(whole, PIECE if case.kind == "pieces" else None)
    return normalizer.write_stream(chunks, target, lossy=True)


def _recorded(case: Case) -> bytes:
    return (FIXTURES / case.file).read_bytes()


def _cases_of_stream(file: str) -> Iterator[Case]:
    yield Case(file, "recorded", vendor_of(file))
    yield from (Case(file, "written", vendor) for vendor in VENDORS)


def _cases_of_whole(file: str) -> Iterator[Case]:
    """A text in pieces has a finish reason with its last piece only, which no client of orq's would get to."""
    yield from (Case(file, "split", vendor) for vendor in VENDORS)
    if vendor_of(file) == "opper":
        yield Case(file, "pieces", "opper")


CASES = tuple(
    chain(chain.from_iterable(map(_cases_of_stream, STREAMS)), chain.from_iterable(map(_cases_of_whole, WIRE)))
)
