"""The arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from normalizer import UnknownFormError
from normalizer.completion import FORM_NAMES, FormName
from normalizer.logs import MAX_LINE, MAX_STREAM
from normalizer.vendors import known_vendors, vendor_named

Command = TypeVar("Command", bound=Callable[..., Any])

READABLE = click.Path(exists=True, dir_okay=False, allow_dash=True)
VENDOR = click.Choice(tuple(known_vendors()))
FORM = click.Choice(FORM_NAMES)
WRITABLE = click.Path(allow_dash=True)


def inputs(command: Command) -> Command:
    return click.argument("inputs", metavar="IN...", nargs=-1, required=True, type=READABLE)(command)


def from_vendor(command: Command) -> Command:
    return click.option("--from", "vendor", type=VENDOR, help="Whose the records are; else each is looked at.")(command)


def form(command: Command) -> Command:
    return click.option("--form", type=FORM, help="How to spell what is written; wire if not given.")(command)


def chunks(command: Command) -> Command:
    told = "The lines are chunks of streams: join those with one id. All are kept in memory until the inputs end."
    return click.option("--chunks", is_flag=True, help=told)(command)


def out(command: Command) -> Command:
    told = "Write to this file, all of it or nothing; else to stdout. Names ending with .gz or .zst are compressed."
    return click.option("-o", "--out", type=WRITABLE, default="-", help=told)(command)


def force(command: Command) -> Command:
    return click.option("-f", "--force", is_flag=True, help="Replace existing files.")(command)


def max_line(command: Command) -> Command:
    size = click.IntRange(min=1)
    told = "Reject longer lines, in bytes."
    return click.option("--max-line", type=size, default=MAX_LINE, show_default=True, help=told)(command)


def max_stream(command: Command) -> Command:
    size = click.IntRange(min=1)
    told = "Reject longer event streams, in bytes."
    return click.option("--max-stream", type=size, default=MAX_STREAM, show_default=True, help=told)(command)


def salvage(command: Command) -> Command:
    told = "Convert what there is of an archive that was cut off."
    return click.option("--salvage", is_flag=True, help=told)(command)


def no_progress(command: Command) -> Command:
    return click.option("--no-progress", is_flag=True, help="Show no progress on a terminal.")(command)


def hide_names(command: Command) -> Command:
    told = "Leave names of models, keys and inputs and vendors' own words out of the report."
    return click.option("--hide-names", is_flag=True, help=told)(command)


def refuse_form(to: str | None, form: FormName | None) -> None:
    """Not every vendor's payloads have every form.

    :raises click.UsageError: there is no such form to write.
    """
    if form is None:
        return
    if to is None:
        raise click.UsageError("--form is for what --to writes")
    try:
        vendor_named(to).form(form)
    except UnknownFormError as error:
        raise click.UsageError(str(error)) from None
