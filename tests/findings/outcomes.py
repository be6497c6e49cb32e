"""Outcomes of small logs that are made up."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

from normalizer.findings import Findings
from normalizer.logs import Input, convert_log

STOP = "stop"


def record(model: Any = "m", created: Any = 1_756_112_345, reason: Any = STOP, **more: Any) -> dict[str, Any]:
    """An Opper answer; ``message`` and ``usage`` may be given."""
    message = {"role": "assistant", "content": "Hi", **more.pop("message", {})}
    choice = {"index": 0, "finish_reason": reason, "message": message}
    head = {"id": "a", "object": "chat.completion", "created": created, "model": model}
    return {**head, "choices": [choice], **more}


def tokens(sent: Any, said: Any, **details: Any) -> dict[str, Any]:
    return {"prompt_tokens": sent, "completion_tokens": said, "total_tokens": 0, **details}


def found(records: Iterable[Any], to: str | None = "orq", *, most: int = 1000, look: bool = True) -> Findings:
    """The findings of a log of these records; bytes are lines as they are."""
    lines = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in records]
    findings = Findings(to, ("log.jsonl",), look, most)
    stream = io.BytesIO(b"".join(line + b"\n" for line in lines))
    for outcome in convert_log([Input("log.jsonl", stream)], to or "canonical", look=look and to is not None):
        findings.count(outcome)
    return findings
