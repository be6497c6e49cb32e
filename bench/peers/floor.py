"""What is left if everything is left out that can be: the least that reading and writing can cost in this way.

A text is read into Structs of the vendor's classes, and they are written again, for without that no repeated key is seen. To
another vendor, one straight function makes its Structs of the values, and they are written. No vendor is looked for, no
object is made, nothing is compared, and nobody asks whether the proof holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

import normalizer
from normalizer import fast
from normalizer.fast.route import Route

from ..candidate import Candidate, Way
from ..payloads import OTHER

FLOOR: Final = "the floor"
_SIGN: Final = b'"message"'
_OFTEN: Final = 64
"""After so many times a conversion is known."""

_encode: Final = msgspec.json.Encoder().encode


def candidates(vendor: str) -> list[Candidate]:
    known: set[int] = set()

    def other(data: bytes) -> bytes:
        if len(data) not in known:
            known.add(len(data))
            for _ in range(_OFTEN):
                normalizer.dumps(normalizer.loads(data), to=OTHER[vendor], lossy=True)
        return _across(vendor, data)

    works: dict[Way, Callable[[bytes], Any]] = {
        "read": lambda data: _read(_route(vendor), data)[0],
        "same": lambda data: _read(_route(vendor), data)[1],
        "other": other,
    }
    return [Candidate(FLOOR, way, work) for way, work in works.items()]


def line_across(line: bytes) -> bytes:
    """A line of the mixed log, when it was converted before."""
    return _across("opper" if line.find(_SIGN, 0, 512) > 0 else "orq", line)


def _across(vendor: str, data: bytes) -> bytes:
    route = _route(vendor)
    shape, written = _read(route, data)
    plans = fast._passage_made(route, _route(OTHER[vendor])).plans.known  # noqa: SLF001  # its parts are what is measured
    texts = (plan.write(shape) for plan in plans)
    return next(
        (text for text in texts if text is not None), written
    )  # what is too large to be known is not even converted here


def _read(route: Route, data: bytes) -> tuple[Any, bytes]:
    try:
        shape = route._reading.decode(data)  # noqa: SLF001  # as above
    except msgspec.ValidationError:
        normalizer.loads(data)  # a key that is not known yet
        return None, data
    return shape, _encode(shape)


def _route(vendor: str) -> Route:
    route = fast._route_to(vendor)  # noqa: SLF001  # as above
    assert route is not None  # noqa: S101  # both vendors are listed
    return route
