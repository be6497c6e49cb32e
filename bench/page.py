"""The figures as a page, ``bench/results.md``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

from .candidate import PLAIN, Way
from .figures import Figures, named
from .goals import GOALS, Goal
from .payloads import SIZES, VENDORS
from .peers.floor import FLOOR
from .peers.ours import OURS
from .quote import BEGIN, END, main_figures
from .tables import NAMES, TITLES, cell, short, table, with_spread

PAGE: Final = Path(__file__).with_name("results.md")
NOT_PEERS: Final = (OURS, FLOOR, "mixed", "kept", "imports", "growth", "share")

Lines = Iterator[str]


def page(figures: Figures) -> str:
    """The whole page."""
    quote = BEGIN + main_figures(figures) + END
    parts = (_head, lambda _: [quote], _goals, _ours, _peers, _mixed, _kept, _imports, _growth, _shares)
    return "\n".join(line for part in parts for line in part(figures))


def _head(figures: Figures) -> Lines:
    machine = figures.machine
    yield "# Results"
    yield ""
    yield "Written by `just bench`; [speed](../docs/speed.md) says what is measured and how, and where the time goes."
    yield ""
    yield (
        "Every figure is CPU time as a ratio to `orjson.loads` and `orjson.dumps` of the same bytes in the same process: 1 is as"
        " fast as orjson reads and writes plain dicts. Smaller is faster, unless it says otherwise."
    )
    yield (
        f"Geometric mean of the medians of {machine['runs']} runs, in brackets the quartiles of all rounds together (where one run"
        " was unlike the others, the mean can lie outside). Payloads of"
        " about 600 B, 3 KB and 60 KB."
    )
    yield ""
    yield (
        f"{machine['date']}, {machine['processor']}, {machine['cores']} cores, {machine['system']}, {machine['python']}."
        f" On average {machine['busy'][0]} processes wanted a core when it began and {machine['busy'][1]} when it ended, so"
        f" the machine was {'busy with other work' if machine['busy'][0] > 1 else 'quiet'}."
    )
    yield ""
    yield "Versions: " + ", ".join(f"{name} {version}" for name, version in figures.versions.items()) + "."
    yield ""
    yield "![What reading and writing cost](chart.svg)"
    yield ""


def _goals(figures: Figures) -> Lines:
    yield "## Goals"
    yield ""
    yield (
        "Each cell is the figure, and the goal for it. Where no vendor is named, it is that of the vendor that does worse. Where"
        " the goal is not reached, the floor is what is left if all is left out but reading the text into Structs, writing"
        " them for the proof that nothing was lost, making an object that holds them, and another vendor's Structs of the values:"
        " with no look at whose it is, and no comparison (`bench/peers/floor.py`)."
    )
    yield ""
    sized = [goal for goal in GOALS if "" not in goal.limits]
    yield from table(["", *SIZES], [[goal.work, *_cells(goal, figures)] for goal in sized])
    yield ""
    yield from table(["", "figure"], [[goal.work, *_cells(goal, figures)] for goal in GOALS if "" in goal.limits])
    yield ""
    reached = [cell[3] for goal in GOALS for cell in goal.cells(figures)]
    yield f"Reached: {sum(reached)} of {len(reached)}."
    yield ""


def _cells(goal: Goal, figures: Figures) -> list[str]:
    word = "at least" if goal.at_least else "at most"
    cells = [
        f"**{short(value)}**, {word} {limit:g}: {'reached' if reached else f'not reached{_floor(goal, figures, size)}'}"
        for size, value, limit, reached in goal.cells(figures)
    ]
    return cells if "" in goal.limits else cells + [""] * (len(SIZES) - len(cells))


def _floor(goal: Goal, figures: Figures, size: str) -> str:
    return "" if goal.floor is None else f", floor {short(goal.floor(figures, size))}"


def _ours(figures: Figures) -> Lines:
    yield "## Ours"
    yield ""
    rows = [name.split("/") for name in figures.figures if name.startswith(f"{OURS}/")]
    for vendor in VENDORS:
        yield f"### {NAMES[vendor]}"
        yield ""
        kinds = dict.fromkeys((variant, way) for _, way, variant, of, _ in rows if of == vendor)
        yield from table(
            ["input", "", *SIZES],
            [
                [
                    variant,
                    TITLES[cast("Way", way)],
                    *(cell(figures, OURS, way, variant, vendor, size) for size in SIZES),
                ]
                for variant, way in kinds
            ],
        )
        yield ""


def _peers(figures: Figures) -> Lines:
    yield "## Others"
    yield ""
    yield (
        "Each in an environment of its own, with its own measurement of orjson. † it does not write back what it read: values are"
        " gone or others. llm-rosetta and llm-babel do not know orq's responses; their other vendor is Anthropic."
    )
    yield ""
    rows = dict.fromkeys(tuple(name.split("/")[:2]) for name in figures.figures if _is_of_peers(name))
    yield from table(
        ["who", "", *(f"{NAMES[vendor]} {size}" for vendor in VENDORS for size in SIZES)],
        [
            [
                who,
                TITLES[cast("Way", way)],
                *(cell(figures, who, way, PLAIN, vendor, size) for vendor in VENDORS for size in SIZES),
            ]
            for who, way in rows
        ],
    )
    yield ""


def _is_of_peers(name: str) -> bool:
    return name.partition("/")[0] not in NOT_PEERS


def _mixed(figures: Figures) -> Lines:
    yield f"## A log of {figures.machine['records']:,} responses"
    yield ""
    yield (
        "45 % orq 600 B, 20 % orq 3 KB, 25 % Opper 600 B, 9.7 % Opper 3 KB, 0.3 % Opper 60 KB; one in ten has unknown keys"
        " at every level. To what orjson takes to load and dump all of it. jq got the first 20,000 records, beside orjson"
        " on the same."
    )
    yield ""
    yield from _rest(figures, "mixed")


def _kept(figures: Figures) -> Lines:
    yield "## Kept"
    yield ""
    yield (
        "`collector`: how much longer a list of 20,000 takes to build with the garbage collector on. `memory`: of one kept"
        " Completion with all it holds on to, beside the dict that orjson makes of the same bytes."
    )
    yield ""
    yield from _rest(figures, "kept")


def _imports(figures: Figures) -> Lines:
    yield "## Imports"
    yield ""
    yield "CPU time in a fresh process, beside that of `import json`."
    yield ""
    yield from _rest(figures, "imports")


def _growth(_: Figures) -> Lines:
    yield "## Growth"
    yield ""
    yield "What grows, one thing at a time, in a response that is small otherwise; a level line grows as fast as orjson's time."
    yield ""
    yield "![How cost grows](growth.svg)"
    yield ""


def _shares(figures: Figures) -> Lines:
    yield "## Where the time goes"
    yield ""
    yield (
        "To the other vendor, by samples of the running program: the share of each file, with the functions outside the library that"
        " it calls. What has less than 2 % is left out."
    )
    yield ""
    names = [name.split("/", 2)[2] for name in figures.figures if name.startswith("share/")]
    places = dict.fromkeys(name.rsplit("/", 2)[0] for name in names)
    columns = [(vendor, size) for vendor in VENDORS for size in SIZES]
    yield from table(
        ["", *(f"{NAMES[vendor]} {size}" for vendor, size in columns)],
        [[place, *(_share(figures, place, *column) for column in columns)] for place in places],
    )
    yield ""


def _share(figures: Figures, *name: str) -> str:
    full = named("share", "other", *name)
    return f"{figures.figures[full].ratio:.0%}" if full in figures.figures else ""


def _rest(figures: Figures, group: str) -> Lines:
    rows = [(name, figure) for name, figure in figures.figures.items() if name.startswith(f"{group}/")]
    yield from table(["", "ratio"], [[" · ".join(name.split("/")[1:]), with_spread(figure)] for name, figure in rows])
    yield ""
