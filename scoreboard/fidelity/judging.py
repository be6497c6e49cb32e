"""What an answer is worth: one function per rule, the same for everybody.

An outcome is one of a few JSON values: the four counts of a comparison; a word; ``{"refused": name of the exception}``;
``None`` where the peer does not offer what was asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from normalizer.values import same

from .counting import Path, at, leaves, tally
from .trials import Rule, Trial

Outcome = Any
GOOD: Final = {"read", "kept", "shows"}
"""The words of an outcome that could not be better. Where the question is whether an error body is refused, a refusal is."""

MILD: Final = {"refused", "kept elsewhere", "passed on", "moves more", "wrapped"}
"""The words of an outcome that is not right, but of which somebody can know, or out of which the value can be had."""


def judged(trial: Trial, answer: Mapping[str, Any], back: Mapping[str, Any]) -> Outcome:
    """The outcome of a trial.

    :param answer: what the peer's worker answered.
    :param back: what it answered when the same payload was to go there and back, for what an edit moved.
    """
    if "not_offered" in answer:
        return None
    if "refused" in answer:
        return {"refused": answer["refused"]}
    if "seen" in answer and trial.rule not in SEEN:
        return None
    return RULES[trial.rule](trial, answer, back)


def _read(_trial: Trial, _answer: Mapping[str, Any], _back: Mapping[str, Any]) -> Outcome:
    return {"word": "read"}


def _same(trial: Trial, answer: Mapping[str, Any], _back: Mapping[str, Any]) -> Outcome:
    return attrs.asdict(tally(trial.expected, answer["payload"]))


def _edit(trial: Trial, answer: Mapping[str, Any], back: Mapping[str, Any]) -> Outcome:
    """An edit shows where it was made, and what else moved is counted."""
    found = _value(answer["payload"], trial.path)
    if type(found) is bool or found != trial.expected:  # 987.0 shows an edit to 987: kinds are another row's question
        return {"word": "ignored"}
    before, after = (dict(leaves(payload)) for payload in (back["payload"], answer["payload"]))
    places = (before.keys() | after.keys()) - {trial.path}
    moved = sum(path not in before or path not in after or not same(before[path], after[path]) for path in places)
    return {"word": "shows" if not moved else "moves more", "moved": moved}


def _error(trial: Trial, answer: Mapping[str, Any], _back: Mapping[str, Any]) -> Outcome:
    """Nothing but a refusal is right; a body that is handed on untouched is at least no answer."""
    return {"word": "passed on" if "payload" in answer and same(answer["payload"], trial.given) else "an answer"}


def _reason(trial: Trial, answer: Mapping[str, Any], _back: Mapping[str, Any]) -> Outcome:
    if "seen" in answer:
        words = answer["seen"]["finish_reasons"]
        if trial.expected not in words and _is_beside(trial, answer):
            return {"word": "kept elsewhere"}
        return {"word": "kept"} if trial.expected in words else _otherwise(next((word for word in words if word), None))
    if _is_at(answer["payload"], trial.path, trial.expected):
        return {"word": "kept"}
    if json.dumps(trial.expected) in json.dumps(answer["payload"]):
        return {"word": "kept elsewhere"}
    return _otherwise(_value(answer["payload"], trial.path))


def _otherwise(found: Any) -> Outcome:
    return {"word": "renamed", "as": found} if found is not None else {"word": "lost"}


def _arguments(trial: Trial, answer: Mapping[str, Any], _back: Mapping[str, Any]) -> Outcome:
    found = answer["seen"]["arguments"][:1] if "seen" in answer else [_value(answer["payload"], trial.path)]
    if found == [trial.expected]:
        return {"word": "kept"}
    if _is_beside(trial, answer):
        return {"word": "kept elsewhere"}
    is_wrapped = bool(trial.expected) and trial.expected in _texts(found)
    return {"word": "wrapped"} if is_wrapped else {"word": "replaced", "as": json.dumps(found[0] if found else None)}


def _is_beside(trial: Trial, answer: Mapping[str, Any]) -> bool:
    """Whether an object that was only looked into keeps the value as it came, though not where it shows it."""
    return "seen" in answer and _is_at(answer["seen"]["beside"], trial.path, trial.expected)


def _texts(value: Any) -> list[Any]:
    """All leaves of a value, also of JSON that is a text in it."""
    found = [leaf for _, leaf in leaves(value)]
    return found + [inner for leaf in found if isinstance(leaf, str) and leaf[:1] == "{" for inner in _parsed(leaf)]


def _parsed(text: str) -> list[Any]:
    try:
        return [leaf for _, leaf in leaves(json.loads(text))]
    except ValueError:
        return []


def _null(trial: Trial, answer: Mapping[str, Any], _back: Mapping[str, Any]) -> Outcome:
    return {"word": "kept" if _is_at(answer["payload"], trial.path, None) else "lost"}


def _absent(trial: Trial, answer: Mapping[str, Any], _back: Mapping[str, Any]) -> Outcome:
    return {"word": "kept" if not _is_there(answer["payload"], trial.path) else "invented"}


def _choices(trial: Trial, answer: Mapping[str, Any], _back: Mapping[str, Any]) -> Outcome:
    """Each choice has its own text, by its index."""
    expected = [_text(choice) for choice in trial.expected["choices"]]
    if "seen" in answer:
        found = answer["seen"]["texts"]
    else:
        found = [_text(choice) for choice in answer["payload"].get("choices") or []]
    texts = [text for text in expected if text]
    if [text for text in found if text] == texts:
        return {"word": "kept"}
    return {"word": "mixed" if any(text and text not in texts for text in found) else "some missing"}


def _text(choice: Any) -> Any:
    return choice["text"] if "text" in choice else choice["message"].get("content")


def _value(payload: Any, path: Path) -> Any:
    return at(payload, path) if _is_there(payload, path) else None


def _is_there(payload: Any, path: Path) -> bool:
    try:
        at(payload, path)
    except LookupError:
        return False
    return True


def _is_at(payload: Any, path: Path, value: Any) -> bool:
    return _is_there(payload, path) and same(at(payload, path), value)


RULES: Final[dict[Rule, Callable[[Trial, Mapping[str, Any], Mapping[str, Any]], Outcome]]] = {
    "read": _read,
    "same": _same,
    "edit": _edit,
    "error": _error,
    "reason": _reason,
    "arguments": _arguments,
    "null": _null,
    "absent": _absent,
    "choices": _choices,
}
SEEN: Final[set[Rule]] = {"read", "error", "reason", "arguments", "choices"}
"""The rules that need no payload: the peer's object says enough."""
