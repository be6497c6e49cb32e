"""A table as a picture: an SVG that can be read in light and dark, and without colours.

Strategy: it has its own background, so that it does not matter whose page it is on, and its colours are chosen by the
reader's preference. The words of a cell stand in it, so a colour says nothing that a word does not.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias
from xml.etree import ElementTree as ET

from attrs import frozen

Tone: TypeAlias = Literal["good", "fair", "mixed", "poor", "bad", "none"]

TONES: dict[Tone, tuple[tuple[str, str], tuple[str, str]]] = {
    "good": (("#9bd3c4", "#0b3b30"), ("#14594b", "#d3f3ea")),
    "fair": (("#d2ece5", "#0b3b30"), ("#0f3a32", "#bfe6da")),
    "mixed": (("#fbe3a3", "#4a3500"), ("#5c4a12", "#fdf0cf")),
    "poor": (("#f7bd87", "#562600"), ("#74401a", "#ffe6d1")),
    "bad": (("#ef8f80", "#4f0d04"), ("#7d2a20", "#ffdcd6")),
    "none": (("#f1f2f4", "#6a7078"), ("#22262c", "#9aa2ad")),
}
"""Fill and ink of each tone, for light and for dark; told apart also by who sees no red or no green."""
GROUND = (("#ffffff", "#1f2328"), ("#161a20", "#e6e9ee"))

LINE, PADDING, GAP, TITLE = 13, 7, 2, 30
LETTER = 6.2
"""What a letter takes at most, in the widest of the fonts named."""


@frozen
class Cell:
    """One field of the picture."""

    text: str
    tone: Tone

    title: str = ""
    """What a reader who points at it is told."""


@frozen
class HeatMap:
    """What is drawn."""

    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    cell_width: int = 92

    def svg(self) -> str:
        """The picture as text of XML."""
        label = round(max(len(name) for name, _ in self.rows) * LETTER) + 16
        heights = [self._height(cell.text for cell in cells) for _, cells in self.rows]
        head = TITLE + self._height(self.columns)
        width, height = label + len(self.columns) * self.cell_width + 10, head + sum(heights) + 10
        box = {"viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height)}
        root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **box, "role": "img"})
        ET.SubElement(root, "title").text = self.title
        ET.SubElement(root, "style").text = _style()
        ET.SubElement(root, "rect", {"class": "ground", "width": str(width), "height": str(height), "rx": "6"})
        _text(root, 8, 18, self.title, "ink head")
        for number, column in enumerate(self.columns):
            self._lines(root, label + number * self.cell_width, TITLE, column, "ink middle")
        for top, (name, cells) in zip(itertools.accumulate(heights, initial=head), self.rows, strict=False):
            self._row(root, label, top, name, cells)
        ET.indent(root)
        return ET.tostring(root, encoding="unicode") + "\n"

    def _row(self, root: ET.Element, label: int, top: int, name: str, cells: Sequence[Cell]) -> None:
        _text(root, 8, top + LINE, name, "ink")
        height = self._height(cell.text for cell in cells)
        for number, cell in enumerate(cells):
            left = label + number * self.cell_width
            group = ET.SubElement(root, "g", {"class": cell.tone})
            if cell.title:
                ET.SubElement(group, "title").text = cell.title
            box = {"x": left, "y": top, "width": self.cell_width - GAP, "height": height - GAP, "rx": 3}
            ET.SubElement(group, "rect", {key: str(value) for key, value in box.items()})
            self._lines(group, left, top, cell.text, "middle")

    def _lines(self, parent: ET.Element, left: int, top: int, text: str, classes: str) -> None:
        """A text in a cell, on as many lines as it needs."""
        for number, line in enumerate(self._wrapped(text)):
            _text(parent, left + (self.cell_width - GAP) / 2, top + (number + 1) * LINE, line, classes)

    def _wrapped(self, text: str) -> list[str]:
        return textwrap.wrap(text, round((self.cell_width - GAP) / LETTER))

    def _height(self, texts: Iterable[str]) -> int:
        """The height of a row that has these texts in its cells."""
        return max(len(self._wrapped(text)) for text in texts) * LINE + PADDING


def _text(parent: ET.Element, left: float, top: float, text: str, classes: str) -> None:
    ET.SubElement(parent, "text", {"x": f"{left:g}", "y": f"{top:g}", "class": classes}).text = text


def _style() -> str:
    common = "text{font:11px ui-sans-serif,system-ui,sans-serif}.head{font-weight:600;font-size:13px}.middle{text-anchor:middle}"
    return f"{common}{_colours(0)}@media(prefers-color-scheme:dark){{{_colours(1)}}}"


def _colours(scheme: int) -> str:
    ground, ink = GROUND[scheme]
    tones = (
        f".{tone} rect{{fill:{schemes[scheme][0]}}}.{tone} text{{fill:{schemes[scheme][1]}}}"
        for tone, schemes in TONES.items()
    )
    return "".join([f".ground{{fill:{ground}}}.ink{{fill:{ink}}}", *tones])
