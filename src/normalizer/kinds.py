"""What a payload is before anyone knows whose: a completion, in an envelope or not, or something else."""

from __future__ import annotations

from typing import Any, Final

from .errors import NotACompletionError, PayloadError
from .report import Problem
from .values import UNSET, JsonObject, kind_of
from .vendors import answer_keys

ENVELOPE: Final = "data"
CHOICES: Final = "choices"
DELTA: Final = "delta"
_CHUNK: Final = "chat.completion.chunk"
A_CHUNK: Final = "a chunk of a stream"


def opened(payload: object) -> tuple[dict[str, Any], bool]:
    """The payload, and whether it lay in an SDK's stream event.

    :raises NotACompletionError: it is no object, an empty one, an error body, a chunk.
    :raises PayloadError: it has no array of choices, or some are no objects.
    """
    if not isinstance(payload, dict):
        raise NotACompletionError(f"{kind_of(payload)}, not an object")
    is_enveloped = payload.keys() == {ENVELOPE}
    body = payload[ENVELOPE] if is_enveloped else payload
    if not body or not isinstance(body, dict):
        raise NotACompletionError(
            "a stream event without data" if is_enveloped else "an empty body, an object without keys"
        )
    if is_error(body):
        raise NotACompletionError("an error body")
    _check_choices(body.get(CHOICES, UNSET))
    if any(_is_chunk(choice) for choice in body[CHOICES]):
        raise NotACompletionError(A_CHUNK)
    return body, is_enveloped


def opened_chunk(payload: object) -> tuple[dict[str, Any], bool]:
    """As :func:`opened`, for a payload of a stream. An event without data (``{}``, ``{"data": null}``) gives an empty body,
    an error body is given as it is.

    :raises PayloadError: it is no object, or has no array of choices, or some are no objects.
    """
    if not isinstance(payload, dict):
        raise PayloadError((Problem("", f"expected an object, {kind_of(payload)} came"),))
    is_enveloped = payload.keys() == {ENVELOPE} and isinstance(payload[ENVELOPE], (dict, type(None)))
    body = payload[ENVELOPE] or {} if is_enveloped else payload
    if body and not is_error(body):
        _check_choices(body.get(CHOICES, UNSET))
    return body, is_enveloped


def is_error(body: JsonObject) -> bool:
    """Whether a body answers nothing and says why."""
    return CHOICES not in body and body.get("error") is not None


def _check_choices(choices: object) -> None:
    if not isinstance(choices, list):
        raise PayloadError((Problem(f"/{CHOICES}", f"expected an array, {kind_of(choices)} came"),))
    problems = tuple(
        Problem(f"/{CHOICES}/{index}", f"expected an object, {kind_of(choice)} came")
        for index, choice in enumerate(choices)
        if not isinstance(choice, dict)
    )
    if problems:
        raise PayloadError(problems)


def leave_out_deltas(payload: dict[str, Any]) -> None:
    """Take the unknown ``delta`` out of choices that an edit left without an answer: they would be read as chunks."""
    for choice in payload[CHOICES]:
        if _is_chunk(choice):
            del choice[DELTA]


def _is_chunk(choice: JsonObject) -> bool:
    return DELTA in choice and answer_keys().isdisjoint(choice)


def refuse_empty_chunk(body: JsonObject) -> None:
    """A payload without choices is one of the last chunks of a stream where its ``object`` says so.

    :raises NotACompletionError: it is.
    """
    if not body[CHOICES] and body.get("object") == _CHUNK:
        raise NotACompletionError(A_CHUNK)
