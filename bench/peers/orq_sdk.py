"""orq's own Python SDK, straight through the pydantic model; its client makes a new model for each response, and is slower."""

from __future__ import annotations

from orq_ai_sdk.models import CreateCompletionResponseBody

from ..candidate import Candidate


def candidates(vendor: str) -> list[Candidate]:
    if vendor != "orq":
        return []
    read = CreateCompletionResponseBody.model_validate_json
    return [
        Candidate("orq's SDK", "read", read),
        Candidate("orq's SDK", "same", lambda data: read(data).model_dump_json(by_alias=True).encode()),
    ]
