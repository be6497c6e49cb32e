"""A file that appears under its name when all of it is there, or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def published(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """A stream to write to. What is written gets its name at the end, and is gone if there is an error before.

    A link stays one, and what it leads to is replaced. A pipe or a device is written to at once.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        with partial.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
