"""Where a run writes to: stdout, a device or pipe, or a file that appears under its name when all of it is there."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from attrs import define

from .exits import Refusal, failure, need_stdout
from .visible import one_line

STDOUT: Final = "-"


@define
class Output:
    """Something to write to. A file is published by :meth:`publish`, and is gone without it."""

    name: str
    _stream: IO[bytes]

    _target: Path | None = None
    """The file to be published; None where what is written is out at once."""

    _partial: Path | None = None
    """The temporary file beside it, while there is one."""

    def write(self, text: bytes) -> None:
        rest = memoryview(text)
        try:
            while rest:  # stdout is a raw stream under PYTHONUNBUFFERED, and may take less than it is given
                taken: int | None = self._stream.write(rest)
                rest = rest if taken is None else rest[taken:]  # None: it would have had to wait, and took nothing
        except OSError as error:
            raise _closed_or_failed(self.name, error) from None

    def complete(self) -> None:
        """Make sure that all of it is written."""
        try:
            self._stream.flush()
            if self._partial is not None:
                os.fsync(self._stream.fileno())
        except OSError as error:
            raise _closed_or_failed(self.name, error) from None

    def publish(self) -> None:
        if self._partial is None or self._target is None:
            return
        self._stream.close()
        try:
            self._partial.replace(self._target)
        except OSError as error:
            raise failure(self.name, error) from None
        self._partial = None

    def __enter__(self) -> Output:  # noqa: PYI034  # typing has no Self before Python 3.11
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.name != STDOUT:
            with contextlib.suppress(OSError):  # of what is not published, or failed before and was told
                self._stream.close()
        if self._partial is not None:
            self._partial.unlink(missing_ok=True)


def opened(path: str) -> Output:
    """Begin to write; no file of that name is touched yet.

    :raises Refusal: nothing can be written there.
    """
    if path == STDOUT:
        need_stdout()
        return Output(STDOUT, sys.stdout.buffer)
    target = Path(os.path.realpath(path))  # a link stays one, and what it leads to is replaced
    try:
        if target.exists() and not target.is_file():
            return Output(path, target.open("wb"))
        partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
        return Output(path, partial.open("xb"), target, partial)
    except OSError as error:
        raise Refusal(one_line(f"{path}: {error.strerror}")) from None


def _closed_or_failed(name: str, error: OSError) -> Exception:
    return error if isinstance(error, BrokenPipeError) else failure("stdout" if name == STDOUT else name, error)
