"""llm-rosetta: OpenAI's chat completions into its representation and back, and to Anthropic's; text completions it refuses."""

from __future__ import annotations

import orjson
from llm_rosetta import AnthropicConverter, OpenAIChatConverter

from ..candidate import Candidate


def candidates(vendor: str) -> list[Candidate]:
    if vendor != "opper":
        return []
    chat, anthropic = OpenAIChatConverter(), AnthropicConverter()

    def read(data: bytes) -> object:
        return chat.response_from_provider(orjson.loads(data))

    return [
        Candidate("llm-rosetta", "read", read),
        Candidate("llm-rosetta", "same", lambda data: orjson.dumps(chat.response_to_provider(read(data)))),
        Candidate("llm-rosetta", "other", lambda data: orjson.dumps(anthropic.response_to_provider(read(data)))),
    ]
