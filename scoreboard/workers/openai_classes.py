"""The openai package: its client pointed at a gateway, and the ``to_dict`` of its objects."""

from __future__ import annotations

from typing import Any

from openai import OpenAI

from . import gateway
from .protocol import only

CLIENT = OpenAI(base_url=gateway.URL, api_key=gateway.KEY, max_retries=0)


def read(vendor: str, payload: Any) -> Any:
    gateway.answer_with(payload)
    if vendor == "orq":
        return CLIENT.completions.create(model=gateway.MODEL, prompt="any")
    return CLIENT.chat.completions.create(model=gateway.MODEL, messages=gateway.MESSAGES)


def write(_vendor: str, response: Any) -> Any:
    return response.to_dict()


def edit(vendor: str, response: Any, field: str, value: Any) -> Any:
    choice = response.choices[0]
    if field == "output_tokens":
        response.usage.completion_tokens = value
    elif field == "finish_reason":
        choice.finish_reason = value
    elif vendor == "orq":
        choice.text = value
    else:
        choice.message.content = value
    return response


def join(vendor: str, stream: str) -> Any:
    only(vendor, "opper")  # the package has no accumulator for text completions
    gateway.stream(stream)
    with CLIENT.chat.completions.stream(model=gateway.MODEL, messages=gateway.MESSAGES) as streamed:
        return streamed.get_final_completion()
