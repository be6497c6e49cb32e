"""The openai package's classes, which people point at both gateways: validated, and built as its client builds them."""

from __future__ import annotations

import orjson
from openai._models import construct_type
from openai.types import Completion
from openai.types.chat import ChatCompletion

from ..candidate import Candidate


def candidates(vendor: str) -> list[Candidate]:
    response = Completion if vendor == "orq" else ChatCompletion
    return [
        Candidate("openai, validated", "read", response.model_validate_json),
        Candidate(
            "openai, validated",
            "same",
            lambda data: response.model_validate_json(data).model_dump_json(exclude_unset=True).encode(),
        ),
        Candidate(
            "openai, as its client",
            "same",
            lambda data: construct_type(type_=response, value=orjson.loads(data)).to_json(indent=None).encode(),
        ),
    ]
