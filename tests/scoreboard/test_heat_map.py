"""The pictures can be read in light and dark, and their texts stay in their cells."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from scoreboard.heat_map import TONES, Cell, HeatMap

TEXT, BOX = (f"{{http://www.w3.org/2000/svg}}{name}" for name in ("text", "rect"))


def drawn(*cells: Cell) -> ET.Element:
    text = HeatMap("A title", ["one <column>"] * len(cells), [("a row", cells)], 60).svg()
    return ET.fromstring(text)  # noqa: S314  # our own


def test_a_text_that_is_too_long_for_its_cell_goes_on_in_the_next_line_and_the_row_grows() -> None:
    short, long = drawn(Cell("0/0/0", "good")), drawn(Cell("10/13 invented", "poor"))
    heights = [float([box.attrib["height"] for box in picture.iter(BOX)][-1]) for picture in (short, long)]

    assert [text.text for text in long.iter(TEXT)][-2:] == ["10/13", "invented"]
    assert heights[0] < heights[1]


def test_colours_are_chosen_for_light_and_dark_and_the_ground_is_its_own() -> None:
    style = drawn(Cell("x", "none")).findtext("{http://www.w3.org/2000/svg}style")

    assert style is not None
    light, dark = style.split("@media(prefers-color-scheme:dark)")
    for name in ("ground", *TONES):
        assert f".{name}" in light
        assert f".{name}" in dark


def test_what_a_reader_is_told_is_text_and_no_markup() -> None:
    picture = drawn(Cell("<b>", "bad", "1 < 2"))

    assert "<b>" in [text.text for text in picture.iter(TEXT)]
    assert "1 < 2" in [title.text for title in picture.iter("{http://www.w3.org/2000/svg}title")]
