"""The few things a record is drawn with.

All text is put into :class:`rich.text.Text`: in a plain string rich would take ``[bold]`` for its own markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

import click
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from normalizer.logs.visible import one_line, visible
from normalizer.values import JSON

_INDENT: Final = 2
_SHORT: Final = 48


def draw(drawn: Iterable[RenderableType]) -> None:
    """Print on stdout: in colour where it is a terminal."""
    console = Console()
    with console.capture() as printed:  # rich has exit codes of its own for a stdout that was closed
        for each in drawn:
            console.print(each)
    click.echo(printed.get(), nl=False)


def heading(text: str) -> Text:
    return Text(one_line(text), style="bold")


def block(text: str) -> Padding:
    """A text of many lines, indented, and wrapped where it is too wide."""
    return nested(Text(visible(text)))


def nested(drawn: RenderableType) -> Padding:
    return Padding(drawn, (0, 0, 0, _INDENT), expand=False)


def grid(rows: Iterable[tuple[str, str]]) -> Table:
    """Names and values, aligned."""
    table = Table.grid(padding=(0, 2))
    for name, value in rows:
        table.add_row(Text(one_line(name), style="cyan"), Text(one_line(value)))
    return table


def pointed(pointer: str, value: str) -> Text:
    """A place, and under it what is there: side by side, long pointers would leave values no room."""
    return Text.assemble((one_line(pointer), "cyan"), "\n  ", one_line(value))


def spelled(value: JSON) -> str:
    """A value at full length: text as it is, anything else as JSON, so that 1 and 1.0, null and nothing differ."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def short_json(value: JSON) -> str:
    """A value in a few words, text in quotes."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 3]}..."
