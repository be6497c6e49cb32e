"""Where a run writes to: stdout, a device or pipe, or a file that appears under its name when all of it is there."""

from __future__ import annotations

import contextlib
import io
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

from .exits import Refusal, failure, need, need_stdout

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

    _stays: bool = False
    """Whether the temporary file is kept where it is not published, so that another run can go on with it."""

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

    def settle(self) -> int:
        """Make sure that what was written is there whatever happens, and say how much. An archive ends here, and another begins."""
        self._sync()
        try:
            size = self._stream.tell()
            if self._archive is not None:
                self._archive = compressed(self.name, self._stream)
        except OSError as error:
            raise failure(self.name, error) from None
        return size

    def give_up(self) -> None:
        """Nobody will go on with it."""
        self._stays = False

    def complete(self) -> None:
        """Make sure that all of it is written; nothing is written any more."""
        self._sync()
        if self._partial is not None:
            try:
                self._stream.close()
            except OSError as error:
                raise failure(self.name, error) from None

    def _sync(self) -> None:
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
        if self._partial is not None and not self._stays:
            self._partial.unlink(missing_ok=True)


def opened(path: str) -> Output:
    """Begin to write; no file of that name is touched yet. A name that ends with .gz or .zst is compressed.

    :raises Refusal: nothing can be written there, or the package that compresses so is not there.
    """
    if path == STDOUT:
        need_stdout()
        return Output(STDOUT, sys.stdout.buffer)
    need(need_package, path)
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


def staying(path: str) -> Path:
    """The temporary file of an output that another run can go on with."""
    target = Path(os.path.realpath(path))
    return target.with_name(f".{target.name}.resume.partial")


def opened_to_stay(path: str, size: int) -> Output:
    """Begin to write a file that another run can go on with, or go on with it.

    :param size: how many bytes are there already; what comes behind them is cut off.
    :raises Refusal: nothing can be written there, they are not there, or the package that compresses so is not.
    """
    need(need_package, path)
    partial = staying(path)
    try:
        stream = partial.open("r+b" if size else "wb")
        is_there = os.fstat(stream.fileno()).st_size >= size
        stream.truncate(size)
        stream.seek(size)
    except OSError as error:
        raise Refusal(one_line(f"{partial}: {error.strerror}")) from None
    if not is_there:
        stream.close()
        raise Refusal(one_line(f"{partial} is shorter than it was; what was written to {path} cannot be gone on with"))
    return Output(path, stream, Path(os.path.realpath(path)), partial, compressed(path, stream), stays=True)


def written(path: str) -> Output:
    """A file all of which is written by another run, and that may be published already."""
    partial = staying(path)
    if not partial.exists():
        return Output(path, io.BytesIO())
    return Output(path, partial.open("rb"), Path(os.path.realpath(path)), partial, stays=True)


def _closed_or_failed(name: str, error: OSError) -> Exception:
    return error if isinstance(error, BrokenPipeError) else failure("stdout" if name == STDOUT else name, error)
