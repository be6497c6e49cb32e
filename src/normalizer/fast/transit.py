"""One response on its way: the text it came as, and what is made of that when somebody asks.

Strategy: mostly a response is read and written before the next one comes. So only the latest one has its carriers, which the
next one takes from it; one that is kept is hardly more than its text, and reads that again if somebody asks. Of large ones the
latest is known by a weak reference, so that no text is held that nobody else holds but a short one.
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

    held_shape: Any = None
    held_meaning: Any = None
    """What :meth:`shape` and :meth:`meaning` have, as long as this is the latest one."""

    def shape(self) -> Any:
        """The carrier of the vendor's class."""
        shape = self.held_shape
        return self.route.shape_of(self.text) if shape is None else shape

    def meaning(self) -> Any:
        """The carrier of the Completion."""
        meaning = self.held_meaning
        if meaning is None:
            meaning = self.route.meaning_of(self.shape())
            self.held_meaning = None if self.held_shape is None else meaning
        return meaning

    def source(self) -> Source:
        """The source of the Completion, which says nothing of a response but its ``object`` word."""
        return self.route.source_of(self)

    def fill(self, instance: Any, asked: str) -> None:
        """Fill the face of the Completion, which keeps its transit. The source is known without a look at the rest."""
        if asked == "source":
            _put_source(instance, self.source())
        elif self.held_meaning is not None or not self.route.fill(self.shape(), instance):
            self.meaning().fill(instance, asked)


def let_large_rest(latest: Face) -> None:
    """Make a response the latest of the large ones, and let the one before it rest."""
    before, _latest_large[0] = _latest_large[0](), weakref.ref(latest)
    if before is not None:
        transit = carrier_of(before)
        transit.held_shape = transit.held_meaning = None


_put_source: Final = Completion.__dict__["source"].__set__
_nobody: Any = None
latest: Final = [Transit(_nobody, b"", False, False)]
"""The latest of the short ones, which the next one lets rest."""

_latest_large: Final[list[Callable[[], Face | None]]] = [lambda: None]
