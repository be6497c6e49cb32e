"""The way from one vendor's carriers to another vendor's text, and what changes on it.

Strategy: by heart where that is known (:mod:`.plans`); else by the functions: what it means, less what only said nothing, as
the other vendor says it, made to fit; and what that means is compared with what was meant.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from ..crossing import Holding, fitter, silencer
from ..report import Change
from .carriers import canonical_carriers
from .converting import Converting, Outcome
from .differing import changes_between, is_lossy_between
from .later import Later
from .plans import Plans
from .route import Route
from .transit import Transit

MEANT: Final = Holding(
    lambda cls: canonical_carriers()[cls],
    msgspec.structs.replace,
    lambda edit: {Later: lambda later: edit(later.meaning())},
)
"""What holds canonical nodes here."""


class Said(msgspec.Struct, gc=False):
    """What a vendor says."""

    text: bytes

    is_lossy: bool
    """Whether that loses something; False where nobody looked."""

    changes: tuple[Change, ...] | None = None
    """None where they have to be found."""


class Passage:
    """What happens to the responses of one vendor that are written for another."""

    def __init__(self, source: Route, target: Route) -> None:
        self._source = source
        self._target = target
        self._silence = silencer(source.vendor, target.vendor, MEANT)
        self._fit = fitter(target.vendor, target.holding)
        self.plans = Plans(Converting(self._outcome))

    def written(self, transit: Transit, *, lossy: bool) -> bytes | None:
        """The text that is written for the other vendor; None where that loses something and may not."""
        shape = transit.held_shape or transit.shape()
        for plan in self.plans.known:
            text = plan.write(shape)
            if text is not None:
                return text if lossy or not plan.is_lossy else None
        said = self._by_functions(transit, look=not lossy)
        return None if said.is_lossy else said.text

    def convert(self, transit: Transit, *, look: bool) -> Said:
        """What is written for the other vendor."""
        shape = transit.held_shape or transit.shape()
        for plan in self.plans.known:
            text = plan.write(shape)
            if text is not None:
                return Said(text, look and plan.is_lossy, plan.changes)
        return self._by_functions(transit, look=look)

    def told(self, transit: Transit) -> Said | None:
        """The same with every change; None where that is not known by heart."""
        shape = transit.held_shape or transit.shape()
        for plan in self.plans.known:
            told = plan.tell(shape)
            if told is not None:
                return Said(told[0], plan.is_lossy, told[1])
        return None

    def _by_functions(self, transit: Transit, *, look: bool) -> Said:
        self.plans.miss(transit.shape())
        meant = transit.meaning()
        said = self.said(meant)
        is_lossy = look and is_lossy_between(meant, self._target.meaning_of(said))  # writing may change the carrier
        return Said(self._target.text_of(said, is_large=transit.is_large), is_lossy)

    def changes(self, transit: Transit) -> tuple[Change, ...]:
        """Every change that is made of a response."""
        told = self.told(transit)
        changes = None if told is None else told.changes
        if changes is None:
            meant = transit.meaning()
            changes = changes_between(meant, self._target.meaning_of(self.said(meant)))
        return changes

    def said(self, meant: Any) -> Any:
        """The carrier of what the other vendor says."""
        return self._fit(self._target.from_canonical(self._silence(meant)))

    def _outcome(self, shape: Any) -> Outcome:
        meant = self._source.meaning_of(shape)
        said = self.said(meant)
        returned = self._target.meaning_of(said)
        is_lossy, changes = is_lossy_between(meant, returned), changes_between(meant, returned)
        return Outcome(self._target.flat(said), is_lossy, changes)
