"""One choice of an answer, put together from its deltas: its message, log probabilities and finish reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..annotations import Annotation
from ..chunk import ChunkChoice, Delta
from ..completion import Choice, FinishReason, Message
from ..logprobs import Logprobs, TokenLogprob
from ..values import UNSET, JsonObject, Maybe
from .joined_parts import JoinedParts, Report
from .merging import Listed, Once, Unknown


class JoinedChoice:
    """One choice, from its deltas."""

    def __init__(self) -> None:
        self._index: Once[Any] = Once()
        self._role: Once[str] = Once()
        self._finish_reason: Once[FinishReason] = Once()
        self._parts = JoinedParts()
        self._annotations: Listed[Annotation] = Listed()
        self._logprobs = _JoinedLogprobs()
        self._extra, self._message_extra = Unknown(), Unknown()
        self._silent: dict[str, tuple[type, Any]] = {}
        self._message_silent: dict[str, tuple[type, Any]] = {}

    @property
    def has_finished(self) -> bool:
        return bool(self._finish_reason.value)

    def take(self, choice: ChunkChoice, chunk: int, part_keys: Mapping[str, type], report: Report) -> None:
        delta = choice.delta or Delta()
        if self._index.take(choice.index, chunk):
            report("index")
        if self._finish_reason.take(choice.finish_reason, chunk):
            report("finish_reason")
        if self._role.take(delta.role, chunk):
            report("delta", "role")
        self._parts.take(delta, chunk, report)
        self._annotations.take(delta.annotations)
        self._logprobs.take(choice.logprobs, chunk)
        types = {type(part) for part in delta.parts}
        self._extra.take(_less_silent(choice.extra, part_keys, types, self._silent), chunk)
        self._message_extra.take(_less_silent(delta.extra, part_keys, types, self._message_silent), chunk)

    def value(self) -> Choice:
        return Choice(
            index=self._index.value,
            message=Message(
                role=self._role.value,
                parts=self._parts.value(),
                annotations=self._annotations.value,
                extra=self._with_silent(self._message_extra.joined(role=self._role.changed), self._message_silent),
            ),
            finish_reason=self._finish_reason.value,
            logprobs=self._logprobs.value,
            extra=self._with_silent(
                self._extra.joined(index=self._index.changed, finish_reason=_words(self._finish_reason.changed)),
                self._silent,
            ),
        )

    def _with_silent(self, extra: JsonObject, silent: dict[str, tuple[type, Any]]) -> JsonObject:
        """A key that said nothing is kept where nothing of its kind was said later."""
        kept = {name: value for name, (cls, value) in silent.items() if cls not in self._parts.types}
        return {**extra, **kept} if kept else extra


class _JoinedLogprobs:
    def __init__(self) -> None:
        self._said: Maybe[Logprobs | None] = UNSET
        self._content: Listed[TokenLogprob] = Listed()
        self._refusal: Listed[TokenLogprob] = Listed()
        self._extra = Unknown()

    def take(self, logprobs: Maybe[Logprobs | None], chunk: int) -> None:
        self._said = logprobs if logprobs or self._said is UNSET else self._said
        if isinstance(logprobs, Logprobs):
            self._content.take(logprobs.content)
            self._refusal.take(logprobs.refusal)
            self._extra.take(logprobs.extra, chunk)

    @property
    def value(self) -> Maybe[Logprobs | None]:
        if not isinstance(self._said, Logprobs):
            return self._said
        return Logprobs(self._content.value, self._refusal.value, self._extra.joined())


def _less_silent(
    extra: JsonObject, part_keys: Mapping[str, type], types: set[type], silent: dict[str, tuple[type, Any]]
) -> JsonObject:
    """``extra`` without the keys that a part would stand under, and that are there and say nothing: those are noted."""
    if part_keys.keys().isdisjoint(extra):
        return extra
    noted = {
        name: (part_keys[name], value)
        for name, value in extra.items()
        if name in part_keys and part_keys[name] not in types and (value is None or value == [])
    }
    silent.update(noted)
    return {name: value for name, value in extra.items() if name not in noted}


def _words(changed: list[Any] | None) -> list[Any] | None:
    """The finish reasons in the vendor's own words."""
    return changed and [
        {**told, "value": told["value"].raw if isinstance(told["value"], FinishReason) else told["value"]}
        for told in changed
    ]
