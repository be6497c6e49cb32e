"""The loss map as a page and as a picture."""

from __future__ import annotations

from collections import Counter
from typing import Final

from scoreboard.heat_map import Cell, HeatMap, Tone

from .ways import FATES, Fate, Verdict, Way

TONES: Final[dict[Verdict, Tone]] = {
    "carried": "good",
    "respelled": "fair",
    "in part": "mixed",
    "invented": "poor",
    "altered": "poor",
    "dropped": "bad",
    "not there": "none",
}
WORDS: Final[dict[Verdict, str]] = {verdict: verdict for verdict in TONES} | {"not there": "\u2013"}

PAGE: Final = """\
# The loss map

What becomes of every field of a `Completion` on the way from one vendor to another. `just losses` computes this page;
nobody writes on it, and a test fails when it is stale.

![The table below, as a picture](losses.svg)

* **carried**: each value came back the same, by kind too.
* **respelled**: so did the meaning of each, some in another spelling: `5.0` as `5`, an empty value on one side only.
* **in part**: some values are carried and some are lost; [which ones](#where-it-depends-on-the-value) is told below.
* **dropped**, **altered**, **invented**: what says something is lost in this way. (Where `null` and other empty values are
  not carried, they are respelled.)
* **\u2013**: the source has no such field, so nothing can be lost of it.

{invented}

## The fields

{table}

## Where it depends on the value

{details}

## How it is computed

The fields are those that the canonical classes declare, so a new one is here by itself; `source` is none, for it says where
a Completion came from and not what it means. For each field, Completions are made in which it alone is set: to null, empty,
zero, integers, decimals, texts, the words of every vendor's schema, filled objects, and arrays of none, one and two items of
every class in every order; `extra` to unknown keys of every kind, keys that the target declares, and silent ones of the
source's. The source vendor writes it in the form `wire`; what is not the same when it is read again is nothing that the source
can say, and is left out. The rest goes through `convert`, and the [changes](changes.md) that are not there when the field is
not set are what became of it. A change inside a field is told in the row of the field that it is about.
"""


def page(ways: list[list[Way]]) -> str:
    """The text of the page."""
    return PAGE.format(table=_table(ways), details=_details(ways), invented=_invented(ways))


def picture(ways: list[list[Way]]) -> str:
    """The table as an SVG."""
    rows = [(str(row[0].field), [_cell(way) for way in row]) for row in ways]
    return HeatMap("What becomes of each field between vendors", [_pair(way) for way in ways[0]], rows, 112).svg()


def _cell(way: Way) -> Cell:
    return Cell(WORDS[way.verdict], TONES[way.verdict], f"{way.field}, {_pair(way)}: {told(way)}")


def _pair(way: Way) -> str:
    return f"{way.source} \u2192 {way.target}"


def _table(ways: list[list[Way]]) -> str:
    head = ["field", *(_pair(way) for way in ways[0])]
    rows = [[f"`{row[0].field}`", *(WORDS[way.verdict] for way in row)] for row in ways]
    return "\n".join(map(_line, [head, ["---"] * len(head), *rows]))


def _details(ways: list[list[Way]]) -> str:
    rows = [[", ".join(fields), ", ".join(between), text] for (between, text), fields in _alike(ways).items()]
    return "\n".join(map(_line, [["fields", "ways", "what becomes of which values"], ["---"] * 3, *rows]))


def _alike(ways: list[list[Way]]) -> dict[tuple[tuple[str, ...], str], list[str]]:
    """Fields of which the same is told, by the ways between vendors and what is told."""
    fields: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for row in ways:
        between: dict[str, list[str]] = {}
        for way in row:
            if len(set(way.fates.values())) > 1:
                between.setdefault(told(way, "`"), []).append(_pair(way))
        for text, names in between.items():
            fields.setdefault((tuple(names), text), []).append(f"`{row[0].field}`")
    return fields


def _invented(ways: list[list[Way]]) -> str:
    found = [way for row in ways for way in row if "invented" in way.fates.values()]
    if not found:
        return "Nothing is invented on any way: that happens only where an app asks for it, with `defaults`."
    return "Invented: " + ", ".join(f"`{way.field}` ({_pair(way)})" for way in found) + "."


def told(way: Way, quote: str = "") -> str:
    """What becomes of which values: the rarer fates with their values, and the one of all others."""
    if not way.fates:
        return f"{way.source} has no such field"
    by_fate: dict[Fate, list[str]] = {fate: [] for fate in FATES}
    for name, fate in way.fates.items():
        by_fate[fate].append(f"{quote}{name}{quote}")
    usual = Counter(way.fates.values()).most_common(1)[0][0]
    rarer = [f"{fate}: {', '.join(names)}" for fate, names in by_fate.items() if names and fate != usual]
    return "; ".join([*rarer, f"all others {usual}" if rarer else usual])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
