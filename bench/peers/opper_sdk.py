"""Opper's own Python SDK, straight through the pydantic model, as for orq."""

from __future__ import annotations

from opperai.models import ChatCompletion

from ..candidate import Candidate


def candidates(vendor: str) -> list[Candidate]:
    if vendor != "opper":
        return []
    read = ChatCompletion.model_validate_json
    return [
        Candidate("Opper's SDK", "read", read),
        Candidate("Opper's SDK", "same", lambda data: read(data).model_dump_json(by_alias=True).encode()),
    ]
