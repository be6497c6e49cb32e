"""What a chunk costs as a stream grows: read and joined, at 1,000, 10,000 and 100,000 chunks, and the memory it takes.

Strategy: of each length the time per chunk, as a ratio to that of the shortest in the same run: a ratio that stays near 1
is linear time. Memory is what was allocated at the highest moment while the chunks were fed one by one, beside what the
joined Completion itself takes. ``just bench-streams`` runs it; nothing in the tests is timed.
"""

from __future__ import annotations

import json
import statistics
import time
import tracemalloc
from collections.abc import Iterator

import normalizer
from normalizer import Completion, Joiner

LENGTHS = (1_000, 10_000, 100_000)
CHOICES = 4
ROUNDS = 3
HEAD = {"id": "c", "object": "chat.completion.chunk", "created": 1756112345, "model": "m"}
TOKEN = {"token": " tide", "logprob": -0.5, "bytes": None, "top_logprobs": []}


def text_stream(length: int) -> Iterator[bytes]:
    """Four choices that take turns, a word and its log probability at a time, one event at a time."""
    for number in range(length):
        choice = {"index": number % CHOICES, "delta": {"content": " tide"}, "logprobs": {"content": [TOKEN]}}
        yield b"data: " + json.dumps({**HEAD, "choices": [choice]}).encode() + b"\n\n"
    yield b"data: [DONE]\n\n"


def call_stream(length: int) -> Iterator[bytes]:
    """Four tool calls of one choice whose arguments come in turns."""
    for number in range(length):
        call = {"index": number % CHOICES, "function": {"arguments": '"x",'}}
        choice = {"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}
        yield b"data: " + json.dumps({**HEAD, "choices": [choice], "provider": "p"}).encode() + b"\n\n"
    yield b"data: [DONE]\n\n"


STREAMS = {"text and logprobs": text_stream, "tool calls": call_stream}


def seconds_a_chunk(stream: bytes, length: int) -> tuple[float, float]:
    """For reading and joining, and for writing."""
    begun = time.process_time()
    chunks = list(normalizer.read_stream(stream))
    normalizer.join(chunks)
    read = time.process_time()
    normalizer.write_stream(chunks)
    return (read - begun) / length, (time.process_time() - read) / length


def joined(stream: Iterator[bytes]) -> Completion:
    joiner = Joiner()
    for chunk in normalizer.read_stream(stream):
        joiner.feed(chunk)
    return joiner.completion


def megabytes(stream: Iterator[bytes]) -> tuple[float, float]:
    """At the highest moment, and of the result."""
    tracemalloc.start()
    completion = joined(stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del completion
    return peak / 2**20, held / 2**20


def main() -> None:
    for name, make in STREAMS.items():
        print(f"{name}: chunks, time a chunk as a ratio to the shortest (read and join, write), peak MB, result MB")
        first: tuple[float, float] | None = None
        for length in LENGTHS:
            stream = b"".join(make(length))
            turns = [seconds_a_chunk(stream, length) for _ in range(ROUNDS)]
            times = (statistics.median(turn[0] for turn in turns), statistics.median(turn[1] for turn in turns))
            first = first or times
            peak, held = megabytes(make(length))
            ratios = f"{times[0] / first[0]:5.2f} {times[1] / first[1]:5.2f}"
            print(
                f"  {length:>7,}  {ratios}  ({times[0] * 1e6:.0f} µs, {times[1] * 1e6:.0f} µs)  {peak:7.2f} {held:7.2f}"
            )


if __name__ == "__main__":
    main()
