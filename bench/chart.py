"""The figures as pictures, drawn by matplotlib: SVG with text as text, the same for the same figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import matplotlib as mpl
from matplotlib.ticker import NullLocator

from .candidate import PLAIN, Way
from .figures import Figures, named
from .growth import GROWING
from .payloads import VENDORS
from .peers.ours import OURS
from .tables import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

mpl.use("svg")
mpl.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "normalizer",
        "font.family": "sans-serif",
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
)

from matplotlib import pyplot as plt  # noqa: E402  # after the backend is chosen

CHART: Final = Path(__file__).with_name("chart.svg")
GROWTH: Final = Path(__file__).with_name("growth.svg")
SIZE: Final = "3 KB"
WAYS: Final[tuple[Way, ...]] = ("same", "other")
COLOURS: Final = {"read": "#6a9a5b", "same": "#7a8ca5", "other": "#c98d4a"}
TITLES: Final = {"read": "read", "same": "back to the same vendor", "other": "to another vendor"}
STYLES: Final = {"orq": "--", "opper": "-"}


def draw(figures: Figures, path: Path = CHART) -> None:
    """For each vendor a bar for each way and whoever can go it, of 3 KB, on a logarithmic axis."""
    drawing, axes = plt.subplots(1, len(VENDORS), figsize=(10, 4.6), sharex=True)
    for vendor, ax in zip(VENDORS, axes, strict=True):
        _bars(ax, figures, vendor)
        ax.set_title(f"{NAMES[vendor]}, {SIZE}", loc="left", fontsize=10)
    drawing.supxlabel("CPU time, orjson loads + dumps = 1 (logarithmic; shorter is faster)", fontsize=9)
    save(drawing, path)


def draw_growth(figures: Figures, path: Path = GROWTH) -> None:
    """For everything that grows a panel with a line for each way and vendor; a level line is cost that grows as orjson's."""
    drawing, axes = plt.subplots(1, len(GROWING), figsize=(12, 3.4), sharey=True)
    for what, ax in zip(GROWING, axes, strict=True):
        for vendor, style in STYLES.items():
            for way, colour in COLOURS.items():
                if points := _points(figures, way, what, vendor):
                    label = f"{NAMES[vendor]}, {TITLES[way]}"
                    ax.plot(*zip(*points, strict=True), style, color=colour, marker=".", label=label)
        ax.set(xscale="log", yscale="log", xlabel=what)
        _plain_ticks(ax.xaxis, ax.yaxis)
        ax.axhline(1, color="black", linewidth=0.8)
    axes[0].set_ylabel("CPU time, orjson loads + dumps = 1")
    axes[0].legend(fontsize=7, frameon=False)
    save(drawing, path)


def _points(figures: Figures, way: str, what: str, vendor: str) -> list[tuple[float, float]]:
    start = named("growth", way, what, vendor, "")
    return [
        (float(name.removeprefix(start)), one.ratio) for name, one in figures.figures.items() if name.startswith(start)
    ]


def save(drawing: Figure, path: Path) -> None:
    drawing.tight_layout()
    drawing.savefig(path, metadata={"Date": None})
    plt.close(drawing)


def _bars(ax: Axes, figures: Figures, vendor: str) -> None:
    rows = [
        (figures.ratio(*name.split("/")), name.split("/")[0], way)
        for way in WAYS
        for name in figures.figures
        if name.endswith(named("", way, PLAIN, vendor, SIZE))
    ]
    rows.sort(reverse=True)
    for place, (ratio, who, way) in enumerate(rows):
        ax.barh(place, ratio, color=COLOURS[way], alpha=1 if who == OURS else 0.55)
        ax.text(ratio * 1.06, place, f"{ratio:.1f}", va="center", fontsize=8)
    ax.set_yticks(range(len(rows)), [f"{who}, {TITLES[way]}" for _, who, way in rows])
    for label, (_, who, _) in zip(ax.get_yticklabels(), rows, strict=True):
        label.set_fontweight("bold" if who == OURS else "normal")
    ax.set_xscale("log")
    ax.set_xlim(left=0.1)
    _plain_ticks(ax.xaxis)
    ax.axvline(1, color="black", linewidth=0.8)


def _plain_ticks(*axes: Axis) -> None:
    """Powers of ten as people write them, and nothing between them."""
    for axis in axes:
        axis.set_major_formatter("{x:,g}")
        axis.set_minor_locator(NullLocator())
