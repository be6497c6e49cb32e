"""llm-rosetta: the converters' ``response_from_provider`` to its IR, ``response_to_provider`` out of it."""

from __future__ import annotations

from typing import Any

from llm_rosetta import AnthropicConverter, OpenAIChatConverter

from .protocol import NotOffered, only

CHAT, ANTHROPIC = OpenAIChatConverter(), AnthropicConverter()


def read(vendor: str, payload: Any) -> Any:
    only(vendor, "opper")
    return CHAT.response_from_provider(payload)


def write(_vendor: str, response: Any) -> Any:
    return CHAT.response_to_provider(response)


def edit(_vendor: str, response: Any, field: str, value: Any) -> Any:
    choice = response["choices"][0]
    if field == "output_tokens":
        response["usage"]["completion_tokens"] = value
    elif field == "finish_reason":
        choice["finish_reason"]["reason"] = value
    else:
        texts = [part for part in choice["message"]["content"] if part["type"] == "text"]
        if not texts:
            raise NotOffered  # its object has no text to edit
        texts[0]["text"] = value
    return response


def through_anthropic(vendor: str, payload: Any) -> Any:
    there = ANTHROPIC.response_to_provider(read(vendor, payload))
    return write(vendor, ANTHROPIC.response_from_provider(there))
