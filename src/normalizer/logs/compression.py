"""gzip and zstd: in by the first bytes, out by the name. What is written depends on nothing but what goes in."""

from __future__ import annotations

import gzip
import io
from typing import IO, Any, Final

from .errors import LogError

MAGIC_BYTES: Final = 4
GZIP: Final = b"\x1f\x8b"
ZSTD: Final = b"\x28\xb5\x2f\xfd"

_PIECE: Final = 2**10
"""How much zstd is given at once: even the worst that it can become has room in memory."""

_GZIP_LEVEL: Final = 6
_NEEDED: Final = 'zstd needs its extra: pip install "completion-normalizer[zstd]"'


def decompressed(name: str, stream: io.BufferedReader[Any], start: bytes) -> io.BufferedReader[Any]:
    """A stream that begins with these bytes, as what it was before it was compressed. Archives may follow each other.

    :raises LogError: it is zstd, and the package for it is not there.
    """
    if start.startswith(GZIP):
        return io.BufferedReader(gzip.GzipFile(fileobj=stream))
    if start.startswith(ZSTD):
        return io.BufferedReader(_Frames(stream, _zstd(name)))
    return stream


def need_package(name: str) -> None:
    """Look before a file of this name is begun.

    :raises LogError: it would be zstd, and the package for it is not there.
    """
    if name.endswith(".zst"):
        _zstd(name)


def compressed(name: str, stream: IO[bytes]) -> IO[bytes] | None:
    """What compresses into a stream, as the name says; None where it says nothing. Closing it leaves the stream open."""
    if name.endswith(".gz"):
        return gzip.GzipFile("", "wb", _GZIP_LEVEL, stream, mtime=0)  # type: ignore[return-value]  # as good as one
    if name.endswith(".zst"):
        writer: IO[bytes] = _zstd(name).ZstdCompressor().stream_writer(stream, closefd=False)
        return writer
    return None


def _zstd(name: str) -> Any:
    try:
        import zstandard  # the extra may be missing
    except ImportError:
        raise LogError(name, _NEEDED) from None
    return zstandard


class _Frames(io.RawIOBase):
    """Frames of zstd, one after the other. The package's own reader takes a frame that was cut off for a whole one."""

    def __init__(self, stream: io.BufferedReader[Any], zstd: Any) -> None:
        super().__init__()
        self._stream = stream
        self._zstd = zstd
        self._frame: Any = None
        self._rest = b""
        self._out = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._out:
            piece = self._rest or self._stream.read1(_PIECE)
            if not piece and self._frame is not None:
                raise EOFError
            if not piece:
                return 0
            self._take(piece)
        size = min(len(buffer), len(self._out))
        buffer[:size], self._out = self._out[:size], self._out[size:]
        return size

    def _take(self, piece: bytes) -> None:
        frame = self._frame or self._zstd.ZstdDecompressor().decompressobj()
        try:
            self._out = memoryview(frame.decompress(piece))
        except self._zstd.ZstdError:
            raise OSError("the zstd archive is damaged") from None
        self._frame, self._rest = (None, frame.unused_data) if frame.eof else (frame, b"")
