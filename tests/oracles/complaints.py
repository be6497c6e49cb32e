"""What an SDK has against a payload: that it refuses it, or that its object does not hold what the payload held.

Each complaint has a place, so that the law can ask more than whether anybody complained at all: whether it was about the
same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from attrs import frozen

from normalizer.shapes import Key
from normalizer.values import UNSET, same

from .places import Path, class_of, declared, from_node, located
from .sdk import Reading, Speaker

DROPS_UNKNOWN_KEYS = {"orq"}
TAKES_DECIMALS_FOR_INTEGERS = {"orq"}


@frozen
class Complaint:
    """One thing that one SDK has against a payload."""

    speaker: Speaker
    path: Path
    deed: Literal["refused", "lost", "added", "altered"]
    before: Any = UNSET
    after: Any = UNSET

    @property
    def is_node(self) -> bool:
        return "node" in self.speaker.environment


def complaints(speaker: Speaker, cls: type, payload: Any, reading: Reading) -> list[Complaint]:
    """Everything the SDK has against the payload; nothing if it accepts it and its object gives it back."""
    if not reading.accepted:
        places = dict.fromkeys(located(cls, payload, place) for place in reading.places)
        return [Complaint(speaker, place, "refused") for place in places]
    is_node = reading.dumps.get("JSON.stringify") is not None
    held = from_node(cls, reading.attributes) if is_node else reading.attributes
    return list(_object(speaker, cls, payload, held, ()))


def _object(speaker: Speaker, cls: type | None, before: Any, after: Any, path: Path) -> Iterator[Complaint]:
    """The differences of two objects, of a class or of none."""
    keys = declared(cls) if cls is not None else {}
    for name in dict.fromkeys([*before, *after]):
        key, there = keys.get(name), (*path, name)
        if name not in before:
            yield Complaint(speaker, there, "added", after=after[name])
        elif name in after:
            yield from _value(speaker, key, before[name], after[name], there)
        elif key is not None or cls is None or not _drops_unknown_keys(speaker):
            yield Complaint(speaker, there, "lost", before=before[name])


def _drops_unknown_keys(speaker: Speaker) -> bool:
    """OpenAI's clients, which are not strict, drop nothing, whoever they are pointed at."""
    return speaker.strict and speaker.vendor in DROPS_UNKNOWN_KEYS


def _value(speaker: Speaker, key: Key | None, before: Any, after: Any, path: Path) -> Iterator[Complaint]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _object(speaker, class_of(key, before) if key is not None else None, before, after, path)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        item = key.items if key is not None else None
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _value(speaker, item, one, other, (*path, index))
    elif not _same(speaker, before, after):
        yield Complaint(speaker, path, "altered", before, after)


def _same(speaker: Speaker, before: Any, after: Any) -> bool:
    """The law allows orq 1 for 1.0, because its Python SDKs hold every number as a float; but not 0 for -0.0."""
    if speaker.vendor in TAKES_DECIMALS_FOR_INTEGERS and {type(before), type(after)} == {int, float}:
        return bool(before == after) and str(before)[0] == str(after)[0]
    return same(before, after)
