"""llm-babel: OpenAI's chat completions into its representation and back, and to Anthropic's.

Of a text completion it makes a chat completion without the text, which is no conversion.
"""

from __future__ import annotations

import orjson
from llm_transform.registry import canonical_json, decode_response, encode_response

from ..candidate import Candidate

CHAT = "openai-chat"


def candidates(vendor: str) -> list[Candidate]:
    if vendor != "opper":
        return []

    def read(data: bytes) -> object:
        return decode_response(CHAT, orjson.loads(data))

    def written(data: bytes, target: str) -> bytes:
        encoded: bytes = canonical_json(encode_response(target, read(data))).encode()
        return encoded

    return [
        Candidate("llm-babel", "read", read),
        Candidate("llm-babel", "same", lambda data: written(data, CHAT)),
        Candidate("llm-babel", "other", lambda data: written(data, "anthropic-messages")),
    ]
