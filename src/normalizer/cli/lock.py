"""One run at a time: a lock that ends with the process, however that ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from normalizer.logs.visible import one_line

from .exits import Refusal


@contextlib.contextmanager
def alone(path: Path, name: str) -> Iterator[None]:
    """Hold a lock file while something of this name is written.

    :raises Refusal: another process holds it; it cannot be made; the system has no such locks.
    """
    try:
        import fcntl  # Windows has none
    except ImportError:
        raise Refusal("--resume needs a system with POSIX locks") from None
    try:
        lock = path.open("ab")
    except OSError as error:
        raise Refusal(one_line(f"{path}: {error.strerror}")) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_held = _is(path, lock)  # another run may have ended, and removed it, since it was opened
        except OSError:
            is_held = False
        if not is_held:
            raise Refusal(one_line(f"another run is writing {name}"))
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _is(path: Path, lock: IO[bytes]) -> bool:
    return os.path.samestat(path.stat(), os.fstat(lock.fileno()))
