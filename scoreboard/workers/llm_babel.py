"""llm-babel: ``decode_response`` to its IR, ``encode_response`` out of it; numbers as JSON has them by ``materialize``."""

from __future__ import annotations

from typing import Any

from llm_transform.registry import decode_response, encode_response, materialize, translate_response

from .protocol import NotOffered, only

CHAT, ANTHROPIC = "openai-chat", "anthropic-messages"


def read(vendor: str, payload: Any) -> Any:
    only(vendor, "opper")
    return decode_response(CHAT, payload)


def write(_vendor: str, response: Any) -> Any:
    return materialize(encode_response(CHAT, response))


def edit(_vendor: str, response: Any, field: str, value: Any) -> Any:
    candidate = response["candidates"][0]
    if field == "output_tokens":
        response["usage"]["output_tokens"] = value
    elif field == "finish_reason":
        candidate["stop_reason"] = {"length": "max_tokens"}[
            value
        ]  # the word of its IR for the one edit that is asked for
    else:
        texts = [part for part in candidate["content"] if part["kind"] == "text"]
        if not texts:
            raise NotOffered  # its object has no text to edit
        texts[0]["text"] = value
    return response


def through_anthropic(vendor: str, payload: Any) -> Any:
    only(vendor, "opper")
    return materialize(translate_response(ANTHROPIC, CHAT, translate_response(CHAT, ANTHROPIC, payload)))
