"""What the project wants to reach, and what it reached; a goal that is not reached is shown as such.

Where no vendor is named, the one that does worse counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .candidate import PLAIN, Way
from .figures import Figures
from .payloads import SIZES, VENDORS
from .peers.floor import FLOOR
from .peers.ours import OURS

SDKS: Final = {"orq": "orq's SDK", "opper": "Opper's SDK"}
LITELLM: Final = "LiteLLM"
BULK: Final = "every record to the other vendor"
JQ: Final = "jq to the other vendor"
LEAST: Final = "the floor of that"

Reached = Callable[[Figures, str], float]
"""The figure for a size; goals that have none are asked with an empty one."""


@dataclass(frozen=True)
class Goal:
    """A sentence with a number in it: at most the limit, or at least."""

    work: str
    limits: Mapping[str, float]
    """By size, or by an empty text."""
    reached: Reached
    floor: Reached | None = None
    """The best that there can be, as far as that is measured."""

    at_least: bool = False

    def cells(self, figures: Figures) -> Iterator[tuple[str, float, float, bool]]:
        """The size, the figure, its limit, and whether it is reached, as it is shown."""
        for size, limit in self.limits.items():
            value = self.reached(figures, size)
            yield size, value, limit, value >= limit if self.at_least else value <= limit


def _by_size(*limits: float) -> dict[str, float]:
    return dict(zip(SIZES, limits, strict=False))


def _slower(way: Way, who: str = OURS) -> Reached:
    return lambda figures, size: max(figures.ratio(who, way, PLAIN, vendor, size) for vendor in VENDORS)


def _of(vendor: str, way: Way, who: str = OURS) -> Reached:
    return lambda figures, size: figures.ratio(who, way, PLAIN, vendor, size)


def _unknown_keys(figures: Figures, size: str) -> float:
    """How many times as much a payload with unknown keys costs, in units of its own bytes."""
    ways: tuple[Way, ...] = ("read", "same", "other")
    return max(
        figures.ratio(OURS, way, "unknown keys", vendor, size) / figures.ratio(OURS, way, PLAIN, vendor, size)
        for way in ways
        for vendor in VENDORS
    )


def _against(peer: Callable[[str], str], way: Way, who: str = OURS) -> Reached:
    """How many times as fast as a peer."""
    return lambda figures, size: min(
        figures.ratio(peer(vendor), way, PLAIN, vendor, size) / figures.ratio(who, way, PLAIN, vendor, size)
        for vendor in VENDORS
    )


def _kept(what: str) -> Reached:
    return lambda figures, size: max(figures.ratio("kept", what, vendor, size) for vendor in VENDORS)


GOALS: Final = (
    Goal(
        "to the other vendor, from Opper", _by_size(2.4, 1.3, 0.2), _of("opper", "other"), _of("opper", "other", FLOOR)
    ),
    Goal("to the other vendor, from orq", _by_size(3.0, 1.5), _of("orq", "other"), _of("orq", "other", FLOOR)),
    Goal("the same, seven fields read on the way", _by_size(4.5, 2.4, 0.25), _slower("seven"), _slower("seven", FLOOR)),
    Goal("back to the same vendor", _by_size(1.5, 0.9, 0.2), _slower("same"), _slower("same", FLOOR)),
    Goal("read only", _by_size(1.2, 0.75, 0.15), _slower("read"), _slower("read", FLOOR)),
    Goal("converted with the report of changes", _by_size(6, 3, 0.6), _slower("report"), _slower("report", FLOOR)),
    Goal("unknown keys at every level, to the plain payload", _by_size(1.1, 1.1, 1.1), _unknown_keys),
    Goal(
        "times as fast as the vendor's own SDK, back to the same vendor",
        _by_size(8, 6, 20),
        _against(SDKS.__getitem__, "same"),
        _against(SDKS.__getitem__, "same", FLOOR),
        at_least=True,
    ),
    Goal(
        "times as fast as LiteLLM, to the other vendor",
        _by_size(20, 14, 20),
        _against(lambda _: LITELLM, "other"),
        _against(lambda _: LITELLM, "other", FLOOR),
        at_least=True,
    ),
    Goal("garbage collector's part, 20,000 kept", _by_size(1.3, 1.3), _kept("collector/normalizer")),
    Goal("memory of one kept, to its dict", _by_size(1, 1, 1), _kept("memory/as read")),
    Goal(
        "mixed log to the other vendor",
        {"": 1.0},
        lambda figures, _: figures.ratio("mixed", BULK),
        lambda figures, _: figures.ratio("mixed", LEAST),
    ),
    Goal(
        "times as fast as jq on that log",
        {"": 8},
        lambda figures, _: figures.ratio("mixed", JQ) / figures.ratio("mixed", BULK),
        lambda figures, _: figures.ratio("mixed", JQ) / figures.ratio("mixed", LEAST),
        at_least=True,
    ),
    Goal("import, to that of json", {"": 8}, lambda figures, _: figures.ratio("imports", "import")),
)
