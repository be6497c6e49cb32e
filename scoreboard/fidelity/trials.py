"""What every peer is asked, and what would be right.

Each trial is one request to a peer's worker, and belongs to a row of the board. What a right answer is, the row's rule says
(`judging.py`): mostly, that a payload comes back as it was.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from .corpus import VENDORS, cases, streams
from .counting import Path, at

Rule: TypeAlias = Literal["read", "same", "edit", "error", "reason", "arguments", "null", "absent", "choices"]


@frozen
class Row:
    """A row of the board: trials that ask one question."""

    name: str
    rule: Rule
    question: str

    explained: str = ""
    """Why this library does not have 0/0/0 here, where it has not."""


ROWS: Final = {
    "read": Row("read at all", "read", "Is the response read, or refused?"),
    "back": Row("there and back", "same", "Read, written for the same vendor: is it the same JSON?"),
    "across": Row(
        "the other vendor and back",
        "same",
        "Said as the other vendor's response, then that as this one's, nothing kept beside it: what is left?",
        "what the other vendor has no place for is not there, and nobody could bring it back; each of these losses was named "
        "in the change report when it happened",
    ),
    "with_report": Row(
        "the same, with the report", "same", "As before, but what the peer told of changes is kept beside it."
    ),
    "through_anthropic": Row(
        "Anthropic Messages and back",
        "same",
        "Said as a response of Anthropic's, then that as this vendor's.",
        "it does not speak Anthropic's Messages",
    ),
    "join": Row("streams joined", "same", "The stream of a response put together: is it the response?"),
    "choices": Row("streams of several choices", "choices", "Does each choice have its own text, or do they mix?"),
    "edit text": Row(
        "edit the text", "edit", "The first choice's text is changed in the peer's object: does the edit show?"
    ),
    "edit output_tokens": Row("edit the output tokens", "edit", "The same, of the output token count."),
    "edit finish_reason": Row("edit the finish reason", "edit", "The same, of the first choice's finish reason."),
    "null": Row("null stays null", "null", "Is a key whose value is null still there, and null?"),
    "absent": Row("absent stays absent", "absent", "Is a key that was not there still not there?"),
    "error": Row("error bodies", "error", "Is an error body, or an empty one, refused, or made an answer of?"),
    "reason": Row("unknown finish reasons", "reason", "Is a finish reason that no schema names kept?"),
    "arguments": Row("broken tool arguments", "arguments", "Are arguments that are no JSON kept as they came?"),
}

EDITS: Final[dict[str, tuple[Any, dict[str, Path]]]] = {
    "text": ("An edited text.", {"orq": ("choices", 0, "text"), "opper": ("choices", 0, "message", "content")}),
    "output_tokens": (987, dict.fromkeys(VENDORS, ("usage", "completion_tokens"))),
    "finish_reason": ("length", dict.fromkeys(VENDORS, ("choices", 0, "finish_reason"))),
}
NULLABLE: Final[dict[str, tuple[Path, ...]]] = {
    "orq": (
        ("system_fingerprint",),
        ("usage",),
        ("usage", "prompt_tokens_details"),
        ("usage", "completion_tokens_details"),
        ("choices", 0, "logprobs"),
        ("provider",),
    ),
    "opper": (
        ("system_fingerprint",),
        ("service_tier",),
        ("usage",),
        ("usage", "prompt_tokens_details"),
        ("usage", "completion_tokens_details"),
        ("choices", 0, "logprobs"),
        ("choices", 0, "message", "refusal"),
        ("choices", 0, "message", "annotations"),
        ("choices", 0, "message", "audio"),
        ("choices", 0, "message", "tool_calls"),
        ("choices", 0, "message", "function_call"),
        ("choices", 0, "message", "reasoning_content"),
        ("provider",),
    ),
}
ERRORS: Final[dict[str, Any]] = {
    "an error object": {"error": {"message": "no capacity", "type": "server_error", "code": 503}},
    "an error text": {"error": "overloaded"},
    "an empty body": {},
}
REASONS: Final = ("pause_turn", "model_length", "insufficient_system_resource", "guardrail_intervened", "error", "eos")
ARGUMENTS: Final = {"cut off": '{"city": "Gent", "nig', "nothing yet": "", "words": "look it up"}
CALLS: Final[Path] = ("choices", 0, "message", "tool_calls", 0, "function", "arguments")


@frozen
class Trial:
    """One request to a peer."""

    vendor: str
    row: str
    case: str
    verb: str

    given: Any
    """The payload, or the text of a stream."""

    expected: Any = None
    """What the answer is held to: a payload, a text, a number of a count."""

    path: Path = ()
    """The place in the payload that it is about."""

    @property
    def name(self) -> str:
        return f"{self.vendor}/{self.row}/{self.case}"

    @property
    def unedited(self) -> str:
        """The name of the trial in which the same case goes there and back, of an edit; else its own."""
        return f"{self.vendor}/back/{self.case}" if self.verb == "edit" else self.name

    @property
    def rule(self) -> Rule:
        return ROWS[self.row].rule

    def request(self, peer: str) -> dict[str, Any]:
        """What the peer's worker is sent."""
        asked = {"peer": peer, "verb": self.verb, "vendor": self.vendor}
        asked["stream" if self.verb == "join" else "payload"] = self.given
        if self.verb == "edit":
            asked |= {"field": self.row.removeprefix("edit "), "value": self.expected}
        return asked


def trials() -> list[Trial]:
    """All of them, in the order of the rows."""
    made = [trial for vendor in VENDORS for trial in _of(vendor)]
    return sorted(made, key=lambda trial: (VENDORS.index(trial.vendor), list(ROWS).index(trial.row)))


def _of(vendor: str) -> Iterator[Trial]:
    for case, payload in cases(vendor).items():
        yield Trial(vendor, "read", case, "back", payload)
        for verb in ("back", "across", "with_report", *(["through_anthropic"] if vendor == "opper" else [])):
            yield Trial(vendor, verb, case, verb, payload, payload)
        yield from _edits(vendor, case, payload)
    for case, stream in streams(vendor).items():
        whole = cases(vendor)[case]
        yield Trial(vendor, "join", case, "join", stream, whole)
        if len(whole["choices"]) > 1:
            yield Trial(vendor, "choices", case, "join", stream, whole)
    yield from _absences(vendor)
    yield from (Trial(vendor, "error", name, "back", body) for name, body in ERRORS.items())
    plain = cases(vendor)["text"]
    reason: Path = ("choices", 0, "finish_reason")
    for word in REASONS:
        yield Trial(vendor, "reason", word, "back", with_value(plain, reason, word), word, reason)
    if vendor == "opper":
        called = with_value(cases(vendor)["tool-calls"], CALLS[:4], at(cases(vendor)["tool-calls"], CALLS[:4])[:1])
        for name, text in ARGUMENTS.items():
            yield Trial(vendor, "arguments", name, "back", with_value(called, CALLS, text), text, CALLS)


def _edits(vendor: str, case: str, payload: Any) -> Iterator[Trial]:
    """Where there is a value of the edit's own kind, so that nothing has to be added for it."""
    for field, (value, paths) in EDITS.items():
        try:
            there = at(payload, paths[vendor])
        except LookupError:
            continue
        if type(there) is type(value) and there not in ("", value):
            yield Trial(vendor, f"edit {field}", case, "edit", payload, value, paths[vendor])


def _absences(vendor: str) -> Iterator[Trial]:
    for path in NULLABLE[vendor]:
        name, plain = "/".join(map(str, path)), cases(vendor)["text"]
        yield Trial(vendor, "null", name, "back", with_value(plain, path, None), path=path)
        yield Trial(vendor, "absent", name, "back", without(plain, path), path=path)


def with_value(payload: Any, path: Path, value: Any) -> Any:
    """A copy with one value more or another."""
    changed = copy.deepcopy(payload)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def without(payload: Any, path: Path) -> Any:
    """A copy in which a key is not there."""
    changed = copy.deepcopy(payload)
    at(changed, path[:-1]).pop(path[-1], None)
    return changed
