"""What a client heard, held against what the stream says, payload by payload and in what all of it means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from normalizer.values import same
from normalizer.vendors import vendor_named

from .complaints import Complaint, complaints
from .listeners import Heard, Listener
from .meanings import meaning_of_stream, with_integers, without_nulls
from .places import known
from .sdk import Reading
from .stream_quirks import audible
from .streams import Case


def bodies(listener: Listener, heard: Heard) -> list[Any]:
    """The payloads in the objects that a client yielded; orq's are events, which have nothing else."""
    if not listener.speaker.envelope:
        return list(heard.events)
    assert all(event.keys() == {"data"} for event in heard.events)
    return [event["data"] for event in heard.events]


def differences(listener: Listener, payloads: list[Any], heard: Heard) -> Iterator[Complaint]:
    """Where the objects that a client yielded do not hold the payloads; unknown keys are only looked for where kept."""
    cls = shape(listener)
    for payload, body in zip(payloads, bodies(listener, heard), strict=True):
        reading = Reading(accepted=True, attributes=body, dumps=dict.fromkeys(heard.printed, ""))
        yield from complaints(listener.speaker, cls, payload, reading)


def shape(listener: Listener) -> type:
    chunks = vendor_named(listener.vendor).chunks
    assert chunks is not None
    return chunks.shape


@cache
def held(listener: Listener, case: Case) -> Any:
    """What a stream means to a client; read from the stream itself where the client loses nothing of it."""
    payloads = audible(listener, case.stream, case.payloads)
    if listener.speaker.strict:
        payloads = [known(shape(listener), payload) for payload in payloads]
    return meaning_of_stream(case.stream if same(payloads, case.payloads) else payloads)


def is_alike(listener: Listener, expected: Any, actual: Any, method: str = "") -> bool:
    """Whether two meanings are the same, but for what a client makes of 1.0 and 1, and a print of null and nothing.

    Of orq's numbers Python's client makes decimals, and Node's and OpenAI's integers. `model_dump_json` prints null for all
    that OpenAI's objects do not have, and nothing for what is null at the root of orq's.
    """
    if listener.vendor == "orq":
        expected, actual = with_integers(expected), with_integers(actual)
    if method == "model_dump_json":
        expected, actual = without_nulls(expected), without_nulls(actual)
    return same(expected, actual)
