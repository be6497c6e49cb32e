"""The commands, with what each of their arguments and options takes, a line for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from normalizer.cli import commands


def options() -> Iterator[str]:
    for name, command in sorted(commands.commands.items()):
        yield f"normalizer {name}"
        yield from (f"  {_option(each)}" for each in command.params)


def _option(each: click.Parameter) -> str:
    default = each.default if isinstance(each.default, (str, int)) and each.default is not False else None
    words = [
        "required" if each.required else "",
        "" if default is None else f"{default!r} if not given",
        "a flag" if getattr(each, "is_flag", False) else _type(each.type),
        f"{each.nargs} of them" if each.nargs != 1 else "",
        "several times" if getattr(each, "multiple", False) else "",
        "hidden" if getattr(each, "hidden", False) else "",
        f"shown as {each.metavar}" if each.metavar else "",
        "default shown" if getattr(each, "show_default", False) else "",
    ]
    return ", ".join([f"{' '.join(each.opts)} for {each.name}", *filter(None, words)])


def _type(of: Any) -> str:
    shown = ("choices", "min", "max", "exists", "file_okay", "dir_okay", "writable", "readable", "allow_dash")
    held = (f"{name}={getattr(of, name)}" for name in shown if getattr(of, name, None) not in (None, False))
    return " ".join([of.name, *held])
