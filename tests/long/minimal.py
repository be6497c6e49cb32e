"""A smaller input with the same outcome, by greedy deletion: members of objects and arrays, then stretches of text.

Deleting stops after a number of tries, for a finding that is nearly minimal now is worth more than a minimal one later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from .damage import containers
from .trial import Trial

TRIES = 3000

Text = TypeVar("Text", str, bytes)

Test = Callable[[Any], bool]
"""Whether an input still has the outcome."""


def minimal(trial: Trial) -> Trial:
    """The trial with less in what is given; objects are cut down in place."""
    outcome = trial.outcome()

    def fails(given: Any) -> bool:
        return attrs.evolve(trial, given=given).outcome() == outcome

    if trial.is_object:
        cut_members(trial.given, fails)
        return trial
    return attrs.evolve(trial, given=cut_text(cut_as_value(trial.given, fails), fails))


def cut_as_value(text: Text, fails: Test) -> Text:
    """The text cut down member by member, if it can be read and written without losing the finding."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text

    def written(smaller: Any) -> Text:
        compact = json.dumps(smaller, ensure_ascii=isinstance(text, bytes), separators=(",", ":"))
        return compact if isinstance(text, str) else compact.encode()

    if not fails(written(value)):
        return text
    cut_members(value, lambda smaller: fails(written(smaller)))
    return written(value)


def cut_members(value: Any, fails: Test) -> None:
    """Take out whatever can be taken out, from the whole branches to the leaves, again and again."""
    tries, is_smaller = TRIES, True
    while is_smaller and tries > 0:
        is_smaller = False
        for container, place in _members(value):
            held = container.pop(place)
            tries -= 1
            if tries > 0 and fails(value):
                is_smaller = True
            else:
                _put_back(container, place, held)


def _members(value: Any) -> Iterator[tuple[Any, Any]]:
    for container in containers(value):
        for place in list(container) if isinstance(container, dict) else reversed(range(len(container))):
            yield container, place


def _put_back(container: Any, place: Any, held: Any) -> None:
    if isinstance(container, dict):
        container[place] = held
    else:
        container.insert(place, held)


def cut_text(text: Text, fails: Test) -> Text:
    tries, size = TRIES, len(text) // 2
    while size and tries > 0:
        at = 0
        while at < len(text) and tries > 0:
            tries -= 1
            if fails(text[:at] + text[at + size :]):
                text = text[:at] + text[at + size :]
            else:
                at += size
        size //= 2
    return text
