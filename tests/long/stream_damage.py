"""Ways to spoil a stream: a value in one of its events, the events, what lies around their data, its text and its bytes.

A stream is spoilt as the list of its events, each the text of its lines, then as a whole. Every way takes a
`random.Random`, and a second stream, of the same vendor or another, to take things from.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from normalizer import sse

from .damage import containers, spoil_bytes, spoil_text, spoil_value, written

Events = list[str]

INJECTED = (
    "data: [DONE]", "data:[DONE]", "data:  [DONE] ", ": ping", ":", "event: ping", "event: ping\ndata: {}", "data", "data:", "data: ", "data: {}",
    "event: error", 'event: error\ndata: {"message": "overloaded"}', "event: error\ndata: no {json", 'data: {"error": {"message": "x"}}',
    'data: {"data": {"error": "x"}}', 'data: {"error": null, "choices": []}', 'data: {"error": "x", "choices": []}', 'data: {"error": null}',
    'data: {"data": null}', 'data: {"data": {}}', 'data: {"data": {"choices": []}}', 'data: {"data": []}', "data: null", "data: 5", "data: []",
    'data: "[DONE]"', 'data: {"choices": []}', 'data: {"choices": [{}]}', 'data: {"choices": [{"index": 0}, {"index": 0}]}', 'data: {"choices": [[]]}',
    'data: {"object": "chat.completion.chunk", "choices": []}', 'data: {"object": "text_completion", "choices": []}',
    'data: {"object": "normalizer.completion.chunk", "version": 1, "choices": []}', 'data: {"object": "normalizer.completion", "version": 1, "choices": []}',
    'data: {"choices": [{"index": 0, "text": "a"}]}', 'data: {"choices": [{"index": 0, "delta": {}}]}', 'data: {"choices": [{"delta": {"content": "\\ud83d"}}]}',
    'data: {"choices": [{"delta": {"content": "\\ude00"}}]}', 'data: {"choices": [{"index": 0, "message": {"content": "a"}}]}',
    'data: {"choices":\ndata: [{"index": 0,\ndata:"text": "a"}]}', 'data: {"choices": [{"index": 0, "delta": {"toolCalls": [{"index": 0}]}}]}',
)  # fmt: skip
"""Events that come between: of proxies, of errors, of other vendors, and of nobody."""

FRAMING = (
    ": note", ":", "id: 7", "id: \0", "id", "event: delta", "event: error", "event: ", "retry: 5", "retry: x", "x: y", "x", "data", "data:", "data: ",
    "data: x", "data: ,", " data: x", "data : x", "DATA: x", "\ufeffdata: x", "\ufeff", "data: [DONE]", "id: \u00e9\u2028", "event: \x85", "\x0c",
)  # fmt: skip
"""Lines that come into an event."""

TOLD: dict[str, tuple[Any, ...]] = {
    "index": (0, 1, 2, 0.0, 1.0, 0.5, -1, -0.0, 10**30, 1e300, None, "0"),
    "id": ("", "a", "b", None, "\ud83d"),
    "name": ("", "f", "g", None),
    "type": ("function", "custom", "", None, "x"),
    "role": ("assistant", "user", "", None),
    "finish_reason": ("stop", "length", "tool_calls", "", "x", None),
    "content": ("", "a", "\ud83d", "\ude00", "\U0001f600", "\x00\u2028", None, []),
    "text": ("", "a", "\ud83d", "\ude00", None),
    "refusal": ("", "no", None),
    "arguments": ("", "{", "}", {}, {"a": 1}, None),
    "input": ("", "x", None),
    "created": (0, 1, 1.0, "1", None),
    "model": ("", "m", None),
    "usage": ({}, None, {"total_tokens": 1}),
    "logprobs": ({}, None, {"content": []}, {"content": None, "refusal": []}),
    "tool_calls": ([], None, [{}], [{"index": 0}], [{"index": 0, "id": "a"}, {"index": 0, "id": "b"}], [{"custom": {}, "function": {}}]),
    "function_call": ({}, None, {"name": "f", "arguments": ""}),
    "audio": ({}, None, {"id": "a"}, {"data": "AAAA"}),
    "annotations": ([], None, [{}]),
    "delta": ({}, None),
    "object": ("chat.completion.chunk", "text_completion", "chat.completion", "", None),
    "x": (1, None, [], {}, [1], {"chunk": 0, "times": 1, "value": 1}),
}  # fmt: skip
"""What a chunk may say of a key against all that came before."""


def events_of(stream: bytes) -> Events:
    parser = sse.Parser()
    events = [sse.write([event]) for event in parser.feed(stream) + parser.close()]
    return [event.decode("utf-8", "surrogateescape").removesuffix("\n\n") for event in events]


def spoil_events(random: Random, events: Events, other: Events) -> Events:
    """The events with something wrong in one or between them; there may be none left."""
    return random.choice(EVENT_DAMAGES)(random, events, other)


def repeat(random: Random, events: Events, _other: Events) -> Events:
    return [*events, random.choice(events)] if random.random() < 0.2 else put(random, events, random.choice(events))


def lose(random: Random, events: Events, _other: Events) -> Events:
    lost = random.randrange(len(events))
    return events[:lost] + events[lost + 1 :]


def move(random: Random, events: Events, _other: Events) -> Events:
    moved = random.randrange(len(events))
    return put(random, events[:moved] + events[moved + 1 :], events[moved])


def shuffle(random: Random, events: Events, _other: Events) -> Events:
    return random.sample(events, len(events))


def splice(random: Random, events: Events, other: Events) -> Events:
    """One stream ends as another does."""
    return events[: random.randrange(len(events) + 1)] + other[random.randrange(len(other)) :]


def interleave(random: Random, events: Events, other: Events) -> Events:
    """Some events of another stream come between."""
    for event in random.sample(other, random.randrange(1, len(other) + 1)):
        events = put(random, events, event)
    return events


def inject(random: Random, events: Events, _other: Events) -> Events:
    return put(random, events, random.choice(INJECTED))


def cut(random: Random, events: Events, _other: Events) -> Events:
    return events[: random.randrange(len(events) + 1)]


def frame(random: Random, events: Events, _other: Events) -> Events:
    """A line of some other field comes into an event."""
    place = random.randrange(len(events))
    lines = put(random, events[place].split("\n"), random.choice(FRAMING))
    return [*events[:place], "\n".join(lines), *events[place + 1 :]]


def change(random: Random, events: Events, other: Events) -> Events:
    """A value somewhere in a payload is spoilt as those of whole answers are."""
    taken = json_in(random.choice(other))
    return changed(random, events, lambda value: spoil_value(random, value, {} if taken is None else taken))


def contradict(random: Random, events: Events, _other: Events) -> Events:
    """A key says something else than it did, or is said where it was not."""
    return changed(random, events, lambda value: contradicted(random, value))


def contradicted(random: Random, value: Any) -> Any:
    objects = [container for container in containers(value) if isinstance(container, dict)]
    held = random.choice(objects or [{}])
    names = [name for name in held if name in TOLD]
    name = random.choice(names if names and random.random() < 0.8 else list(TOLD))
    held[name] = random.choice(TOLD[name])
    return value


def envelop(random: Random, events: Events, _other: Events) -> Events:
    return changed(random, events, lambda value: {"data": value})


EVENT_DAMAGES: tuple[Callable[[Random, Events, Events], Events], ...] = (
    repeat, lose, move, shuffle, splice, interleave, inject, inject, cut, frame, change, change, change, contradict, contradict, contradict,
    contradict, envelop,
)  # fmt: skip


def put(random: Random, items: Events, item: str) -> Events:
    place = random.randrange(len(items) + 1)
    return [*items[:place], item, *items[place:]]


def changed(random: Random, events: Events, change_value: Callable[[Any], Any]) -> Events:
    """The events with the value of one of them changed, written on as many data lines as it then has."""
    place = random.randrange(len(events))
    value = json_in(events[place])
    if value is None:
        return events
    framing = [line for line in events[place].split("\n") if not line.startswith("data")]
    data = [f"data: {line}" for line in written(random, change_value(value)).split("\n")]
    return [*events[:place], "\n".join(framing + data), *events[place + 1 :]]


def json_in(event: str) -> Any:
    """The value of an event's data, if it is an object."""
    lines = [line.removeprefix("data:") for line in event.split("\n") if line.startswith("data:")]
    try:
        value = json.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def logged(random: Random, events: Events) -> str:
    """The text of a stream in one of the ways they are logged."""
    way = random.random()
    if way < 0.1:
        values = [value for value in map(json_in, events) if value is not None]
        lines = [json.dumps(value, ensure_ascii=random.random() < 0.5) for value in values]
        return "\n".join(lines) if random.random() < 0.5 else f"[{','.join(lines)}]"
    ends = random.choice([["\n"], ["\n"], ["\n"], ["\r\n"], ["\r"], ["\n", "\r", "\r\n"]])
    text = "".join(line + random.choice(ends) for event in events for line in [*event.split("\n"), ""])
    return "\ufeff" + text if random.random() < 0.05 else text


def spoilt_stream(random: Random, streams: list[bytes]) -> bytes:
    """A stream that something happened to."""
    events, other = events_of(random.choice(streams)), events_of(random.choice(streams))
    for _ in range(random.choice([0, 1, 1, 2, 2, 3, 5])):
        events = spoil_events(random, events, other) if events else events
    text = logged(random, events)
    if random.random() < 0.15:
        text = spoil_text(random, text)
    stream = text.encode("utf-8", "surrogatepass" if random.random() < 0.1 else "backslashreplace")
    for _ in range(random.choice([1, 1, 2]) if random.random() < 0.25 else 0):
        stream = spoil_bytes(random, stream, random.choice(streams))
    return stream[: random.randrange(len(stream) + 1)] if random.random() < 0.1 else stream
