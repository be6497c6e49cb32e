"""How a run can end: the exit codes, and the errors that end it early."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

import click

from normalizer.logs import LogError
from normalizer.logs.visible import one_line

SOME_REJECTED: Final = 1
REFUSED: Final = 2
FAILED: Final = 3
TOO_MANY: Final = 4
STDOUT_CLOSED: Final = 141
"""What a shell says of a program that SIGPIPE stopped."""

EPILOG: Final = """\
\b
Exit codes:
  0    every record was fine
  1    done, but some records were not; stderr names each of them
  2    refused or misused; nothing was written
  3    reading or writing failed; no file was published
  4    more records were rejected than allowed; only the rejects were published
  130  stopped by Ctrl-C (143: by SIGTERM); no file was published
  141  whoever read stdout closed it
"""


class Refusal(click.ClickException):
    """It will not be done, and nothing was."""

    exit_code = REFUSED


class Failure(click.ClickException):
    """The system could not read or write."""

    exit_code = FAILED


def need(look_for: Callable[[str], None], path: str) -> None:
    """Look for the package that a file is made with, before anything is opened.

    :raises Refusal: it is not there.
    """
    try:
        look_for(path)
    except LogError as error:
        raise Refusal(one_line(str(error))) from None


def need_stdout() -> None:
    """Printing would silently do nothing.

    :raises Refusal: the process was started without one.
    """
    if sys.stdout is None:
        raise Refusal("stdout is closed")


class TooManyRejects(click.ClickException):
    """More than --max-rejects allows."""

    exit_code = TOO_MANY


def failure(name: str, error: OSError) -> Failure:
    return Failure(one_line(f"{name}: {error.strerror or type(error).__name__}"))
