"""opperai: its response class, and the JSON that it prints."""

from __future__ import annotations

import json
from typing import Any

from opperai.models import ChatCompletion

from .protocol import only


def read(vendor: str, payload: Any) -> Any:
    only(vendor, "opper")
    return ChatCompletion.model_validate(payload)


def write(_vendor: str, response: Any) -> Any:
    return json.loads(response.model_dump_json(by_alias=True))


def edit(_vendor: str, response: Any, field: str, value: Any) -> Any:
    if field == "output_tokens":
        response.usage.completion_tokens = value
    elif field == "finish_reason":
        response.choices[0].finish_reason = value
    else:
        response.choices[0].message.content = value
    return response
