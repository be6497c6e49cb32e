"""Asks a server for streams with one Python SDK's own clients, and tells what they yield: JSON lines in, JSON lines out.

Run by the SDK environment's own interpreter. The objects are told attribute by attribute, as `python_server` does, and as
the SDK prints them. Or our own library reads them while they come, from the client and from its async twin.

Request:  {"url": where the server is, "endpoint": "orq", "text" or "chat", "model": which stream is wanted, "live"?: true}
Answer:   {"events": the attributes of each object, "printed": their texts by the name of the method that printed them,
           "error", "places": why it broke off, or null}; live: {"read", "aread": our canonical payload of the stream}
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from .python_server import kind, places, plain

Request = Mapping[str, Any]
Create = Callable[..., Any]
PRINTERS = ("model_dump_json", "to_json")
NO_KEY = "none"


async def main() -> None:
    """Answer every line of standard input with one line of standard output."""
    for line in sys.stdin:
        print(json.dumps(await answer(json.loads(line))), flush=True)


async def answer(request: Request) -> dict[str, Any]:
    """What the SDK makes of one stream, or what we make of what it yields."""
    create, acreate = methods(request["url"], request["endpoint"])
    wanted = arguments(request["endpoint"], request["model"])
    if request["live"]:
        return {"read": read(create(**wanted)), "aread": await aread(await acreate(**wanted))}
    objects, error = collected(create, wanted)
    heard = {"events": [plain(one) for one in objects], "printed": printed(objects)}
    return heard if error is None else heard | {"error": kind(error), "places": places(error)}


@cache
def methods(url: str, endpoint: str) -> tuple[Create, Create]:
    """The method of the SDK's client that gives a stream, and of its async twin."""
    if endpoint == "orq":
        completions = import_module("orq_ai_sdk").Orq(api_key=NO_KEY, server_url=url).router.completions
        return completions.create, completions.create_async
    openai = import_module("openai")
    settings: dict[str, Any] = {"api_key": NO_KEY, "base_url": url, "max_retries": 0}
    client, aclient = openai.OpenAI(**settings), openai.AsyncOpenAI(**settings)
    if endpoint == "chat":
        client, aclient = client.chat, aclient.chat
    return client.completions.create, aclient.completions.create


def arguments(endpoint: str, model: str) -> dict[str, Any]:
    """What the SDK's users would write."""
    if endpoint == "chat":
        return {"model": model, "messages": [], "stream": True}
    wanted = {"model": model, "prompt": "", "stream": True}
    if endpoint == "orq":
        wanted["accept_header_override"] = import_module("orq_ai_sdk.completions").CreateAcceptEnum.TEXT_EVENT_STREAM
    return wanted


def collected(create: Create, wanted: dict[str, Any]) -> tuple[list[Any], Exception | None]:
    """The objects up to the end, or up to the one that the SDK refuses to make, and its reason."""
    objects: list[Any] = []
    try:
        for one in create(**wanted):
            objects.append(one)  # noqa: PERF402  # those before a refusal are kept
    except refusals() as error:
        return objects, reason(error)
    return objects, None


@cache
def refusals() -> tuple[type[Exception], ...]:
    """What an SDK raises at a chunk: orq's an error of its own, around pydantic's; OpenAI's, where anything, a ValueError."""
    errors: list[type[Exception]] = [ValueError, import_module("normalizer").NormalizerError]
    if find_spec("orq_ai_sdk"):
        errors.append(import_module("orq_ai_sdk.models").ResponseValidationError)
    return tuple(errors)


def reason(error: Exception) -> Exception:
    return error.__cause__ if isinstance(error.__cause__, ValueError) else error


def printed(objects: list[Any]) -> dict[str, list[str]]:
    """Every text that the SDK prints of its objects."""
    names = [name for name in PRINTERS if objects and hasattr(objects[0], name)]
    return {name: [getattr(one, name)() for one in objects] for name in names}


def read(stream: Any) -> Any:
    """Our library's canonical payload of a stream that is under way, or the refusal that came through it."""
    normalizer = import_module("normalizer")
    try:
        return normalizer.denormalize(normalizer.join(normalizer.read_stream(stream)), to="canonical")
    except refusals() as error:
        return kind(reason(error))


async def aread(stream: Any) -> Any:
    """The same of an async stream."""
    normalizer = import_module("normalizer")
    joiner = normalizer.Joiner()
    try:
        async for chunk in normalizer.aread_stream(stream):
            joiner.feed(chunk)
        return normalizer.denormalize(joiner.completion, to="canonical")
    except refusals() as error:
        return kind(reason(error))


if __name__ == "__main__":
    asyncio.run(main())
