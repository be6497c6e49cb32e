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
    """A table of our ways, and a few sentences."""
    ways: tuple[Way, ...] = ("read", "same", "other", "seven", "report")
    rows = [
        [TITLES[way], *(short(figures.ratio(OURS, way, PLAIN, vendor, size)) for vendor in VENDORS for size in SIZES)]
        for way in ways
    ]
    head = ["", *(f"{NAMES[vendor]} {size}" for vendor in VENDORS for size in SIZES)]
    return "\n".join([*table(head, rows), "", *_sentences(figures), ""])


def _sentences(figures: Figures) -> list[str]:
    ours, jq = figures.ratio("mixed", BULK), figures.ratio("mixed", JQ)
    small, *_, large = SIZES
    sdk, litellm = _gains(figures, "same", SDKS), _gains(figures, "other", dict.fromkeys(VENDORS, LITELLM))
    return [
        f"A log of {figures.machine['records']:,} responses takes {short(ours)} times what orjson takes to load and dump it; jq takes",
        f"{short(jq)} times, measured on its beginning. The vendors' own SDKs take at least {short(sdk[small])} times as long as normalizer for",
        f"the way back to the same vendor at {small}, and {short(sdk[large])} times at {large};",
        f"LiteLLM {short(litellm[small])} and {short(litellm[large])} times for the way to the other.",
    ]


def _gains(figures: Figures, way: Way, peers: dict[str, str]) -> dict[str, float]:
    """For each size, how many times as long the peer takes at least that does best."""
    return {
        size: min(
            figures.ratio(peer, way, PLAIN, vendor, size) / figures.ratio(OURS, way, PLAIN, vendor, size)
            for vendor, peer in peers.items()
        )
        for size in SIZES
    }


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
