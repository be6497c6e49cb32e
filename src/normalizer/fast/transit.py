"""One response on its way: the text it came as, and what is made of that when somebody asks.

Strategy: mostly a response is read and written before the next one comes. So only the latest one has its carriers, which the
next one takes from it; one that is kept is hardly more than its text, and reads that again if somebody asks.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ..completion import Completion, Source
from ..faces import Face, carrier_of

if TYPE_CHECKING:
    from .route import Route


class Transit(msgspec.Struct, gc=False):
    """What a face of a whole response is filled from. Two threads at worst make the same twice."""

    route: Route
    """The :class:`.route.Route` it was read by."""

    text: bytes
    """The JSON text it was read from, or, if ``is_written``, the one it is written as."""

    is_written: bool
    is_large: bool
    """Whether its text is long."""

    _shape: Any = None
    _meaning: Any = None

    def shape(self) -> Any:
        """The carrier of the vendor's class."""
        shape = self._shape
        return self.route.shape_of(self.text) if shape is None else shape

    def meaning(self) -> Any:
        """The carrier of the Completion."""
        meaning = self._meaning
        if meaning is None:
            meaning = self.route.meaning_of(self.shape())
            self._meaning = None if self._shape is None else meaning
        return meaning

    def source(self) -> Source:
        """The source of the Completion, which says nothing of a response but its ``object`` word."""
        return self.route.source_of(self)

    def fill(self, instance: Any, asked: str) -> None:
        """Fill the face of the Completion, which keeps its transit. The source is known without a look at the rest."""
        if asked == "source":
            _put_source(instance, self.source())
        else:
            self.meaning().fill(instance, asked)

    def rest(self) -> None:
        """Let go of the carriers."""
        self._shape = self._meaning = None


def let_others_rest(latest: Face) -> None:
    """Make a face with a transit the latest one, and let the one before it rest."""
    before = _latest[0]()
    _latest[0] = weakref.ref(latest)
    if before is not None:
        carrier_of(before).rest()


_put_source: Final = Completion.__dict__["source"].__set__
_latest: Final[list[Callable[[], Face | None]]] = [lambda: None]
