"""One response on its way: the carrier it was read as, and what is made of that when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from ..completion import Source
    from .route import Route


class Transit(msgspec.Struct, gc=False):
    """What a face of a whole response is filled from. It is never changed, only filled in: two threads at worst do it twice."""

    route: Route
    """The :class:`.route.Route` it was read by."""

    shape: Any
    """The carrier of the vendor's class."""

    is_large: bool
    """Whether its text is long."""

    text: bytes | None
    """The JSON text it is written as, where that is known."""

    _meaning: Any = None

    def meaning(self) -> Any:
        """The carrier of the Completion."""
        if self._meaning is None:
            self._meaning = self.route.meaning_of(self.shape)
        return self._meaning

    def source(self) -> Source:
        """The source of the Completion, which says nothing of a response but its ``object`` word."""
        return self.route.source_of(self)

    def fill(self, instance: Any) -> None:
        """Fill the face of the Completion, which keeps its transit."""
        self.meaning().fill(instance)
