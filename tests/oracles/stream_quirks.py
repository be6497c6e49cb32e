"""What a client hears of a stream, by what is known of it: three quirks, each as narrow as it can be told.

A test that expects exactly what is told here fails when a new version of a client has a quirk no longer.
"""

from __future__ import annotations

from typing import Any

import normalizer

from .listeners import Listener

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
OPTIONAL_AT_ROOT = ("/created", "/system_fingerprint", "/usage")


def audible(listener: Listener, stream: bytes, payloads: list[Any]) -> list[Any]:
    """Those of a stream's payloads that a client gives to who called it, as it holds them."""
    heard = payloads[missed(listener, stream) : refused_at(listener, payloads)]
    return [with_float_logprobs(payload) for payload in heard] if listener.is_openai else heard


def missed(listener: Listener, stream: bytes) -> int:
    """How many events at the start are lost: OpenAI's clients take a byte order mark for a part of the first line's name,
    which is none they know then; a standard event stream may have one.
    """
    return 1 if listener.is_openai and stream.startswith(BYTE_ORDER_MARK) else 0


def refused_at(listener: Listener, payloads: list[Any]) -> int | None:
    """The number of the payload that the client breaks the stream off at; None if it hears all."""
    return next((number for number, payload in enumerate(payloads) if refused(listener, payload)), None)


def refused(listener: Listener, payload: Any) -> set[str]:
    """Pointers to all that a client refuses in a payload. OpenAI's check nothing.

    Of orq's, the Python one takes null at the root for what may be absent, which its Node one and the schema do not.
    """
    if listener.is_openai:
        return set()
    pointers = {problem.pointer for problem in normalizer.check(payload, listener.vendor)}
    return {pointer for pointer in pointers if not is_taken(listener, payload, pointer)}


def is_taken(listener: Listener, payload: Any, pointer: str) -> bool:
    is_null = pointer in OPTIONAL_AT_ROOT and payload[pointer[1:]] is None
    return is_null and listener.environment == "orq-python-4"


def with_float_logprobs(payload: Any) -> Any:
    """What OpenAI's clients hold: a log probability is a float, so -9999.0 for -9999."""
    choices = [
        choice | {"logprobs": _with_floats(choice["logprobs"])} if "logprobs" in choice else choice
        for choice in payload["choices"]
    ]
    return payload | {"choices": choices}


def _with_floats(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_floats(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: _float(item) if name == "logprob" else _with_floats(item) for name, item in value.items()}


def _float(value: Any) -> Any:
    return float(value) if type(value) is int else value
