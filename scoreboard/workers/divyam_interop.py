"""divyam-llm-interop: ``ChatTranslator.translate_response`` from a chat completion to one, which is its way of doing nothing."""

from __future__ import annotations

from typing import Any

from divyam_llm_interop.translate.chat.api_types import ModelApiType
from divyam_llm_interop.translate.chat.translate import ChatTranslator
from divyam_llm_interop.translate.chat.types import ChatResponse, Model

from .protocol import only

TRANSLATOR = ChatTranslator()
CHAT = Model(name="gpt-4.1", api_type=ModelApiType.COMPLETIONS)
ANTHROPIC = Model(name="claude-sonnet-4-5", api_type=ModelApiType.ANTHROPIC_MESSAGES)


def read(vendor: str, payload: Any) -> Any:
    only(vendor, "opper")
    return TRANSLATOR.translate_response(ChatResponse(body=payload), CHAT, CHAT)


def write(_vendor: str, response: Any) -> Any:
    return response.body


def through_anthropic(vendor: str, payload: Any) -> Any:
    only(vendor, "opper")
    there = TRANSLATOR.translate_response(ChatResponse(body=payload), CHAT, ANTHROPIC)
    return TRANSLATOR.translate_response(there, ANTHROPIC, CHAT).body
