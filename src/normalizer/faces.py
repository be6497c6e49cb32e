"""Objects that are filled when somebody first looks into them.

Strategy: reading JSON text fast makes no canonical object, only carriers (:mod:`~normalizer.fast`); a face is an object of a
canonical class of which all slots are still empty but one, which holds its carrier. Python calls ``__getattr__`` where a slot
is empty; then all of them are filled at once, and what lies deeper becomes faces in turn. attrs compares, prints, hashes,
pickles and evolves through the same attributes, so nobody can tell a face from an object that was built whole.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Protocol


class Carrier(Protocol):
    """What a face is filled from."""

    def meaning(self) -> Any:
        """The object that has the values of the attributes."""

    def fill(self, instance: Any, asked: str, /) -> None:
        """Set every slot of a face that looks like this, or at least the one that was asked for, which there is."""


def _looked_into(instance: Face, name: str) -> Any:
    """Fill a face, and give the attribute that was asked for."""
    if name in slots_of(type(instance)):
        carrier = carrier_of(instance)
        if carrier is not None:
            carrier.fill(instance, name)
    return object.__getattribute__(instance, name)  # again: if not from here, another thread filled it meanwhile


class Face:
    """The base of the canonical classes: their objects may be filled late."""

    __slots__ = ("__weakref__", "_carrier")

    if not TYPE_CHECKING:  # which knows the attributes
        __getattr__ = _looked_into


def carrier_of(instance: Face) -> Any:
    """The carrier of a face; None of an object that was built whole, or that has let go of it."""
    try:
        return _get_carrier(instance)
    except AttributeError:
        return None


def let_go(instance: Face) -> None:
    """Let a face that was filled forget its carrier, which takes memory."""
    try:
        _drop_carrier(instance)
    except AttributeError:  # another thread was faster
        return


_slot: Any = Face.__dict__["_carrier"]
_get_carrier, _drop_carrier = _slot.__get__, _slot.__delete__


def face(cls: type, carrier: Carrier) -> Any:
    """An object of a canonical class, with nothing in it but its carrier."""
    made = unfrozen(cls)()
    made._carrier = carrier  # noqa: SLF001  # its own module
    made.__class__ = cls
    return made


@functools.cache
def unfrozen(cls: Any) -> type[Any]:
    """A class whose objects can be set, and then made objects of a class that is frozen: a third of what its constructor takes."""
    return type(cls.__name__, cls.__bases__, {"__slots__": slots_of(cls)})


def slots_of(cls: Any) -> tuple[str, ...]:
    """The slots that a class has of its own."""
    return tuple(cls.__slots__)
