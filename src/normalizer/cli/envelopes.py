"""The options that say what is around the bodies in the lines of a log: one wrapper for the commands that have them."""

from __future__ import annotations

import functools
from typing import Any, Final

import click
from attrs import evolve

from normalizer.wrappers.presets import PRESETS, wrapper_named
from normalizer.wrappers.refusals import NotAPointerError
from normalizer.wrappers.wrapper import Wrapper

from .options import Command

_DECODED: Final[dict[str, dict[str, Any]]] = {
    "auto": {"in_string": None},
    "none": {"in_string": False},
    "json": {"in_string": True},
    "base64+json": {"in_string": True, "base64": True},
}


def pointer_of(value: str) -> str:
    """Read a JSON Pointer."""
    try:
        return Wrapper(value).pointer
    except NotAPointerError as error:
        raise click.BadParameter(f"{error}.") from None


def wrapper(command: Command) -> Command:
    """Give a command these options, and the wrapper that they make; None if there are none."""

    @functools.wraps(command)
    def called(*, at: Any, envelope: Any, decode: Any, identity: Any, **more: Any) -> Any:
        return command(wrapper=wrapper_of(at, envelope, decode, identity), **more)

    told = (
        click.option("--at", type=pointer_of, metavar="POINTER", help="The body is at this JSON Pointer in each line."),
        click.option(
            "--envelope", type=click.Choice(tuple(PRESETS)), help="The lines are such as this program writes."
        ),
        click.option(
            "--decode",
            type=click.Choice(tuple(_DECODED)),
            help="Whether the body is the text in a string: always (json, base64+json), never (none), or looked at in each line (auto).",
        ),
        click.option(
            "--id", "identity", type=pointer_of, metavar="POINTER", help="Name records by the id at this JSON Pointer."
        ),
    )
    return functools.reduce(lambda made, option: option(made), reversed(told), called)  # type: ignore[return-value]  # the same


def wrapper_of(at: str | None, envelope: str | None, decode: str | None, identity: str | None) -> Wrapper | None:
    """The wrapper that the options say.

    :raises click.UsageError: they contradict each other.
    """
    if at is not None and envelope is not None:
        raise click.UsageError("--envelope knows where the body is; give it or --at")
    if at is not None:
        made = Wrapper(at)
    elif envelope is not None:
        made = wrapper_named(envelope)
    elif decode is not None:
        raise click.UsageError("--decode is for a body at --at or in an --envelope")
    else:
        return None if identity is None else Wrapper("", in_string=False, id=identity)
    made = made if decode is None else evolve(made, **_DECODED[decode])
    return made if identity is None else evolve(made, id=identity)


def refuse_chunks(wrapper: Wrapper | None, *, chunks: bool) -> None:
    """Lines of a stream are known by what they are, and nobody logs a whole envelope around each.

    :raises click.UsageError: both were asked for.
    """
    if chunks and wrapper is not None:
        raise click.UsageError("--chunks is for lines that are chunks: none of them holds a body")
