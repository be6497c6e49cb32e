"""The text of one input, line by line, with the place in it; what was read can be put back."""

from __future__ import annotations

import io
from typing import IO, Final

_PIECE: Final = 2**20


class Lines:
    """Reads as a binary stream does, and knows how far it is."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._ahead: IO[bytes] = io.BytesIO()
        self.offset = 0

    def readline(self, limit: int) -> bytes:
        """A line, or as many bytes of it as the limit allows."""
        line = self._ahead.readline(limit)
        if not line.endswith(b"\n"):
            line += self._stream.readline(limit - len(line))
        self.offset += len(line)
        return line

    def read(self, size: int) -> bytes:
        """That many bytes; fewer only at the end. Nothing may have been put back."""
        piece = self._stream.read(size)
        self.offset += len(piece)
        return piece

    def skip(self, size: int) -> None:
        """Read that many bytes and forget them. Nothing may have been put back.

        :raises OSError: there are fewer.
        """
        while size:
            piece = self.read(min(size, _PIECE))
            if not piece:
                raise OSError("it ends before the place to begin at")
            size -= len(piece)

    def put_back(self, piece: bytes) -> None:
        """Read these bytes again; nothing else may have been put back."""
        self._ahead = io.BytesIO(piece)
        self.offset -= len(piece)
