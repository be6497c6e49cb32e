"""orq-ai-sdk: its response class, and the JSON that it prints."""

from __future__ import annotations

import json
from typing import Any

from orq_ai_sdk.models import CreateCompletionResponseBody

from .protocol import only


def read(vendor: str, payload: Any) -> Any:
    only(vendor, "orq")
    return CreateCompletionResponseBody.model_validate(payload)


def write(_vendor: str, response: Any) -> Any:
    return json.loads(response.model_dump_json(by_alias=True))


def edit(_vendor: str, response: Any, field: str, value: Any) -> Any:
    if field == "output_tokens":
        response.usage.completion_tokens = value
    else:
        setattr(response.choices[0], field, value)
    return response
