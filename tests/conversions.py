"""What every recording becomes for every vendor and form, in a file: `python -m tests.conversions` writes it anew.

For each: the written text and the stream that is split from it as digests of their values, how many changes of each kind there are,
and for the payload itself what detection and `check` say of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import normalizer
from normalizer.completion import FormName
from normalizer.sse import DONE, Parser
from normalizer.testing import Recording, generators, recordings, spellings
from normalizer.vendors import vendor_named

SEEDS = 30
KEPT = Path(__file__).with_name("conversions.txt")


def lines(recording: Recording) -> Iterator[str]:
    """What is said of one recording."""
    payload = recording.payload
    detected = normalizer.detect(payload)
    yield f"{recording.name}: {detected.vendor} {detected.form}: {'; '.join(detected.reasons)}"
    yield from (f"  check: {problem}" for problem in normalizer.check(payload))
    completion = normalizer.loads(recording.text)
    chunks = normalizer.split(completion, 7)
    for vendor, form in spellings():
        conversion = normalizer.convert(payload, to=vendor, form=form)
        kinds = Counter(change.kind for change in conversion.changes)
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "nothing changes"
        changes = [
            [change.kind, change.pointer, repr(change.before), repr(change.after)] for change in conversion.changes
        ]
        stream = normalizer.write_stream(chunks, vendor, form, lossy=True)
        yield f"  to {vendor} {form}: {told}; {_digest(conversion.payload)} {_digest(changes)} {_digest(_events(stream))}"
    if recording.stream is not None:
        read = list(normalizer.read_stream(recording.stream))
        yield f"  its stream: {len(read)} chunks; {_digest([repr(chunk) for chunk in read])} {_digest(repr(normalizer.join(read)))}"


def lines_of_drawn(vendor: str, form: FormName) -> Iterator[str]:
    """What is said of payloads that seeds draw."""
    known = vendor_named(vendor)
    drawn = [generators.payload(Random(seed), known, known.form(form)) for seed in range(SEEDS)]
    completions = [normalizer.normalize(payload, vendor, form) for payload in drawn]
    for to, to_form in spellings():
        written = [normalizer.denormalize(completion, to, to_form, lossy=True) for completion in completions]
        chunks = [normalizer.split(completion, 3) for completion in completions]
        streams = [_events(normalizer.write_stream(split, to, to_form, lossy=True)) for split in chunks]
        yield f"{SEEDS} payloads of {vendor} {form} to {to} {to_form}: {_digest(written)} {_digest(streams)}"


def _events(stream: bytes) -> list[Any]:
    """By value, for msgspec and the standard library spell numbers otherwise."""
    return [event.data if event.data == DONE else json.loads(str(event.data)) for event in Parser().feed(stream)]


def _digest(value: Any) -> str:
    """Short, for it guards against accidents only."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


if __name__ == "__main__":
    found = [line for recording in recordings() for line in lines(recording)]
    found += [line for vendor, form in spellings() for line in lines_of_drawn(vendor, form)]
    KEPT.write_text("\n".join(found) + "\n", encoding="utf-8")
