"""Asks one peer, in the peer's environment: JSON lines in, JSON lines out.

Request:  {"peer": MODULE, "verb": one of VERBS, "vendor", "payload" or "stream", "field"?, "value"?}
Answer:   {"payload": ...} | {"seen": ...} | {"refused": name of the exception} | {"not_offered": true}

Strategy: what a peer raises is its refusal, whatever it is, and its name is answered, so that a fault of the few lines around
the peer does not pass for one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from .protocol import NotOffered


def main() -> None:
    """Answer every line of standard input with one line of standard output, which nobody else may write to."""
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        request = json.loads(line)
        peer = import_module(f"scoreboard.workers.{request['peer']}")
        print(json.dumps(answer(peer, request)), file=answers, flush=True)


def answer(peer: ModuleType, request: dict[str, Any]) -> dict[str, Any]:
    """What the peer makes of one request."""
    try:
        return VERBS[request["verb"]](peer, request)
    except NotOffered:
        return {"not_offered": True}
    except Exception as error:  # noqa: BLE001  # whatever a peer raises is how it refuses
        return {"refused": type(error).__name__}


def offered(peer: ModuleType, name: str) -> Callable[..., Any]:
    if not hasattr(peer, name):
        raise NotOffered
    function: Callable[..., Any] = getattr(peer, name)
    return function


def _back(peer: ModuleType, request: dict[str, Any]) -> dict[str, Any]:
    return _said(peer, request, offered(peer, "read")(request["vendor"], request["payload"]))


def _edit(peer: ModuleType, request: dict[str, Any]) -> dict[str, Any]:
    edit, write = offered(peer, "edit"), offered(peer, "write")
    response = offered(peer, "read")(request["vendor"], request["payload"])
    edited = edit(request["vendor"], response, request["field"], request["value"])
    return {"payload": write(request["vendor"], edited)}


def _join(peer: ModuleType, request: dict[str, Any]) -> dict[str, Any]:
    return _said(peer, request, offered(peer, "join")(request["vendor"], request["stream"]))


def _way(name: str) -> Callable[[ModuleType, dict[str, Any]], dict[str, Any]]:
    def went(peer: ModuleType, request: dict[str, Any]) -> dict[str, Any]:
        return {"payload": offered(peer, name)(request["vendor"], request["payload"])}

    return went


def _said(peer: ModuleType, request: dict[str, Any], response: Any) -> dict[str, Any]:
    """A peer writes its object, or at least shows it."""
    if hasattr(peer, "write"):
        return {"payload": peer.write(request["vendor"], response)}
    return {"seen": offered(peer, "look")(request["vendor"], response)}


VERBS = {
    "back": _back,
    "edit": _edit,
    "join": _join,
    "across": _way("across"),
    "with_report": _way("with_report"),
    "through_anthropic": _way("through_anthropic"),
}


if __name__ == "__main__":
    main()
