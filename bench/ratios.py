"""What reading and writing cost, as ratios to ``orjson.loads`` and ``orjson.dumps`` of the same bytes in the same run.

Strategy: the candidates and the reference take turns, so that a machine whose speed drifts drifts for all of them; of each
pair of turns the ratio is taken, and the median is shown. Results are dropped, not kept. ``just bench`` runs it; nothing in
the tests is timed.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import orjson

import normalizer

ROUNDS = 15
WORDS = "The tide tables for the harbour were printed in the spring and have been wrong ever since. "
DETAILS = {"cached_tokens": 4, "audio_tokens": 0}
USAGE = {"prompt_tokens": 10, "completion_tokens": 20, "total_tokens": 30, "prompt_tokens_details": DETAILS}
TOKEN = {
    "token": "H\u00e9", "logprob": -0.5, "bytes": [72, 195, 169],
    "top_logprobs": [{"token": "H\u00e9", "logprob": -0.5, "bytes": None}, {"token": "X", "logprob": -9999.0, "bytes": [88]}],
}  # fmt: skip


def chat(words: int, tokens: int) -> dict[str, Any]:
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
    message = {"role": "assistant", "content": WORDS * words, "refusal": None, "tool_calls": [call]}
    logprobs = {"content": [TOKEN] * tokens, "refusal": None} if tokens else None
    choice = {"index": 0, "finish_reason": "stop", "message": message, "logprobs": logprobs}
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1756112345, "model": "openai/gpt-4o"}
    return {**head, "choices": [choice], "usage": USAGE}


def text(words: int) -> dict[str, Any]:
    choice = {"index": 0, "finish_reason": "stop", "text": WORDS * words}
    head = {
        "id": "cmpl-1",
        "object": "text_completion",
        "created": 1756112345,
        "model": "openai/gpt-3.5-turbo-instruct",
    }
    return {**head, "choices": [choice], "usage": USAGE}


PAYLOADS = {
    "chat, 0.6 KB": (chat(1, 0), "orq"),
    "chat, 3 KB": (chat(28, 0), "orq"),
    "chat, 60 KB": (chat(28, 330), "orq"),
    "text, 0.5 KB": (text(2), "opper"),
    "text, 3 KB": (text(29), "opper"),
}


def candidates(data: bytes, other: str) -> dict[str, Callable[[], Any]]:
    return {
        "read": lambda: normalizer.loads(data),
        "same vendor": lambda: normalizer.dumps(normalizer.loads(data)),
        "other vendor": lambda: normalizer.dumps(normalizer.loads(data), to=other, lossy=True),
        "with report": lambda: normalizer.convert(data, to=other).changes,
    }


def ratio(candidate: Callable[[], Any], data: bytes) -> float:
    turns = max(3, 200_000 // len(data))
    return statistics.median(
        seconds(candidate, turns) / seconds(lambda: orjson.dumps(orjson.loads(data)), turns) for _ in range(ROUNDS)
    )


def seconds(work: Callable[[], Any], turns: int) -> float:
    begun = time.process_time()
    for _ in range(turns):
        work()
    return time.process_time() - begun


def import_ratio() -> float:
    """How much longer a process takes to import the library than to import json."""
    program = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"
    times = [
        [
            float(subprocess.check_output([sys.executable, "-c", program.format(name)]))
            for name in ("normalizer", "json")
        ]
        for _ in range(ROUNDS)
    ]
    return statistics.median(ours / theirs for ours, theirs in times)


def main() -> None:
    print(f"{'':>14}" + "".join(f"{name:>14}" for name in candidates(b"", "")))
    for name, (payload, other) in PAYLOADS.items():
        data = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()
        row = [ratio(candidate, data) for candidate in candidates(data, other).values()]
        print(f"{name:>14}" + "".join(f"{value:14.1f}" for value in row))
    print(f"\nimport normalizer: {import_ratio():.1f} x import json")


if __name__ == "__main__":
    main()
