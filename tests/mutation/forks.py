"""A judgement in a process of its own, so that all that it changed ends with it."""

from __future__ import annotations

import functools
import os
import resource
import select
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

BYTES = 16 * 2**30
"""What a child may ask for; one that takes more grows without end."""


class PatienceError(TimeoutError):
    """Too long, or without an end that was told."""

    def __init__(self, done: int) -> None:
        super().__init__(done)
        self.done = done


Work: TypeAlias = "Callable[[Callable[[], None]], str]"
"""What is to be done; it calls what it is given whenever a part is done."""


def in_a_fork(work: Work, seconds: list[float], temporary: Path) -> str:
    """What the work gives.

    :param seconds: how long each part of it may take; then it is ended with all that it started.
    :param temporary: a folder that is removed afterwards.
    :raises PatienceError: a part took longer, or its process ended before; it tells how many were done.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _work(work, writing)
    os.close(writing)
    said = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while select.select([pipe], [], [], seconds[min(len(said), len(seconds) - 1)])[0] and (
            piece := pipe.read(65536)
        ):
            said += piece
    _end(child)
    shutil.rmtree(temporary, ignore_errors=True)
    _, is_over, given = said.rpartition(OVER)
    if not is_over:
        raise PatienceError(said.count(PART))
    return given.decode()


PART, OVER = b".", b"\n"


def _work(work: Work, writing: int) -> None:
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        silence = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(silence, number)
        os.write(writing, OVER + work(functools.partial(_told, writing)).encode())
    finally:
        os._exit(0)


def _told(writing: int) -> None:
    os.write(writing, PART)


def _end(child: int) -> None:
    """The process and those that it started."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
