"""What is left if everything is left out that can be: the least that reading and writing can cost in this way.

A text is read into Structs of the vendor's classes, and they are written again, for without that no repeated key is seen; and
an empty object is made that holds them, for that is what reading gives. To another vendor, one straight function makes its
Structs of the values, and they are written; seven fields are read of an object that another one fills; the report has the payload
as plain values. Whose a text is, is known before; nothing is compared, and nobody asks whether the proof holds.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

import msgspec
from attrs import frozen

import normalizer
from normalizer import Completion, fast
from normalizer.faces import unfrozen
from normalizer.fast.converting import Plan
from normalizer.fast.plans import Plans
from normalizer.fast.route import Route
from normalizer.fast.transit import Transit

from ..candidate import Candidate, Way
from ..payloads import OTHER
from .ours import seven_fields

FLOOR: Final = "the floor"
_SIGN: Final = b'"message"'
_OFTEN: Final = 64
"""After so many times a conversion is known."""

_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder().decode
_completion: Any = Completion
_Unfrozen: Final = unfrozen(_completion)


@frozen
class _Steps:
    """What is done with the responses of a vendor, and what is known of those that are alike."""

    route: Route
    decode: Callable[[bytes], Any]
    write: Callable[[Any], bytes | None]
    fill: Callable[[Any, Any], Any]

    def read(self, data: bytes) -> tuple[Any, bytes, Any]:
        return _read(self.route, self.decode, data)

    def other(self, data: bytes) -> Any:
        return self.write(self.read(data)[0])

    def seven(self, data: bytes) -> Any:
        shape, _, made = self.read(data)
        self.fill(shape, made)
        seven_fields(made)
        return self.write(shape)

    def report(self, data: bytes) -> Any:
        return _decode(self.other(data))


def candidates(vendor: str) -> list[Candidate]:
    known: dict[int, _Steps] = {}

    def steps(data: bytes) -> _Steps:
        found = known.get(len(data))
        if found is None:
            found = known[len(data)] = _known(vendor, data)
        return found

    works: dict[Way, Callable[[bytes], Any]] = {
        "read": lambda data: steps(data).read(data)[2],
        "same": lambda data: steps(data).read(data)[1],
        "other": lambda data: steps(data).other(data),
        "seven": lambda data: steps(data).seven(data),
        "report": lambda data: steps(data).report(data),
    }
    return [Candidate(FLOOR, way, work) for way, work in works.items()]


def _known(vendor: str, data: bytes) -> _Steps:
    """What is known after a response was converted, and looked into, often enough. What is too large for that is only read."""
    for _ in range(_OFTEN):
        completion = normalizer.loads(data)
        normalizer.dumps(completion, to=OTHER[vendor], lossy=True)
        seven_fields(completion)
    route = _route(vendor)
    decode = route._reading.decode  # noqa: SLF001  # its parts are what is measured
    shape = decode(data)
    write = next((plan.write for plan in _sides(vendor)[1].known if plan.write(shape) is not None), lambda _: data)
    fills = (fill for fill in route.showing.known if fill(shape, normalizer.loads(data)))
    return _Steps(route, decode, write, next(fills, lambda _, __: None))


def line_across(line: bytes) -> bytes:
    """A line of the mixed log, as it is written after others like it were converted."""
    route, known = _sides("opper" if line.find(_SIGN, 0, 512) > 0 else "orq")
    try:
        shape, written, _ = _read(route, route._reading.decode, line)  # noqa: SLF001  # as above
    except msgspec.ValidationError:
        return bytes(bool(normalizer.loads(line)))  # a key that is not known yet
    for plan in known.known:
        text = plan.write(shape)
        if text is not None:
            return text
    return written


@functools.cache
def _sides(vendor: str) -> tuple[Route, Plans[Plan]]:
    route = _route(vendor)
    return route, fast._passage_made(route, _route(OTHER[vendor])).plans  # noqa: SLF001  # as above


def _read(route: Route, decode: Callable[[bytes], Any], data: bytes) -> tuple[Any, bytes, Any]:
    """The Structs, the proof, and the object."""
    shape = decode(data)
    written = _encode(shape)
    made: Any = _Unfrozen()
    made._carrier = Transit(route, written, True, False, shape)  # noqa: SLF001  # as normalizer.faces does it
    made.__class__ = Completion
    return shape, written, made


def _route(vendor: str) -> Route:
    route = fast._route_to(vendor)  # noqa: SLF001  # as above
    assert route is not None  # noqa: S101  # both vendors are listed
    return route
