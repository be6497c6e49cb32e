"""A vendor's endpoint on this machine: a real HTTP server that answers with the bytes of a stream, piece by piece.

    with StreamServer() as server:
        model = server.add(b"data: [DONE]\\n\\n")  # what a client gets that asks `server.url` for this model

The pieces are chunks of HTTP's own, which clients read one by one: they are so small that lines, characters and line ends
are cut across reads, in the same places every time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from threading import Thread
from typing import Any, ClassVar, final

ENDPOINTS = ("/v2/router/completions", "/chat/completions", "/completions")
SIZES = (5, 1, 2, 3, 8, 13, 21, 34, 55)
LOOPBACK = "127.0.0.1"


def pieces(stream: bytes) -> Iterator[bytes]:
    """The stream, cut where its content has no say."""
    sizes = cycle(SIZES)
    while stream:
        size = next(sizes)
        yield stream[:size]
        stream = stream[size:]


@final
class StreamServer:
    """A running server. Close it, or use it as a context manager."""

    def __init__(self) -> None:
        self._streams: dict[str, bytes] = {}
        handler = type("Handler", (_Handler,), {"streams": self._streams})
        self._server = ThreadingHTTPServer((LOOPBACK, 0), handler)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def add(self, stream: bytes) -> str:
        """Have one stream more to answer with, and say which model it is."""
        model = f"stream-{len(self._streams)}"
        self._streams[model] = stream
        return model

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> StreamServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Handler(BaseHTTPRequestHandler):
    """Answers one client; only a request for a stream, at an endpoint that a vendor has, gets one."""

    streams: ClassVar[dict[str, bytes]]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle(self) -> None:
        with suppress(ConnectionError):  # a client that refuses a chunk hangs up
            super().handle()

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path not in ENDPOINTS or asked.get("stream") is not True:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        self._send(self.streams[asked["model"]])

    def _send(self, stream: bytes) -> None:
        """Every piece is on its way before the next one is made: `wfile` keeps nothing back."""
        for piece in pieces(stream):
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: Any) -> None:
        """Tests print what failed, not what was asked."""
