"""What is measured: responses of both vendors in three sizes, each the same on every machine.

They are spelled as the fixtures are: the keys of real responses, texts with line breaks, quotes and letters outside ASCII.
What makes the large ones large is what does in logs: the log probabilities of 410 tokens for Opper; twenty choices for
orq, whose responses have no log probabilities.
"""

from __future__ import annotations

import json
from typing import Any, Final

SENTENCES: Final = (
    "The tide tables for the harbour were printed in the spring, and have been wrong ever since.\n",
    'She wrote "almost on time" under the photograph of the ferry; nobody at the quay laughed.\n',
    "Zwischen Köln und Gent fährt der Zug um 08:30 ab, samt Fahrrad für 12,50 € extra.\n",
    "A grey dawn, low water: the herring gull counts its catch and forgets to leave.\n\n",
)
CITED: Final = {"start_index": 26, "end_index": 29, "title": "Bridge registry", "url": "https://bridges.example/17"}
ARGUMENTS: Final = json.dumps({"from": "Gent-Sint-Pieters", "to": "Köln Hbf", "after": "08:30"}, ensure_ascii=False)
VENDORS: Final = ("orq", "opper")
OTHER: Final = {"orq": "opper", "opper": "orq"}
SIZES: Final = ("600 B", "3 KB", "60 KB")


def prose(characters: int, start: int = 0) -> str:
    """Sentences of that many characters, from one of them on."""
    sentences = "".join(SENTENCES[(start + number) % len(SENTENCES)] for number in range(len(SENTENCES)))
    return (sentences * (characters // len(sentences) + 1))[:characters]


def _usage(number: int) -> dict[str, Any]:
    return {
        "prompt_tokens": 310 + number % 90,
        "completion_tokens": 58,
        "total_tokens": 368 + number % 90,
        "prompt_tokens_details": {"cached_tokens": 256, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 21, "accepted_prediction_tokens": 4},
    }


def orq(characters: int, choices: int = 1, number: int = 0) -> dict[str, Any]:
    """A text completion whose choices have that many characters each; its number tells it from others."""
    return {
        "id": f"cmpl-01K3GZ8Q5V7T2XN0RM{number:08}",
        "object": "text_completion",
        "created": 1758031200 + number,
        "model": "openai/gpt-3.5-turbo-instruct",
        "choices": [
            {"text": prose(characters, number + index), "index": index, "finish_reason": "stop"}
            for index in range(choices)
        ],
        "usage": _usage(number),
        "system_fingerprint": "fp_51db84afab",
    }


def opper(characters: int, choices: int = 1, number: int = 0, *, calls: int = 0, tokens: int = 0) -> dict[str, Any]:
    """A chat completion; with tool calls also a citation, with tokens also their log probabilities."""
    return {
        "id": f"chatcmpl-CEq7vYtN2pLx9Rk{number:08}",
        "object": "chat.completion",
        "created": 1758031200 + number,
        "model": "openai/gpt-4o-mini",
        "choices": [
            {
                "index": index,
                "message": _message(prose(characters, number + index), calls),
                "logprobs": {"content": [_token(place) for place in range(tokens)], "refusal": None}
                if tokens
                else None,
                "finish_reason": "tool_calls" if calls else "stop",
            }
            for index in range(choices)
        ],
        "usage": _usage(number),
        "system_fingerprint": "fp_51db84afab",
    }


def _message(content: str, calls: int) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": content, "refusal": None}
    if calls:
        message["annotations"] = [{"type": "url_citation", "url_citation": CITED}]
        message["tool_calls"] = [
            {
                "id": f"call_k2Tg81{number:02}",
                "type": "function",
                "function": {"name": "search_trains", "arguments": ARGUMENTS},
            }
            for number in range(calls)
        ]
    return message


def _token(place: int) -> dict[str, Any]:
    return {
        "token": " né",
        "logprob": -0.0125 - place / 1024,
        "bytes": [32, 110, 195, 169],
        "top_logprobs": [{"token": " n", "logprob": -4.5 - place / 1024, "bytes": [32, 110]}],
    }


def with_unknown_keys(value: Any) -> Any:
    """The same with a key that no vendor declares in every object, of which 60 KB of log probabilities have 820; at the root
    two more, one of them null.
    """
    known = _with_unknown_keys(value)
    return {**known, "provider": "azure", "region": None}


def _with_unknown_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {**{key: _with_unknown_keys(item) for key, item in value.items()}, "x_gateway_note": "kept"}
    if isinstance(value, list):
        return [_with_unknown_keys(item) for item in value]
    return value


def payload(vendor: str, size: str, number: int = 0) -> dict[str, Any]:
    """The payload of a vendor in one of the SIZES."""
    if vendor == "orq":
        return orq(*{"600 B": (135, 1), "3 KB": (2450, 1), "60 KB": (2750, 20)}[size], number)
    if size == "600 B":
        return opper(80, 1, number)
    return opper(1650, 1, number, calls=3, tokens=0 if size == "3 KB" else 410)


def compact(value: Any) -> bytes:
    """JSON as the vendors' HTTP interfaces send it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def spaced(value: Any) -> bytes:
    """JSON as ``json.dumps`` writes it, and so most Python apps that log: with white space, and ASCII alone."""
    return json.dumps(value).encode()
