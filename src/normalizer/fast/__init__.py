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
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from ..completion import Completion, Source
from ..faces import carrier_of, unfrozen
from ..once import once
from ..report import Change
from ..vendor import Vendor
from ..vendors import canonical, known_vendors
from .passage import Passage, Said
from .route import Route
from .transit import Transit, latest, let_large_rest


def read(data: object, vendor: str | None, form: str | None) -> Completion | None:
    """As :func:`normalizer.loads`; None where the exact path has to read it.

    A call costs as much as reading ten numbers; so what every response takes is written out here, as it is in :func:`written`.
    """
    text = data if data.__class__ is bytes else _bytes_of(data)
    if text is None or (form is not None and form != "wire"):
        return None
    transit: Transit | None = None
    if vendor is None:
        for route in _listed[0]:
            if text.find(route.sign, route.begin, route.end) > 0:
                transit = route.read(text)
                if transit is not None:
                    break
    if transit is None:
        transit = _read(text, vendor)
        if transit is None:
            return None
    made: Any = _Unfrozen()  # what follows is normalizer.faces.face
    made._carrier = transit  # noqa: SLF001  # it is not yet a Completion, whose own this is
    made._as_read = True  # noqa: SLF001  # as above
    made.__class__ = Completion
    if transit.is_large:
        let_large_rest(made)
    else:
        before, latest[0] = latest[0], transit
        before.held_shape = before.held_meaning = None
    return made  # type: ignore[no-any-return]  # now it is one


def _read(text: bytes, vendor: str | None) -> Transit | None:
    """Read a text of any vendor, or of one; what tells the vendor is looked for everywhere, and where it was is remembered."""
    for route in _routes() if vendor is None else (_route_to(vendor),):
        place = -1 if route is None else text.find(route.sign)
        transit = None if route is None or place < 0 else route.read(text)
        if route is not None and transit is not None:
            route.begin, route.end = max(place - _ABOUT, 0), place + _ABOUT
            return transit
    return None


_ABOUT: Final = 32
"""How many bytes before and after are looked at."""

_listed: Final[list[tuple[Route, ...]]] = [()]
"""The routes of the vendors that a text can tell, once they were looked for."""


def _routes() -> tuple[Route, ...]:
    """Where several vendors have the same sign, the exact path finds out whose a text is, or refuses to guess."""
    if not _listed[0]:
        routes = _all_routes()
        signs = Counter(route.sign for route in routes)
        _listed[0] = tuple(route for route in routes if signs[route.sign] == 1)
    return _listed[0]


def _all_routes() -> list[Route]:
    return [_route_of(vendor) for vendor in known_vendors().values() if vendor is not canonical.VENDOR]


def look_again() -> None:
    """Look again which vendors are listed."""
    _listed[0] = ()
    for route in _all_routes():
        route.passages.clear()


def learn(payload: Mapping[str, Any], source: Source) -> None:
    """Learn the unknown keys of what the exact path has read."""
    route = _route_to(source.vendor)
    if route is not None and _is_wire(source):
        route.learn(payload)


def written(completion: Completion, to: str | None, form: str | None, *, lossy: bool) -> bytes | None:
    """As :func:`normalizer.dumps`; None where the exact path has to write it, or to tell what would be lost."""
    if (form is not None and form != "wire") or completion.__class__ is not Completion:
        return None
    try:
        transit: Transit = completion._carrier  # type: ignore[attr-defined]  # noqa: SLF001  # as in faces.carrier_of
        plans = () if to is None else transit.route.passages[to].plans.known
    except (AttributeError, KeyError, TypeError):  # it was built whole, or this way was not gone before
        return _written(completion, to, lossy=lossy)
    if to is None:
        return transit.route.own_text(transit)
    for plan in plans:
        text = plan.write(transit.held_shape)
        if text is not None:
            return text if lossy or not plan.is_lossy else None
    return _written(completion, to, lossy=lossy)


def _written(completion: Completion, to: object, *, lossy: bool) -> bytes | None:
    """As :func:`written`, where that is not known by heart, or the response has rested."""
    transit = _transit_of(completion)
    if transit is None:
        return None
    passage = _passage(transit.route, to)
    if passage is not None:
        return passage.written(transit, lossy=lossy)
    return transit.route.own_text(transit) if _is_own(transit, to) else None


def converted(completion: Completion, target: Source, *, look: bool, tell: bool = False) -> Said | None:
    """What a target says; None where the exact path has to find it. Nothing is lossy where nobody looks.

    :param tell: tell every change at once, where that is known by heart.
    """
    transit = _transit_of(completion)
    if transit is None or not _is_wire(target):
        return None
    passage = transit.route.passages.get(target.vendor) or _passage(transit.route, target.vendor)
    if passage is not None:
        return (passage.told(transit) if tell else None) or passage.convert(transit, look=look)
    return Said(transit.route.own_text(transit), False, ()) if _is_own(transit, target.vendor) else None


def changes(completion: Completion, target: Source) -> tuple[Change, ...] | None:
    """What the target says otherwise than what was read; None where the exact path has to find it."""
    transit = _transit_of(completion)
    passage = _passage(transit.route, target.vendor) if transit is not None and _is_wire(target) else None
    return None if transit is None or passage is None else passage.changes(transit)


def _passage(source: Route, to: object) -> Passage | None:
    """The way to another vendor; None to the vendor itself, and to whom this path does not lead."""
    target = _route_to(to)
    if target is None or target.vendor is source.vendor:
        return None
    source.passages[target.name] = passage = _passage_made(source, target)
    return passage


_passage_made: Final = functools.lru_cache(maxsize=64)(Passage)


def _is_own(transit: Transit, to: object) -> bool:
    target = _route_to(to)
    return target is not None and target.vendor is transit.route.vendor


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


_Unfrozen: Final = unfrozen(Completion)
