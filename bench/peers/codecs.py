"""Codecs and plain models: what parsing and printing cost without any meaning."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import orjson
import pydantic

from ..candidate import Candidate


class _Keys(msgspec.Struct, omit_defaults=True):
    """Structs as one writes them for msgspec: typed, and without the keys that they do not name."""


class _PromptDetails(_Keys):
    cached_tokens: int | msgspec.UnsetType | None = msgspec.UNSET
    audio_tokens: int | msgspec.UnsetType | None = msgspec.UNSET


class _CompletionDetails(_Keys):
    reasoning_tokens: int | msgspec.UnsetType | None = msgspec.UNSET
    accepted_prediction_tokens: int | msgspec.UnsetType | None = msgspec.UNSET


class _Usage(_Keys):
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    prompt_tokens_details: _PromptDetails | msgspec.UnsetType | None = msgspec.UNSET
    completion_tokens_details: _CompletionDetails | msgspec.UnsetType | None = msgspec.UNSET


class _TextChoice(_Keys):
    text: str
    index: int
    finish_reason: str


class _Function(_Keys):
    name: str
    arguments: str


class _ToolCall(_Keys):
    id: str
    type: str
    function: _Function


class _UrlCitation(_Keys):
    start_index: int
    end_index: int
    title: str
    url: str


class _Annotation(_Keys):
    type: str
    url_citation: _UrlCitation


class _Message(_Keys):
    role: str
    content: str | msgspec.UnsetType | None = msgspec.UNSET
    refusal: str | msgspec.UnsetType | None = msgspec.UNSET
    annotations: list[_Annotation] | msgspec.UnsetType | None = msgspec.UNSET
    tool_calls: list[_ToolCall] | msgspec.UnsetType | None = msgspec.UNSET


class _TopLogprob(_Keys):
    token: str
    logprob: float
    bytes: list[int] | msgspec.UnsetType | None = msgspec.UNSET


class _TokenLogprob(_TopLogprob):
    top_logprobs: list[_TopLogprob] | msgspec.UnsetType = msgspec.UNSET


class _Logprobs(_Keys):
    content: list[_TokenLogprob] | msgspec.UnsetType | None = msgspec.UNSET
    refusal: list[_TokenLogprob] | msgspec.UnsetType | None = msgspec.UNSET


class _ChatChoice(_Keys):
    index: int
    message: _Message
    finish_reason: str
    logprobs: _Logprobs | msgspec.UnsetType | None = msgspec.UNSET


class _Text(_Keys):
    id: str
    object: str
    created: int
    model: str
    choices: list[_TextChoice]
    usage: _Usage
    system_fingerprint: str | msgspec.UnsetType | None = msgspec.UNSET


class _Chat(_Keys):
    id: str
    object: str
    created: int
    model: str
    choices: list[_ChatChoice]
    usage: _Usage
    system_fingerprint: str | msgspec.UnsetType | None = msgspec.UNSET


def _model_of(struct: type[msgspec.Struct]) -> type[pydantic.BaseModel]:
    """The same classes for pydantic, which keep the keys they do not name."""
    fields: dict[str, Any] = {
        field.name: (_pydantic_type(field.type), ... if field.required else None)
        for field in msgspec.structs.fields(struct)
    }
    return pydantic.create_model(struct.__name__, __config__=pydantic.ConfigDict(extra="allow"), **fields)


def _pydantic_type(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return _model_of(annotation)
    arguments = [item for item in getattr(annotation, "__args__", ()) if item is not msgspec.UnsetType]
    if not arguments:
        return annotation
    if getattr(annotation, "__origin__", None) in (list, dict):
        return annotation.__origin__[tuple(_pydantic_type(item) for item in arguments)]
    union = _pydantic_type(arguments[0])
    for item in arguments[1:]:
        union |= _pydantic_type(item)
    return union


def candidates(vendor: str) -> list[Candidate]:
    struct: type[_Text | _Chat] = _Text if vendor == "orq" else _Chat
    decoder, encoder, model = msgspec.json.Decoder(struct), msgspec.json.Encoder(), _model_of(struct)
    return [
        Candidate("orjson", "read", orjson.loads),
        Candidate("msgspec, typed", "read", decoder.decode),
        Candidate("msgspec, typed", "same", lambda data: encoder.encode(decoder.decode(data))),
        Candidate("msgspec, untyped", "same", lambda data: msgspec.json.encode(msgspec.json.decode(data))),
        Candidate(
            "json",
            "same",
            lambda data: json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":")).encode(),
        ),
        Candidate("pydantic", "read", model.model_validate_json),
        Candidate(
            "pydantic",
            "same",
            lambda data: model.model_validate_json(data).model_dump_json(exclude_unset=True).encode(),
        ),
    ]
