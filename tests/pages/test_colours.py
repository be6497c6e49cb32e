"""Colours can be told from what is behind them, by daylight and in the dark."""

from __future__ import annotations

import re
from importlib import resources

import pytest

STYLE = resources.files("normalizer.pages").joinpath("page.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
)
TEXT = 4.5
DRAWING = 3.0
"""What WCAG 2.2 asks for at level AA, of text and of what is drawn."""

TEXTS = [
    *((text, ground) for text in ("text", "muted") for ground in ("page", "card", "track")),
    *((text, "card") for text in ("good", "warn", "bad", "link")),
    *((f"{ramp}-{level}-text", f"{ramp}-{level}") for ramp in ("loss", "calm") for level in range(1, 6)),
]
DRAWN = [
    *(f"s{number}" for number in range(1, 8)),
    *("unchanged", "respelled", "lossy", "rejected", "blank", "converted"),
    *("stop", "length", "content-filter", "tool-calls", "error", "other", "null"),
]


def _light(colour: str) -> float:
    """The relative luminance of WCAG."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(_light, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_drawings_have_contrast(colours: dict[str, str]) -> None:
    faint = [pair for pair in TEXTS if _contrast(colours[pair[0]], colours[pair[1]]) < TEXT]
    faint += [(name, "card") for name in DRAWN if _contrast(colours[name], colours["card"]) < DRAWING]

    assert faint == []


def test_every_colour_has_its_dark_counterpart() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert set(re.findall(r"var\(--([\w-]+)\)", STYLE)) <= LIGHT.keys()
