"""``python -m normalizer`` and the script ``normalizer``: the command line as a process among others."""

from __future__ import annotations

import os
import signal
import sys
from typing import Final, NoReturn

_NEEDED: Final = ("click", "rich")


def main() -> None:
    """Run the command line, and end with its exit code."""
    _stop_in_order()
    if sys.stdout is not None:
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # it is a TextIOWrapper here
    try:
        from .cli import commands  # the extra may be missing

        commands(prog_name="normalizer")
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        sys.stderr.write('the command line needs its extra: pip install "completion-normalizer[cli]"\n')
        sys.exit(2)
    finally:
        _leave_stdout()


def _stop_in_order() -> None:
    """Let a signal end the run as an exception does, so that temporary files go. Who ignores it goes on ignoring it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


def _leave_stdout() -> None:
    """What could not be written was told; Python would try again at its end, and fail with another exit code."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
