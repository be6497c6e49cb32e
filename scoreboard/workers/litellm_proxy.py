"""LiteLLM: its calls pointed at a gateway, the ``to_dict`` of what they return, and its stream builder."""

from __future__ import annotations

import os

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # or it asks the network for prices when it is imported

import asyncio
import json
from typing import Any

import litellm

from . import gateway
from .protocol import only

litellm.telemetry = False
litellm.suppress_debug_info = True
litellm.disable_hf_tokenizer_download = True  # or it asks the network for one, to count the tokens of a stream itself
LOOP = asyncio.new_event_loop()
OPTIONS: dict[str, Any] = {"api_base": gateway.URL, "api_key": gateway.KEY, "max_retries": 0}


def read(vendor: str, payload: Any) -> Any:
    """It puts the model that was asked for into some answers, so it asks for the one that the answer names."""
    gateway.answer_with(payload)
    model = gateway.model_of(json.dumps(payload))
    if vendor == "orq":
        return litellm.text_completion(model=f"text-completion-openai/{model}", prompt="any", **OPTIONS)
    return litellm.completion(model=f"openai/{model}", messages=gateway.MESSAGES, **OPTIONS)


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


def across(vendor: str, payload: Any) -> Any:
    """It reads a text completion as a chat completion, and a chat completion as a text completion, whoever asks for it."""
    ways = [_as_chat, _as_text] if vendor == "orq" else [_as_text, _as_chat]
    for way in ways:
        payload = write(vendor, way(payload))
    return payload


def _as_chat(payload: Any) -> Any:
    gateway.answer_with(payload)
    model = gateway.model_of(json.dumps(payload))
    return litellm.completion(model=f"text-completion-openai/{model}", messages=gateway.MESSAGES, **OPTIONS)


def _as_text(payload: Any) -> Any:
    gateway.answer_with(payload)
    model = gateway.model_of(json.dumps(payload))
    return litellm.text_completion(model=f"openai/{model}", prompt="any", **OPTIONS)


def through_anthropic(vendor: str, payload: Any) -> Any:
    """It answers in Anthropic's words for whoever asks so, and reads Anthropic's answers as chat completions."""
    only(vendor, "opper")
    gateway.answer_with(payload)
    model = gateway.model_of(json.dumps(payload))
    # As openai/ it would want a package more, which it does not install.
    asking = litellm.anthropic.messages.acreate(
        model=f"hosted_vllm/{model}", messages=gateway.MESSAGES, max_tokens=1, **OPTIONS
    )
    gateway.answer_with(LOOP.run_until_complete(asking))
    return write(vendor, litellm.completion(model=f"anthropic/{model}", messages=gateway.MESSAGES, **OPTIONS))


def join(vendor: str, stream: str) -> Any:
    gateway.stream(stream)
    options = OPTIONS | {"stream": True, "stream_options": {"include_usage": True}}
    model = gateway.model_of(stream)
    if vendor == "orq":
        chunks = litellm.text_completion(model=f"text-completion-openai/{model}", prompt="any", **options)
        return litellm.stream_chunk_builder(list(chunks))
    chunks = litellm.completion(model=f"openai/{model}", messages=gateway.MESSAGES, **options)
    return litellm.stream_chunk_builder(list(chunks), messages=gateway.MESSAGES)
