"""The fast path: text to Completion to text, with hardly any Python objects in between.

Strategy, for a newcomer:

1. msgspec reads the text into **carriers** (:mod:`.carriers`): Structs with the attributes of the vendor's classes. A
   :class:`.route.Route` takes the carrier only where it says all that the text says, to the last repeated key.
2. What :func:`read` gives is a :mod:`face <normalizer.faces>`: a Completion with nothing in it but its
   :class:`.transit.Transit`. When somebody looks into it, the vendor's own mapping functions run over the carrier
   (:mod:`.rebinding`: the same code, other classes), and what they make fills the face, node by node.
3. When it is written for another vendor before that, the same functions make a carrier of that vendor's classes, crossing is
   the same, too (:mod:`~normalizer.crossing` works on whatever holds the nodes), and msgspec writes the text.
4. What changed is found between the two carriers (:mod:`.differing`).
5. What was done sixteen times is written down (:mod:`.plans`): the functions run over carriers with tokens in place of values,
   and one straight function does with every carrier that is alike what they did, until one comes that is not.

There is no second statement of what anything means, and no second refusal: wherever a step is not certain it gives None,
and the exact path does all of it, with pointers. Unknown keys are :mod:`learned <.learning>` from what that path has read.
It is used through :func:`normalizer.express.express`, for it needs msgspec.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..completion import Completion, Source
from ..faces import carrier_of, unfrozen
from ..once import once
from ..report import Change
from ..vendor import Vendor
from ..vendors import canonical, known_vendors
from .passage import Passage, Said
from .route import Route
from .transit import Transit, let_others_rest


def read(data: object, vendor: str | None, form: str | None) -> Completion | None:
    """As :func:`normalizer.loads`; None where the exact path has to read it."""
    text = data if data.__class__ is bytes else _bytes_of(data)
    if text is None or (form is not None and form != "wire"):
        return None
    transit = _read(text) if vendor is None else _first([_route_to(vendor)], text)
    return None if transit is None else _shown(transit)


def _shown(transit: Transit) -> Completion:
    """A face of it, as :func:`~normalizer.faces.face` makes one, that is as it was read."""
    made: Any = _Unfrozen()
    made._carrier = transit  # noqa: SLF001  # it is not yet a Completion, whose own this is
    made._as_read = True  # noqa: SLF001  # as above
    made.__class__ = Completion
    let_others_rest(made)
    return made  # type: ignore[no-any-return]  # now it is one


def _read(text: bytes) -> Transit | None:
    """Read a text of whichever vendor.

    To look for a sign that is not there takes time, so all are looked for at the beginning first.
    """
    vendors = known_vendors()
    for route in _known[0]:
        if text.find(route.sign, 0, _BEGINNING) > 0 and vendors.get(route.name) is route.vendor:
            transit = route.read(text)
            if transit is not None:
                return None if getattr(transit.shape(), "object", None) in _CANONICAL_WORDS else transit
    _known[0] = routes = _routes_of(*vendors.values())
    transit = _first([route for route in routes if route.sign in text], text)
    return None if transit is None or getattr(transit.shape(), "object", None) in _CANONICAL_WORDS else transit


_known: Final[list[tuple[Route, ...]]] = [()]
"""The routes that were there when they were last looked for."""


def _first(routes: Iterable[Route | None], text: bytes) -> Transit | None:
    for route in routes:
        transit = route.read(text) if route is not None else None
        if transit is not None:
            return transit
    return None


_BEGINNING: Final = 512
"""How many bytes are looked at first."""


def learn(payload: Mapping[str, Any], source: Source) -> None:
    """Learn the unknown keys of what the exact path has read."""
    for route in _routes_of(*known_vendors().values()):
        if (source.vendor, source.form, source.envelope) == (route.vendor.name, "wire", False):
            route.learn(payload)


def written(completion: Completion, to: str | None, form: str | None, *, lossy: bool) -> bytes | None:
    """As :func:`normalizer.dumps`; None where the exact path has to write it, or to tell what would be lost."""
    transit = _transit_of(completion)
    if transit is None or form not in (None, "wire"):
        return None
    if to is None:
        return transit.route.own_text(transit)
    found = _converted(transit, to, look=not lossy)
    return None if found is None or found.is_lossy else found.text


def converted(completion: Completion, target: Source, *, look: bool) -> Said | None:
    """What a target says; None where the exact path has to find it. Nothing is lossy where nobody looks."""
    transit = _transit_of(completion)
    return _converted(transit, target.vendor, look=look) if transit is not None and _is_wire(target) else None


def changes(completion: Completion, target: Source) -> tuple[Change, ...] | None:
    """What the target says otherwise than what was read; None where the exact path has to find it."""
    transit = _transit_of(completion)
    route = _route_to(target.vendor)
    if transit is None or route is None or route.vendor is transit.route.vendor or not _is_wire(target):
        return None
    return _passage(transit.route, route).changes(transit)


def _converted(transit: Transit, to: str, *, look: bool) -> Said | None:
    """What another vendor says; what was read itself, where it is the same vendor."""
    route = _route_to(to)
    if route is None:
        return None
    if route.vendor is transit.route.vendor:
        return Said(route.own_text(transit), False, ())
    return _passage(transit.route, route).convert(transit, look=look)


_passage: Final = functools.lru_cache(maxsize=64)(Passage)


def _is_wire(target: Source) -> bool:
    return target.form == "wire" and not target.envelope


def _bytes_of(data: object) -> bytes | None:
    """Text as bytes; whether they are UTF-8, the route finds out."""
    if isinstance(data, str):
        try:
            return data.encode()
        except UnicodeEncodeError:
            return None
    return bytes(data) if isinstance(data, (bytes, bytearray, memoryview)) else None


@functools.lru_cache(maxsize=16)
def _routes_of(*vendors: Vendor) -> tuple[Route, ...]:
    return tuple(_route_of(vendor) for vendor in vendors if vendor is not canonical.VENDOR)


@functools.lru_cache(maxsize=64)
def _route_of(vendor: Vendor) -> Route:
    return _route_made(vendor)


@once
def _route_made(vendor: Vendor) -> Route:
    return Route(vendor)


def _route_to(to: object) -> Route | None:
    """None for canonical JSON and for what is no vendor's name."""
    vendor = known_vendors().get(to) if isinstance(to, str) else None
    return None if vendor is None or vendor is canonical.VENDOR else _route_of(vendor)


def _transit_of(completion: object) -> Transit | None:
    return carrier_of(completion) if isinstance(completion, Completion) else None


_CANONICAL_WORDS: Final = canonical.VENDOR.object_words
_Unfrozen: Final = unfrozen(Completion)
