"""gzip and zstd: in by the first bytes, out by the name. What is written depends on nothing but what goes in."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from typing import IO, Any, Final

from attrs import frozen

from .errors import LogError

MAGIC_BYTES: Final = 4
GZIP: Final = b"\x1f\x8b"
ZSTD: Final = b"\x28\xb5\x2f\xfd"

OnCut = Callable[[], object]
"""Is told that an archive was cut off, when its last bytes were read."""

_PIECE: Final = 2**10
"""How much is decompressed at once: even the worst that it can become has room in memory."""

_GZIP_MEMBER: Final = 16 + zlib.MAX_WBITS
"""Tells zlib to read the header and the checksum of gzip."""

_GZIP_LEVEL: Final = 6
_NEEDED: Final = 'zstd needs its extra: pip install "completion-normalizer[zstd]"'


def decompressed(
    name: str, stream: io.BufferedReader[Any], start: bytes, on_cut: OnCut | None = None
) -> io.BufferedReader[Any]:
    """A stream that begins with these bytes, as what it was before it was compressed. Archives may follow each other.

    :param start: the first bytes; fewer than :data:`MAGIC_BYTES` only if there are no more.
    :param on_cut: is told that an archive was cut off, and then what there is of it is all; without it, reading ends with
        an EOFError.
    :raises LogError: it is zstd, and the package for it is not there.
    """
    if start.startswith(GZIP) or start == GZIP[:1]:
        return io.BufferedReader(_Archives(stream, _gzip_format(), on_cut))
    if start.startswith(ZSTD) or start in (ZSTD[:2], ZSTD[:3]):
        return io.BufferedReader(_Archives(stream, _zstd_format(name), on_cut))
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


@frozen
class _Format:
    name: str
    begin: Callable[[], Any]
    """Makes what decompresses one archive; it says when the archive is at its end, and what stands behind it."""

    error: type[Exception]
    padding: bytes
    """What may stand behind an archive and says nothing."""


def _gzip_format() -> _Format:
    return _Format("gzip", lambda: zlib.decompressobj(_GZIP_MEMBER), zlib.error, b"\x00")


def _zstd_format(name: str) -> _Format:
    zstd = _zstd(name)
    return _Format("zstd", lambda: zstd.ZstdDecompressor().decompressobj(), zstd.ZstdError, b"")


class _Archives(io.RawIOBase):
    """Archives, one after the other: members of gzip, frames of zstd. The packages' own readers take a frame that was cut
    off for a whole one, or keep back what could be read before the cut.
    """

    def __init__(self, stream: io.BufferedReader[Any], form: _Format, on_cut: OnCut | None) -> None:
        super().__init__()
        self._stream = stream
        self._format = form
        self._on_cut = on_cut
        self._archive: Any = None
        self._rest = b""
        self._out = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._out:
            piece = self._rest or self._stream.read1(_PIECE)
            if not piece:
                self._end()
                return 0
            self._take(piece)
        size = min(len(buffer), len(self._out))
        buffer[:size], self._out = self._out[:size], self._out[size:]
        return size

    def _end(self) -> None:
        """There are no more bytes."""
        if self._archive is not None:
            if self._on_cut is None:
                raise EOFError
            self._on_cut()
            self._archive = None

    def _take(self, piece: bytes) -> None:
        self._rest = b""
        if self._archive is None:
            piece = piece.lstrip(self._format.padding) if self._format.padding else piece
            if not piece:
                return
            self._archive = self._format.begin()
        archive = self._archive
        try:
            self._out = memoryview(archive.decompress(piece))
        except self._format.error:
            raise OSError(f"the {self._format.name} archive is damaged") from None
        if archive.eof:
            self._archive, self._rest = None, archive.unused_data
