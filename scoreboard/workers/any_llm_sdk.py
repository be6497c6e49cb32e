"""any-llm: its ``completion`` pointed at a gateway, the ``to_dict`` of what it returns, and its accumulator."""

from __future__ import annotations

from typing import Any

import any_llm
from any_llm.utils.streaming import accumulate_chunks

from . import gateway
from .protocol import only


def _asked(**options: Any) -> Any:
    return any_llm.completion(
        model=f"openai:{gateway.MODEL}", messages=gateway.MESSAGES, api_base=gateway.URL, api_key=gateway.KEY, **options
    )


def read(vendor: str, payload: Any) -> Any:
    only(vendor, "opper")
    gateway.answer_with(payload)
    return _asked()


def write(_vendor: str, response: Any) -> Any:
    return response.to_dict()


def edit(_vendor: str, response: Any, field: str, value: Any) -> Any:
    if field == "output_tokens":
        response.usage.completion_tokens = value
    elif field == "finish_reason":
        response.choices[0].finish_reason = value
    else:
        response.choices[0].message.content = value
    return response


def through_anthropic(vendor: str, payload: Any) -> Any:
    """It answers in Anthropic's words for whoever asks so, and reads Anthropic's answers as chat completions."""
    only(vendor, "opper")
    gateway.answer_with(payload)
    there = any_llm.messages(
        model=f"openai:{gateway.MODEL}",
        messages=gateway.MESSAGES,
        max_tokens=1,
        api_base=gateway.URL,
        api_key=gateway.KEY,
    )
    gateway.answer_with(there.model_dump(mode="json"))
    return write(
        vendor,
        any_llm.completion(
            model=f"anthropic:{gateway.MODEL}", messages=gateway.MESSAGES, api_base=gateway.URL, api_key=gateway.KEY
        ),
    )


def join(vendor: str, stream: str) -> Any:
    only(vendor, "opper")
    gateway.stream(stream)
    return accumulate_chunks(_asked(stream=True))
