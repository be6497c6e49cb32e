"""The main figures, as the README quotes them from ``bench/results.md`` to the letter."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .candidate import PLAIN, Way
from .figures import Figures
from .goals import BULK, JQ, LITELLM, SDKS
from .payloads import SIZES, VENDORS
from .peers.ours import OURS
from .tables import NAMES, TITLES, short, table

README: Final = Path(__file__).resolve().parents[1] / "README.md"
BEGIN: Final = "<!-- main figures: just bench -->\n"
END: Final = "<!-- end of main figures -->\n"


def main_figures(figures: Figures) -> str:
    """A table of our ways, and two sentences."""
    ways: tuple[Way, ...] = ("read", "same", "other")
    rows = [
        [TITLES[way], *(short(figures.ratio(OURS, way, PLAIN, vendor, size)) for vendor in VENDORS for size in SIZES)]
        for way in ways
    ]
    head = ["", *(f"{NAMES[vendor]} {size}" for vendor in VENDORS for size in SIZES)]
    return "\n".join([*table(head, rows), "", *_sentences(figures), ""])


def _sentences(figures: Figures) -> list[str]:
    ours = figures.ratio("mixed", BULK)
    sdk = _smallest_gain(figures, "same", SDKS)
    litellm = _smallest_gain(figures, "other", dict.fromkeys(VENDORS, LITELLM))
    return [
        f"A log of {figures.machine['records']:,} responses takes {short(ours)} times what orjson takes to load and dump it, and jq takes",
        f"{short(figures.ratio('mixed', JQ))} times. At 600 B, the vendors' own SDKs take {short(sdk)} times as long as normalizer",
        f"or more for the way back to the same vendor, and LiteLLM {short(litellm)} times or more for the way to the other.",
    ]


def _smallest_gain(figures: Figures, way: Way, peers: dict[str, str]) -> float:
    size = SIZES[0]
    return min(
        figures.ratio(peer, way, PLAIN, vendor, size) / figures.ratio(OURS, way, PLAIN, vendor, size)
        for vendor, peer in peers.items()
    )


def quoted(text: str) -> str:
    """What stands between the two marks of a page."""
    return text.partition(BEGIN)[2].partition(END)[0]


def with_quote(readme: str, quote: str) -> str:
    """The README with another quote between its marks."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise LookupError(f"README.md has no place for the figures between {BEGIN!r} and {END!r}")
    return before + begin + quote + end + after
