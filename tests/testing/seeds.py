"""What seeds draw, in a file: `python -m tests.testing.seeds` writes it anew.

Whoever finds something with a seed names the seed; another machine, Python or checkout of this version has to draw the same from it.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from normalizer.completion import FormName
from normalizer.sse import DONE, Parser
from normalizer.testing import LAWS, generators, laws_of, spellings
from normalizer.testing.any_json import json_value
from normalizer.testing.dice import Dice

SEEDS = Path(__file__).with_name("seeds.txt")
MANY, FEW = 150, 20
"""How many seeds: of what is drawn alone, and of what a law draws for one spelling."""


def lines() -> Iterator[str]:
    """What is drawn, from how many seeds, and the digest of all of it."""
    yield from lines_of_any()
    for vendor, form in spellings():
        yield from lines_of(vendor, form)


def lines_of_any() -> Iterator[str]:
    yield _line("any JSON value", MANY * 4, json_value)
    yield _line("Completions", MANY, generators.completion)


def lines_of(vendor: str, form: FormName) -> Iterator[str]:
    for law in laws_of(vendor):
        yield _line(f"{vendor} {form}; {law}", FEW, functools.partial(LAWS[law].draw, vendor, form))


def _line(name: str, seeds: int, draw: Callable[[Dice], Any]) -> str:
    drawn = "\n".join(_shown(draw(Random(seed))) for seed in range(seeds))
    return f"{name}; {seeds} seeds; {hashlib.sha256(drawn.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _shown(value: Any) -> str:
    """Of a stream the values of its events, for msgspec and the standard library write numbers and texts otherwise."""
    if isinstance(value, tuple) and isinstance(value[0], bytes):
        events = Parser().feed(value[0])
        return repr(
            [event.data if event.data == DONE else json.loads(str(event.data)) for event in events] + [value[1:]]
        )
    return repr(value)


if __name__ == "__main__":
    SEEDS.write_text("\n".join(lines()) + "\n", encoding="utf-8")
