"""Pages read by a parser that is as strict as HTML is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib

from normalizer.findings import Findings
from normalizer.pages import page


def tree_of(text: bytes) -> Any:
    """The elements of a page; a mistake in its HTML is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text, transport_encoding="utf-8")


def read(findings: Findings, *, hide_names: bool = False) -> Any:
    return tree_of(page(findings, hide_names=hide_names))


def texts(element: Any, selector: str) -> list[str]:
    """The texts of the elements that a path leads to, with single spaces."""
    return [text_of(found) for found in element.findall(selector)]


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def section(tree: Any, name: str) -> Any:
    return tree.find(f".//section[@id='{name}']")


def rows(section: Any, table: str) -> list[list[str]]:
    """The cells of a table, its head left out."""
    return [
        [text_of(cell) for cell in row]
        for found in section.findall(f".//table[@class='{table}']")
        for row in found.findall("tbody/tr")
    ]


def tiles(tree: Any) -> dict[str, str]:
    return {text_of(tile.find("dt")): text_of(tile.find("dd")) for tile in tree.iterfind(".//dl/div")}


def tags(tree: Any) -> set[str]:
    """The names of all elements, those of drawings included."""
    return {element.tag.split("}")[-1] for element in tree.iter() if isinstance(element.tag, str)}


def attributes(tree: Any) -> Iterator[tuple[str, str]]:
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from element.attrib.items()
