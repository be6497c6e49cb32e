"""lm15: ``OpenAIChatLM`` pointed at a gateway. It reads responses and writes none; the body it read stays with the object."""

from __future__ import annotations

from typing import Any

from lm15 import Message, OpenAIChatLM, Request, materialize_response

from . import gateway
from .protocol import Seen, only

REQUEST = Request(model=gateway.MODEL, messages=(Message.user("any"),))


def read(vendor: str, payload: Any) -> Any:
    only(vendor, "opper")
    gateway.answer_with(payload)
    return _client().complete(REQUEST)


def join(vendor: str, stream: str) -> Any:
    only(vendor, "opper")
    gateway.stream(stream)
    return materialize_response(_client().stream(REQUEST), REQUEST)


def look(_vendor: str, response: Any) -> Seen:
    return Seen(
        texts=[response.text],
        finish_reasons=[response.finish_reason],
        arguments=[call.input for call in response.tool_calls],
        beside=response.provider_data,
    )


def _client() -> Any:
    return OpenAIChatLM(api_key=gateway.KEY, base_url=gateway.URL)
