"""What is told of a value is what it is, and never what it says."""

from __future__ import annotations

from typing import Any

import pytest

from normalizer import UNSET
from normalizer.findings.redaction import generalised, redacted


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (UNSET, "nothing"),
        (None, "null"),
        (True, "a boolean"),
        (1, "an integer"),
        (1.5, "a decimal number"),
        ("a" * 1112, "text, 1,112 characters"),
        ("a", "text, 1 character"),
        ([], "array, 0 items"),
        ([1], "array, 1 item"),
        ({"a": 1}, "object, 1 key"),
        ({"type": "tool_call", "id": "c"}, "tool call, 2 keys"),
        ({"type": "secret", "id": "c"}, "object, 2 keys"),
        ({"type": ["text"], "id": "c"}, "object, 2 keys"),
        ({"kind": "tool_calls", "raw": "secret"}, "finish reason tool_calls"),
        ({"kind": "secret", "raw": "secret"}, "object, 2 keys"),
        ({"kind": ["stop"], "raw": "secret"}, "object, 2 keys"),
    ],
)
def test_a_value_is_told_by_kind_and_length(value: Any, told: str) -> None:
    assert redacted(value) == told


@pytest.mark.parametrize(
    ("pointer", "general"),
    [
        ("", ""),
        ("/model", "/model"),
        ("/choices/12/message/parts/0", "/choices/*/message/parts/*"),
        ("/extra/a~1b/012", "/extra/a~1b/012"),
        ("/choices/0/message/parts/0/arguments", "/choices/*/message/parts/*/arguments"),
        ("/choices/0/message/parts/0/arguments/secret", "/choices/*/message/parts/*/arguments/…"),
        ("/choices/0/message/parts/0/arguments/secret/0", "/choices/*/message/parts/*/arguments/…"),
    ],
)
def test_a_pointer_says_no_index_and_nothing_of_arguments(pointer: str, general: str) -> None:
    assert generalised(pointer) == general
