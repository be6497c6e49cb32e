"""Answers, for one Python SDK, what it reads from a payload and what it prints: JSON lines in, JSON lines out.

Run by the SDK environment's own interpreter; nothing but the standard library and the SDK is needed. Strategy:

1. The payload is parsed with `json.loads` and only then handed to the SDK. `model_validate_json` refuses more than the
   SDK's model does (lone surrogates, deep nesting), so what it says is answered apart, as `accepted_as_json`.
2. `attributes` is the object read attribute by attribute. The dump methods are not asked: Opper's models print no
   usage, logprobs, audio and more, though the attributes hold them. Absent means: never set, or swallowed by `Unset`,
   the SDKs' stand-in for absence, which accepts (and empties) any object that its own class refused.
3. OpenAI's models are built as OpenAI's client builds them, which is without validation.

Request:  {"class": NAME, "text": JSON text of the payload, "dumps"?: true, "normalize"?: true}
Answer:   {"accepted", "error", "places", "accepted_as_json", "attributes", "dumps", "undumpable", "canonical",
           "canonical_error"}
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import Any

# Deep payloads are a question to the SDK; our own walk over the object must not be what gives up first.
FRAMES = 20_000
MODELS = ("orq_ai_sdk.models", "opperai.models", "openai.types", "openai.types.chat")
DUMPS: dict[str, Callable[[Any], str]] = {
    "model_dump_json": lambda model: str(model.model_dump_json()),
    "model_dump_json_by_alias": lambda model: str(model.model_dump_json(by_alias=True)),
    "model_dump": lambda model: json.dumps(model.model_dump(mode="json"), ensure_ascii=False),
}


def main() -> None:
    """Answer every line of standard input with one line of standard output."""
    sys.setrecursionlimit(FRAMES)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """What the SDK makes of one payload."""
    wanted = model_class(request["class"])
    try:
        model = read(wanted, json.loads(request["text"]))
        attributes = plain(model)
    except (ValueError, TypeError, RecursionError) as error:
        return {"accepted": False, "error": kind(error), "places": places(error), "accepted_as_json": False}
    answered = {"accepted": True, "accepted_as_json": accepts_json(wanted, request["text"]), "attributes": attributes}
    if request.get("dumps"):
        answered |= printed(model)
    if request.get("normalize"):
        answered |= normalized(model)
    return answered


def model_class(name: str) -> Any:
    """The SDK's class of that name."""
    for module in MODELS:
        if find_spec(module.partition(".")[0]) and hasattr(import_module(module), name):
            return getattr(import_module(module), name)
    raise LookupError(f"this SDK has no {name}")


def read(wanted: Any, payload: Any) -> Any:
    """The SDK's object, made the way the SDK's client makes it from a response."""
    if not wanted.__module__.startswith("openai."):
        return wanted.model_validate(payload)
    built = import_module("openai._models").construct_type(type_=wanted, value=payload)
    if not isinstance(built, wanted):
        raise TypeError("not built")
    return built


def accepts_json(wanted: Any, text: str) -> bool:
    """Whether the strictest door, `model_validate_json`, lets the text in."""
    try:
        wanted.model_validate_json(text)
    except (ValueError, TypeError, RecursionError):
        return False
    return True


def plain(value: Any) -> Any:
    """The value as JSON values, every model read attribute by attribute."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return declared(value) | plain(value.model_extra or {}) if hasattr(type(value), "model_fields") else value


def declared(model: Any) -> dict[str, Any]:
    """The fields of the model that were set, under their wire names."""
    held = {
        field.alias or name: getattr(model, name)
        for name, field in type(model).model_fields.items()
        if name in model.model_fields_set
    }
    return {name: plain(value) for name, value in held.items() if type(value).__name__ != "Unset"}


def printed(model: Any) -> dict[str, Any]:
    """Every text the SDK prints of its object, and why it cannot print the others."""
    texts, refusals = {}, {}
    for name, dump in DUMPS.items():
        try:
            texts[name] = dump(model)
        except (ValueError, TypeError, RecursionError) as error:
            refusals[name] = kind(error)
    return {"dumps": texts, "undumpable": refusals}


def normalized(model: Any) -> dict[str, Any]:
    """Our own library's canonical payload of the SDK's object; its refusals are answers, its bugs are not."""
    normalizer = import_module("normalizer")
    try:
        return {"canonical": normalizer.denormalize(normalizer.normalize(model), to="canonical")}
    except normalizer.NormalizerError as error:
        return {"canonical_error": f"{type(error).__name__}: {error}"}


def kind(error: Exception) -> str:
    """What went wrong, and where, but never the payload's own content."""
    first = next(iter(details(error)), None)
    return f"{first['type']} at {'.'.join(map(str, first['loc']))}" if first else type(error).__name__


def places(error: Exception) -> list[list[Any]]:
    """Every place it went wrong at, as pydantic names it; the root where nobody knows."""
    return [list(detail["loc"]) for detail in details(error)] or [[]]


def details(error: Exception) -> list[Any]:
    """What pydantic says about each error; nothing of any other exception."""
    listed = getattr(error, "errors", None)
    return list(listed(include_url=False, include_context=False, include_input=False)) if callable(listed) else []


if __name__ == "__main__":
    main()
