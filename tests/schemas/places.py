"""Writes down what a vendor's schema allows at each place of its full payload: `python -m tests.schemas.places`.

Strategy: as with golden files, a file is a statement about the vendor, and one that is there is never written again. What it says is
what `check` says, of whom law 7 knows that the vendor's SDKs say the same (`just oracles` changes the same places). So the SDKs'
answers are held where no SDK is.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import normalizer
from normalizer.pointer import join

HERE = Path(__file__).parent
FIXTURES = HERE.parents[1] / "fixtures"
VENDORS = ("orq", "opper")
KINDS: tuple[Any, ...] = (None, 0, 1.0, 1.5, -0.0, 1e21, True, [], {}, [None], [0], {"a": 1})
TEXTS = (
    "", "0", "word", "stop", "length", "tool_calls", "function_call", "content_filter", "assistant", "user", "tool", "function", "custom",
    "url_citation", "text_completion", "chat.completion", "auto", "default", "flex", "scale", "priority",
)  # fmt: skip
"""Words that some schema has somewhere, and others."""

NONE = "none of these"

Place = tuple[str | int, ...]


def full(vendor: str) -> Any:
    """The payload that has every key."""
    return json.loads((FIXTURES / "payloads" / vendor / "full.json").read_bytes())


def places(value: Any, path: Place = ()) -> Iterator[Place]:
    """Every key of every object, and every item of every array."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in items:
        yield (*path, key)
        yield from places(held, (*path, key))


def allowed(vendor: str) -> dict[str, str]:
    """By place: whether it may be absent, and which values it may have."""
    payload = full(vendor)
    return {join(path): ", ".join(_allowed(vendor, payload, path)) or NONE for path in places(payload)}


def _allowed(vendor: str, payload: Any, path: Place) -> Iterator[str]:
    if isinstance(path[-1], str) and is_allowed(vendor, without(payload, path)):
        yield "absent"
    for values, all_of_them in ((KINDS, "any other kind"), (TEXTS, "any text")):
        said = [json.dumps(value) for value in values if is_allowed(vendor, changed(payload, path, value))]
        yield from [all_of_them] if len(said) == len(values) else said


def is_allowed(vendor: str, payload: Any) -> bool:
    return not normalizer.check(payload, vendor)


def changed(payload: Any, path: Place, value: Any) -> Any:
    copied = copy.deepcopy(payload)
    holder(copied, path)[path[-1]] = value
    return copied


def without(payload: Any, path: Place) -> Any:
    copied = copy.deepcopy(payload)
    del holder(copied, path)[path[-1]]
    return copied


def holder(payload: Any, path: Place) -> Any:
    for token in path[:-1]:
        payload = payload[token]
    return payload


def text_of(vendor: str) -> str:
    """One place a line, so that a difference is read at a glance."""
    return "".join(f"{place}: {said}\n" for place, said in allowed(vendor).items())


def write_missing() -> list[Path]:
    missing = [vendor for vendor in VENDORS if not (HERE / f"{vendor}.txt").exists()]
    for vendor in missing:
        (HERE / f"{vendor}.txt").write_text(text_of(vendor), encoding="utf-8")
    return [HERE / f"{vendor}.txt" for vendor in missing]


if __name__ == "__main__":
    for written in write_missing():
        print(f"wrote {written.name}: read it before you commit it")
