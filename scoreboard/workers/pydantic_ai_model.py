"""pydantic-ai: ``OpenAIChatModel`` pointed at a gateway. It reads responses and writes none."""

from __future__ import annotations

import asyncio
from typing import Any

from pydantic_ai import ModelRequest
from pydantic_ai.messages import TextPart, ToolCallPart
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from . import gateway
from .protocol import Seen, only

MODEL = OpenAIChatModel(gateway.MODEL, provider=OpenAIProvider(base_url=gateway.URL, api_key=gateway.KEY))
ASKED = [ModelRequest.user_text_prompt("any")]
LOOP = asyncio.new_event_loop()


def read(vendor: str, payload: Any) -> Any:
    only(vendor, "opper")
    gateway.answer_with(payload)
    return LOOP.run_until_complete(MODEL.request(ASKED, None, ModelRequestParameters()))


def join(vendor: str, stream: str) -> Any:
    only(vendor, "opper")
    gateway.stream(stream)
    return LOOP.run_until_complete(_streamed())


async def _streamed() -> Any:
    async with MODEL.request_stream(ASKED, None, ModelRequestParameters()) as stream:
        async for _ in stream:
            pass
        return stream.get()


def look(_vendor: str, response: Any) -> Seen:
    details = response.provider_details or {}
    return Seen(
        texts=["".join(part.content for part in response.parts if isinstance(part, TextPart))],
        finish_reasons=[response.finish_reason, details.get("finish_reason")],
        arguments=[part.args for part in response.parts if isinstance(part, ToolCallPart)],
        beside=None,
    )
