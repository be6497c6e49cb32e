"""The vendors' own clients, listening to streams of a server on this machine: ``audience.heard(listener, stream)``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any, Literal, final

from attrs import frozen

from .child import Child
from .environments import find
from .loopback import StreamServer
from .sdk import Speaker, Vendor


@frozen
class Listener:
    """A client of an SDK, and the vendor whose streams it is pointed at."""

    environment: str
    vendor: Vendor
    endpoint: Literal["orq", "text", "chat"]
    """What it calls: orq's own method, or one of OpenAI's."""

    def __str__(self) -> str:
        return f"{self.environment}-{self.endpoint}"

    @property
    def is_openai(self) -> bool:
        return self.endpoint != "orq"

    @property
    def speaker(self) -> Speaker:
        """Its voice in complaints. OpenAI's clients make objects without validation, and refuse nothing."""
        return Speaker(self.environment, "", self.vendor, envelope=not self.is_openai, strict=not self.is_openai)


LISTENERS = (
    Listener("orq-node-4", "orq", "orq"),
    Listener("orq-python-4", "orq", "orq"),
    Listener("openai-python-3", "orq", "text"),
    Listener("openai-python-2", "opper", "chat"),
    Listener("openai-python-3", "opper", "chat"),
)


@frozen
class Heard:
    """What a client made of one stream."""

    printed: Mapping[str, Sequence[str]]
    """The text of each object it yielded, by the method that printed them."""
    events: Sequence[Any]
    """Their attributes as JSON values; of Node's objects, what `JSON.stringify` shows."""
    error: str | None = None
    """Kind and place of the refusal that the stream ended with."""
    places: Sequence[Sequence[str | int]] | None = None
    """Every place it refused something at, in the SDK's own way of naming it."""


@frozen
class Live:
    """What this library makes of a client's stream while it comes: the canonical payload, or the client's refusal."""

    read: Any
    aread: Any
    """Of the client's async twin."""


@final
class Audience:
    """A server and the clients it talks to; a client is started when it is first asked."""

    def __init__(self) -> None:
        self._server = StreamServer()
        self._children: dict[str, Child] = {}
        self._heard: dict[tuple[str, bytes], dict[Listener, Heard]] = {}

    def heard(self, listener: Listener, stream: bytes) -> Heard:
        """What a client hears in a stream; all of the vendor's are asked at once, and once only."""
        known = self._heard.setdefault((listener.vendor, stream), {})
        if not known:
            known.update(self._hear([one for one in LISTENERS if one.vendor == listener.vendor], stream))
        return known[listener]

    def live(self, listener: Listener, stream: bytes) -> Live:
        """What we make of it; Node has no library of ours."""
        self._ask(listener, stream, live=True)
        return Live(**self._child(listener.environment).answer())

    def _hear(self, listeners: list[Listener], stream: bytes) -> dict[Listener, Heard]:
        for listener in listeners:
            self._ask(listener, stream)
        return {listener: _heard(self._child(listener.environment).answer()) for listener in listeners}

    def _ask(self, listener: Listener, stream: bytes, *, live: bool = False) -> None:
        question = {"url": self._server.url, "endpoint": listener.endpoint, "model": self._server.add(stream)}
        self._child(listener.environment).ask({**question, "live": live})

    def _child(self, environment: str) -> Child:
        if environment not in self._children:
            self._children[environment] = Child(find(environment), "stream_client")
        return self._children[environment]

    def __enter__(self) -> Audience:
        return self

    def __exit__(self, *_: object) -> None:
        with ExitStack() as stack:
            stack.callback(self._server.close)
            for child in self._children.values():
                stack.callback(child.close)


def _heard(answered: dict[str, Any]) -> Heard:
    if "JSON.stringify" in answered["printed"]:
        answered["events"] = [json.loads(text) for text in answered["printed"]["JSON.stringify"]]
    return Heard(**answered)
