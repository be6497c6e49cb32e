"""A vendor's endpoint on this machine, for peers that read no logs but call a gateway: it answers as it was told to.

That is how their documentation has them used, so their own code reads the answer, and nothing leaves the machine.
"""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar


class _Handler(BaseHTTPRequestHandler):
    answer: ClassVar[tuple[str, bytes]] = ("", b"")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        kind, body = _Handler.answer
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


_server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
Thread(target=_server.serve_forever, daemon=True).start()

URL = f"http://127.0.0.1:{_server.server_port}/v1"
KEY = "none"
"""The API key that clients want to have; nobody looks at it."""

MODEL = "any"
MESSAGES = [{"role": "user", "content": "any"}]


def answer_with(payload: Any) -> None:
    """Let the next request be answered with this payload."""
    _Handler.answer = ("application/json", json.dumps(payload).encode())


def stream(text: str) -> None:
    """Let the next request be answered with this stream of events."""
    _Handler.answer = ("text/event-stream", text.encode())


def model_of(text: str) -> str:
    """The model that an answer or the chunks of a stream name, for peers that put the one they asked for into the answer."""
    found = re.search(r'"model": ?"([^"]+)"', text)
    return found[1] if found else MODEL
