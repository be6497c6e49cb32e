"""Objects of the vendors' SDKs as payloads, read attribute by attribute.

The SDKs' own dump methods lose what the objects hold: opperai 1.7.2 prints neither ``usage`` nor ``logprobs``, ``audio``,
``annotations`` or ``function_call``. All of them are pydantic models, so what was set, and under which wire name, can be
read from the class; neither pydantic nor any SDK is imported for that, and no dump method is called. Tried with
orq-ai-sdk 3.12.0rc14 and 4.17.13, opperai 1.7.2, openai 2.54.0 and 3.54.0.
"""

from __future__ import annotations

import enum
from typing import Any

from .errors import PayloadError
from .limits import PAYLOAD_DEPTH, too_deep
from .report import Problem


def is_sdk_object(value: object) -> bool:
    """Whether a value is an object of a pydantic model (version 2)."""
    return hasattr(type(value), "model_fields") and hasattr(value, "model_fields_set")


def payload_of(value: Any) -> Any:
    """The payload that an SDK's object was made of, in form ``wire``. What is no such object is left as it is.

    A field that was not set was not in the payload, whatever default it shows; nor was one that holds the SDK's ``Unset``.

    :raises PayloadError: what the object holds is nested deeper than a payload may be, or holds itself.
    """
    if not is_sdk_object(value):
        return value
    try:
        return _read(value)
    except RecursionError:
        raise PayloadError((Problem("", f"{too_deep(PAYLOAD_DEPTH)} (or one holds itself)"),)) from None


def _read(value: Any) -> Any:
    if is_sdk_object(value):
        return {name: _read(held) for name, held in _held(value) if type(held).__name__ != "Unset"}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dict):
        return {name: _read(held) for name, held in value.items()}
    return [_read(item) for item in value] if isinstance(value, list) else value


def _held(model: Any) -> list[tuple[str, Any]]:
    """What a model holds: its fields under their wire names, then the keys it does not know."""
    fields = [
        (field.alias or name, getattr(model, name))
        for name, field in type(model).model_fields.items()
        if name in model.model_fields_set
    ]
    return [*fields, *(model.model_extra or {}).items()]
