"""Where a run writes to: stdout, a device or pipe, or a file that appears under its name when all of it is there."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from attrs import define

from normalizer.logs.compression import compressed, need_package
from normalizer.logs.visible import one_line

from .exits import Refusal, failure, need_stdout

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

    _archive: IO[bytes] | None = None
    """What compresses into the stream, where the name says so."""

    def write(self, text: bytes) -> None:
        rest = memoryview(text)
        try:
            while rest:  # stdout is a raw stream under PYTHONUNBUFFERED, and may take less than it is given
                taken: int | None = (self._archive or self._stream).write(rest)
                rest = rest if taken is None else rest[taken:]  # None: it would have had to wait, and took nothing
        except OSError as error:
            raise _closed_or_failed(self.name, error) from None

    def flush(self) -> None:
        """Let whoever reads at the other end have what was written."""
        try:
            (self._archive or self._stream).flush()
        except OSError as error:
            raise _closed_or_failed(self.name, error) from None

    def complete(self) -> None:
        """Make sure that all of it is written."""
        try:
            if self._archive is not None:
                self._archive.close()
            self._stream.flush()
            if self._partial is not None:
                os.fsync(self._stream.fileno())
        except OSError as error:
            raise _closed_or_failed(self.name, error) from None

    def publish(self) -> None:
        if self._partial is None or self._target is None:
            return
        try:
            self._stream.close()
            with contextlib.suppress(FileNotFoundError):  # a file that is replaced keeps its permissions
                self._partial.chmod(stat.S_IMODE(self._target.stat().st_mode))
            self._partial.replace(self._target)
        except OSError as error:
            raise failure(self.name, error) from None
        self._partial = None

    def __enter__(self) -> Output:  # noqa: PYI034  # typing has no Self before Python 3.11
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in (self._archive, None if self.name == STDOUT else self._stream):
            with contextlib.suppress(OSError):  # of what is not published, or failed before and was told
                if stream is not None:
                    stream.close()
        if self._partial is not None:
            self._partial.unlink(missing_ok=True)


def opened(path: str) -> Output:
    """Begin to write; no file of that name is touched yet. A name that ends with .gz or .zst is compressed.

    :raises Refusal: nothing can be written there.
    :raises LogError: the package that compresses so is not there.
    """
    if path == STDOUT:
        need_stdout()
        return Output(STDOUT, sys.stdout.buffer)
    need_package(path)
    target = Path(os.path.realpath(path))  # a link stays one, and what it leads to is replaced
    try:
        if target.exists() and not target.is_file():
            stream = target.open("wb")
            return Output(path, stream, archive=compressed(path, stream))
        partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
        stream = partial.open("xb")
    except OSError as error:
        raise Refusal(one_line(f"{path}: {error.strerror}")) from None
    return Output(path, stream, target, partial, compressed(path, stream))


def _closed_or_failed(name: str, error: OSError) -> Exception:
    return error if isinstance(error, BrokenPipeError) else failure("stdout" if name == STDOUT else name, error)
