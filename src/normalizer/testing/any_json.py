"""Any JSON value, nasty on purpose: names that mean something elsewhere, empties of every kind, numbers at their limits.

The simplest of each list stands first, for that is what a shrinker ends with.
"""

from __future__ import annotations

from typing import Any

from ..forms import NESTED
from .dice import Dice, several

TEXTS = [
    "",
    "a",
    "Hello",
    "two words",
    "\u00e9\u2028\U0001f600",
    "\ud83d",
    "\ude00x",
    "0",
    "7",
    "-7",
    "007",
    "1756112345",
    "null",
    "\x00",
]
WORDS = [
    "stop", "length", "tool_calls", "content_filter", "function_call", "end_turn", "STOP", "other", "error", "function",
    "custom", "text",
]  # fmt: skip
NUMBERS = [0, 1, -1, 5, 7, 2**53 + 1, 10**30, 0.0, 1.0, 5.0, -0.0, 0.5, -9999.0, 1e-7, 1e300, 4113.95]
NAMES = [
    "x", "provider", "cost", "logprobs", "data", "error", "delta", "extra", "source", "type", "TYPE", "OBJECT", "ROLE",
    "bytes_", NESTED, "additional_properties", "__proto__", "constructor", "", "a/b~c", "10", "./x", "../x", "././x",
    "./content", "../finish_reason", "../additionalProperties", ".../x", "message", "text", "content", "tool_calls",
    "finish_reason", "finishReason", "toolCalls", "function", "custom", "name", "arguments", "role", "object", "usage",
    "cache_creation_tokens", "kind", "raw", "parts", "index", "id", "answer",
]  # fmt: skip

_KINDS = ["null", "false", "true", "number", "text", "empty array", "empty object", "array", "object"]
_LEAF_KINDS = _KINDS[:-2]


def json_value(dice: Dice, depth: int = 3) -> Any:
    """Any JSON value, now and then an object or array of more."""
    kind = dice.choice(_KINDS if depth else _LEAF_KINDS)
    if kind == "number":
        return dice.choice(NUMBERS)
    if kind == "text":
        return dice.choice(TEXTS)
    if kind == "array":
        return [json_value(dice, depth - 1) for _ in several(dice, 2, 6)]
    if kind == "object":
        return {dice.choice(NAMES): json_value(dice, depth - 1) for _ in several(dice, 2, 6)}
    return {"null": None, "false": False, "true": True, "empty array": [], "empty object": {}}[kind]


def unknown_keys(dice: Dice) -> dict[str, Any]:
    """Keys of any name, or none, in one of two cases."""
    return {dice.choice(NAMES): json_value(dice, 2) for _ in several(dice, 4, 5)}
