"""The Python blocks of README.md and docs/ are run as tests, those of one file one after another; nothing else is."""

from __future__ import annotations

import os
import threading
from doctest import ELLIPSIS
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).parent

settings.register_profile(
    "saved", database=DirectoryBasedExampleDatabase(ROOT / ".hypothesis" / "saved"), print_blob=True
)


class _Gateway(BaseHTTPRequestHandler):
    """Answers every request with a recorded stream, in pieces, as a vendor's HTTP interface does."""

    def do_POST(self) -> None:  # the name that the standard library wants
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        stream = (ROOT / "fixtures" / "opper" / "text.sse").read_bytes()
        for start in range(0, len(stream), 100):
            self.wfile.write(stream[start : start + 100])
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Tests print no requests."""


def _enter(namespace: dict[str, Any]) -> None:
    """The blocks read ``fixtures/`` as from the root of the repository, wherever pytest was started, and find a gateway to
    ask under the name GATEWAY.
    """
    namespace["_started_in"] = Path.cwd()
    os.chdir(ROOT)
    namespace["_server"] = server = ThreadingHTTPServer(("127.0.0.1", 0), _Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    namespace["GATEWAY"] = f"http://127.0.0.1:{server.server_port}/v1/chat/completions"


def _leave(namespace: dict[str, Any]) -> None:
    namespace["_server"].shutdown()
    namespace["_server"].server_close()
    os.chdir(namespace["_started_in"])


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)],
    path=str(ROOT),
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    excludes=["docs/spark.md", "docs/ray.md"],  # run by `just engines`, where the engines are
    setup=_enter,
    teardown=_leave,
).pytest()
