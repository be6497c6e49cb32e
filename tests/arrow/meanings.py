"""What each column has to say, taken from canonical JSON by hand: a second opinion on the paths of the library."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from normalizer.values import same


def inside(value: Any, *keys: str) -> Any:
    """What lies under the keys; None where there is nothing, or null."""
    for key in keys:
        value = (value or {}).get(key)
    return value


def _parts(choice: Any, kind: str) -> list[Any]:
    return [part for part in choice["message"]["parts"] if part["type"] == kind] if choice else []


def _joined(choice: Any, kind: str) -> Any:
    found = [part[kind] for part in _parts(choice, kind)]
    return "".join(found) if found else None


def _calls(key: str) -> Callable[[Any, Any], Any]:
    return lambda _, choice: [call.get(key) for call in _parts(choice, "tool_call")] if choice else None


MEANINGS: dict[str, Callable[[Any, Any], Any]] = {
    "id": lambda tree, _: tree.get("id"),
    "model": lambda tree, _: tree.get("model"),
    "created": lambda tree, _: tree.get("created"),
    "vendor": lambda tree, _: inside(tree, "source", "vendor"),
    "form": lambda tree, _: inside(tree, "source", "form"),
    "envelope": lambda tree, _: inside(tree, "source", "envelope"),
    "partial": lambda tree, _: inside(tree, "source", "partial"),
    "choice_count": lambda tree, _: len(tree["choices"]),
    "choice_index": lambda _, choice: inside(choice, "index"),
    "role": lambda _, choice: inside(choice, "message", "role"),
    "text": lambda _, choice: _joined(choice, "text"),
    "refusal": lambda _, choice: _joined(choice, "refusal"),
    "finish_reason": lambda _, choice: inside(choice, "finish_reason", "kind"),
    "finish_reason_raw": lambda _, choice: inside(choice, "finish_reason", "raw"),
    "tool_call_count": lambda _, choice: len(_parts(choice, "tool_call")) if choice else None,
    "tool_call_ids": _calls("id"),
    "tool_call_names": _calls("name"),
    "tool_call_arguments": _calls("arguments"),
    "has_logprobs": lambda _, choice: choice.get("logprobs") is not None if choice else None,
    "input_tokens": lambda tree, _: inside(tree, "usage", "input_tokens"),
    "cached_tokens": lambda tree, _: inside(tree, "usage", "input_details", "cached_tokens"),
    "cache_creation_tokens": lambda tree, _: inside(tree, "usage", "input_details", "cache_creation_tokens"),
    "output_tokens": lambda tree, _: inside(tree, "usage", "output_tokens"),
    "reasoning_tokens": lambda tree, _: inside(tree, "usage", "output_details", "reasoning_tokens"),
    "total_tokens": lambda tree, _: inside(tree, "usage", "total_tokens"),
    "system_fingerprint": lambda tree, _: tree.get("system_fingerprint"),
    "service_tier": lambda tree, _: tree.get("service_tier"),
    "extra": lambda tree, _: tree.get("extra"),
}
"""Of all columns but those that a row is found by, ``created_at`` and ``withheld``."""

AS_JSON = ("created", "extra")


def assert_row_means(row: dict[str, Any]) -> None:
    """Every column says all that the canonical JSON says, or nothing and is named as withheld."""
    tree = json.loads(row["canonical"])
    choice = None if row["choice_position"] is None else tree["choices"][row["choice_position"]]
    for column, meaning in MEANINGS.items():
        expected = meaning(tree, choice)
        if column in row["withheld"]:
            assert not fits(column, expected), column
            assert row[column] == (_held(expected) if isinstance(expected, list) else None)
        else:
            assert fits(column, expected), column
            assert_says(column, expected, row[column])


def assert_says(column: str, expected: Any, cell: Any) -> None:
    if column in AS_JSON and expected is not None:
        assert same(expected, json.loads(cell))
    else:
        assert expected == cell
        assert type(cell) is not float


def fits(column: str, value: Any) -> bool:
    """Whether a column can hold a value, said in other words than the library's."""
    if column in AS_JSON:
        return _fits(json.dumps(value, ensure_ascii=False))
    return all(map(_fits, value)) if isinstance(value, list) else _fits(value)


def _held(values: list[Any]) -> list[Any]:
    return [value if _fits(value) else None for value in values]


def _fits(value: Any) -> bool:
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, float):
        return repr(value).endswith(".0") and repr(value) != "-0.0" and _fits(int(value))
    return value is None or (isinstance(value, int) and value.bit_length() < 64)
