"""Asks one vendor SDK, in its own environment, what it makes of a payload.

    with Sdk("opper-python") as sdk:
        reading = sdk.read('{"id": "x", ...}', "ChatCompletion", dumps=True)

The SDK runs in a process of its own (`child`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Literal, final

from attrs import field, frozen

from .child import Child
from .environments import EnvironmentMissing, find

__all__ = ["SPEAKERS", "EnvironmentMissing", "Reading", "Sdk", "Speaker"]

Vendor = Literal["orq", "opper"]


@frozen
class Reading:
    """What an SDK made of one payload."""

    accepted: bool
    error: str | None = None
    """Kind and place of the refusal, without the payload's content."""
    places: Sequence[Sequence[str | int]] = ()
    """Every place it refused something at, in the SDK's own way of naming it; the root if it does not say."""
    accepted_as_json: bool | None = None
    """Python only: whether `model_validate_json`, which is stricter, accepts the text too."""
    attributes: Any = None
    """The object's own attributes as JSON values; of a Node object, what `JSON.stringify` shows."""
    dumps: Mapping[str, str] = field(factory=dict)
    """What the SDK prints, by the name of the method that printed it."""
    undumpable: Mapping[str, str] = field(factory=dict)
    """Why the other methods could not print it."""
    canonical: Any = None
    """What this library makes of the SDK's object, as canonical payload."""
    canonical_error: str | None = None
    """Why this library refused the SDK's object."""


@frozen
class Speaker:
    """A class of an SDK, and the vendor whose payloads it reads."""

    environment: str
    class_name: str
    vendor: Vendor
    envelope: bool = False
    """Whether it reads the stream event `{"data": payload}` and not the payload."""
    strict: bool = True
    """Whether it refuses anything at all."""


SPEAKERS = (
    Speaker("orq-python-rc", "PostV2ProxyCompletionsData", "orq"),
    Speaker("orq-python-rc", "PostV2ProxyCompletionsResponseBody", "orq"),
    Speaker("orq-python-rc", "PostV2ProxyCompletionsProxyResponseBody", "orq", envelope=True),
    Speaker("orq-python-4", "CreateCompletionData", "orq"),
    Speaker("orq-python-4", "CreateCompletionResponseBody", "orq"),
    Speaker("orq-python-4", "CreateCompletionRouterCompletionsResponseBody", "orq", envelope=True),
    Speaker("orq-node-4", "CreateCompletionData", "orq"),
    Speaker("orq-node-4", "CreateCompletionResponseBody", "orq"),
    Speaker("orq-node-4", "CreateCompletionRouterCompletionsResponseBody", "orq", envelope=True),
    Speaker("opper-python", "ChatCompletion", "opper"),
    Speaker("opper-node", "ChatCompletion", "opper"),
    Speaker("openai-python-2", "Completion", "orq", strict=False),
    Speaker("openai-python-2", "ChatCompletion", "opper", strict=False),
    Speaker("openai-python-3", "Completion", "orq", strict=False),
    Speaker("openai-python-3", "ChatCompletion", "opper", strict=False),
)


@final
class Sdk:
    """A running SDK. Close it, or use it as a context manager."""

    def __init__(self, name: str) -> None:
        self.environment = find(name)
        self._child = Child(self.environment, "server")

    def read(self, text: str, class_name: str, *, dumps: bool = False, normalize: bool = False) -> Reading:
        """Have the SDK read the JSON text as that class; optionally print it, and have our library read the object."""
        self.ask(text, class_name, dumps=dumps, normalize=normalize)
        return self.answer()

    def ask(self, text: str, class_name: str, *, dumps: bool = False, normalize: bool = False) -> None:
        """Ask without waiting, so that several SDKs can think at once; every question has to get its answer."""
        self._child.ask({"class": class_name, "text": text, "dumps": dumps, "normalize": normalize})

    def answer(self) -> Reading:
        """Wait for the answer to the oldest question."""
        return _reading(self._child.answer())

    def close(self) -> None:
        self._child.close()

    def __enter__(self) -> Sdk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _reading(answered: dict[str, Any]) -> Reading:
    if "JSON.stringify" in answered.get("dumps", {}):
        answered["attributes"] = json.loads(answered["dumps"]["JSON.stringify"])
    return Reading(**answered)
