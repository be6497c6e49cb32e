"""langchain-openai: ``ChatOpenAI`` and ``OpenAI`` pointed at a gateway. They read responses and write none."""

from __future__ import annotations

from typing import Any

from langchain_core.messages import HumanMessage
from langchain_openai import ChatOpenAI, OpenAI

from . import gateway
from .protocol import NotOffered, Seen

OPTIONS: dict[str, Any] = {"base_url": gateway.URL, "api_key": gateway.KEY, "model": gateway.MODEL, "max_retries": 0}
CHAT, TEXT = ChatOpenAI(**OPTIONS), OpenAI(**OPTIONS)


def read(vendor: str, payload: Any) -> Any:
    gateway.answer_with(payload)
    result = TEXT.generate(["any"]) if vendor == "orq" else CHAT.generate([[HumanMessage("any")]])
    return result.generations[0]


def join(vendor: str, stream: str) -> Any:
    """Chunks are added up, as its documentation has it."""
    if vendor == "orq":
        raise NotOffered  # streamed texts are plain strings without choices, reasons or counts
    gateway.stream(stream)
    whole = None
    for chunk in CHAT.stream([HumanMessage("any")], stream_usage=True):
        whole = chunk if whole is None else whole + chunk
    return [whole]


def look(_vendor: str, response: Any) -> Seen:
    messages = [getattr(generation, "message", generation) for generation in response]
    first, details = (messages[0], _details(response[0])) if messages else (None, {})
    calls = [*getattr(first, "tool_calls", []), *getattr(first, "invalid_tool_calls", [])]
    return Seen(
        texts=[getattr(message, "content", None) or getattr(message, "text", None) for message in messages],
        finish_reasons=[details.get("finish_reason")],
        arguments=[call["args"] for call in calls],
        beside=None,
    )


def _details(answer: Any) -> Any:
    return getattr(answer, "generation_info", None) or getattr(answer, "response_metadata", None) or {}
