"""LiteLLM: its own response classes, and its conversions between chat and text completions. Its client reads more slowly.

It would fetch a price list when it is imported; the variable it documents for that keeps it to the list it brings along.
"""

from __future__ import annotations

import os

import orjson

from ..candidate import Candidate

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

from litellm.litellm_core_utils.llm_response_utils.convert_dict_to_response import (  # the variable is set first
    LiteLLMResponseObjectHandler,
    convert_to_model_response_object,
)
from litellm.llms.openai.completion.transformation import OpenAITextCompletionConfig
from litellm.types.utils import ModelResponse, TextCompletionResponse


def candidates(vendor: str) -> list[Candidate]:
    return _text() if vendor == "orq" else _chat()


def _text() -> list[Candidate]:
    config = OpenAITextCompletionConfig()

    def read(data: bytes) -> TextCompletionResponse:
        return TextCompletionResponse(**orjson.loads(data))

    def to_chat(data: bytes) -> bytes:
        chat = config.convert_to_chat_model_response_object(read(data), ModelResponse())
        written: bytes = chat.model_dump_json().encode()
        return written

    return [
        Candidate("LiteLLM", "read", read),
        Candidate("LiteLLM", "same", lambda data: read(data).model_dump_json().encode()),
        Candidate("LiteLLM", "other", to_chat),
    ]


def _chat() -> list[Candidate]:
    to_text = LiteLLMResponseObjectHandler.convert_chat_to_text_completion

    def read(data: bytes) -> ModelResponse:
        return ModelResponse(**orjson.loads(data))

    def read_as_its_client(data: bytes) -> ModelResponse:
        return convert_to_model_response_object(orjson.loads(data), ModelResponse())

    return [
        Candidate("LiteLLM", "read", read),
        Candidate("LiteLLM, as its client", "read", read_as_its_client),
        Candidate("LiteLLM", "same", lambda data: read(data).model_dump_json().encode()),
        Candidate(
            "LiteLLM", "other", lambda data: to_text(read(data), TextCompletionResponse()).model_dump_json().encode()
        ),
    ]
