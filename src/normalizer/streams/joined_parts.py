"""The parts of a message, put together from what the deltas of a stream add to each of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Final

from ..chunk import CallDelta, Delta, DeltaPart, ToolCallDelta
from ..errors import PayloadError
from ..frozen import FrozenDict
from ..left_over import with_left_over
from ..parts import Audio, FunctionCall, Part, Refusal, Text, ToolCall
from ..report import Problem
from ..values import UNSET, JsonObject, Maybe, same
from . import merging
from .merging import Once, Pieces, Unknown

Report = Callable[..., None]
"""Tells that a value does not go with those before: called with the path from the part down."""


class _Text:
    def __init__(self, cls: type[Text | Refusal], name: str) -> None:
        self._cls, self._name = cls, name
        self._text = merging.Text()
        self._extra = Unknown()

    def take(self, part: Any, chunk: int, _report: Report) -> None:
        self._text.take(getattr(part, self._name))
        self._extra.take(part.extra, chunk)

    def part(self, _place: int) -> Part:
        return self._cls(self._text.value, extra=self._extra.joined())


class _Call:
    """A name and arguments: a function call, or what a tool call calls. Its value is UNSET or null until it says more."""

    def __init__(self) -> None:
        self._said: Maybe[None] | CallDelta = UNSET
        self._name: Once[str] = Once()
        self._arguments = Pieces()
        self._extra = Unknown()

    def take(self, call: Maybe[Any], chunk: int, report: Report, *path: str) -> None:
        if call is UNSET or call is None:
            self._said = call if self._said is UNSET else self._said
            return
        self._said = CallDelta()
        if self._name.take(call.name, chunk):
            report(*path, "name")
        if self._arguments.take(call.arguments, chunk):
            report(*path, "arguments")
        self._extra.take(call.extra, chunk)

    @property
    def value(self) -> Maybe[CallDelta | None]:
        if not isinstance(self._said, CallDelta):
            return self._said
        extra = self._extra.joined(name=self._name.changed, arguments=self._arguments.changed)
        return CallDelta(self._name.value, self._arguments.value, extra)


class _FunctionCall:
    def __init__(self) -> None:
        self._call = _Call()

    def take(self, part: FunctionCall, chunk: int, report: Report) -> None:
        self._call.take(part, chunk, report)

    def part(self, _place: int) -> Part:
        call: Any = self._call.value
        return FunctionCall(call.name, call.arguments, call.extra)


class _ToolCall:
    def __init__(self) -> None:
        self.index: Maybe[Any] = UNSET
        self.id: Once[str] = Once()
        self._kind: Once[str] = Once()
        self._calls = {"function": _Call(), "custom": _Call()}
        self._extra = Unknown()

    def take(self, part: ToolCallDelta, chunk: int, report: Report) -> None:
        self.index = part.index
        for name, once, value in (("id", self.id, part.id), ("kind", self._kind, part.kind)):
            if once.take(value, chunk):
                report(name)
        for name, call in self._calls.items():
            call.take(getattr(part, name), chunk, report, name)
        self._extra.take(part.extra, chunk)

    def part(self, place: int) -> Part:
        """Its index stays in ``extra`` where it is not the call's place among the calls, which says the same."""
        function, custom = self._calls["function"].value, self._calls["custom"].value
        is_custom = isinstance(custom, CallDelta) and (
            self._kind.value == "custom" or not isinstance(function, CallDelta)
        )
        name, inner = ("custom", custom) if is_custom else ("function", function)
        other_name, other = ("function", function) if is_custom else ("custom", custom)
        extra = self._extra.joined(id=self.id.changed, kind=self._kind.changed)
        extra = _with(extra, other_name, _as_json(other))
        extra = _with(extra, "index", UNSET if same(self.index, place) else self.index)
        said = inner if isinstance(inner, CallDelta) else CallDelta()
        return ToolCall(
            kind=self._kind.value,
            id=self.id.value,
            name=said.name,
            arguments=said.arguments,
            extra=with_left_over(extra, name, inner, said.name, said.arguments),
        )


class _Audio:
    """The sound and its transcript come in pieces, the rest is said once."""

    def __init__(self) -> None:
        self._keys: dict[str, Any] = {"id": Once(), "data": Pieces(), "expires_at": Once(), "transcript": Pieces()}
        self._extra = Unknown()

    def take(self, part: Audio, chunk: int, report: Report) -> None:
        for name, value in self._keys.items():
            if value.take(getattr(part, name), chunk):
                report(name)
        self._extra.take(part.extra, chunk)

    def part(self, _place: int) -> Part:
        extra = self._extra.joined(**{name: value.changed for name, value in self._keys.items()})
        return Audio(**{name: value.value for name, value in self._keys.items()}, extra=extra)


_JOINED: Final[dict[type, Callable[[], Any]]] = {
    Text: lambda: _Text(Text, "text"),
    Refusal: lambda: _Text(Refusal, "refusal"),
    ToolCallDelta: _ToolCall,
    FunctionCall: _FunctionCall,
    Audio: _Audio,
}
"""In the order in which messages have them, where nothing else is said."""

_RANKS: Final = {cls: number for number, cls in enumerate(_JOINED)}


def rank_of(part: DeltaPart) -> int:
    """The place of its type among those of a message, where nothing else is said."""
    return _RANKS[type(part)]


class JoinedParts:
    """All parts of one message: those with a position by position, the others by type, tool calls by index."""

    def __init__(self) -> None:
        self._parts: dict[tuple[float, ...], Any] = {}
        self._latest: dict[tuple[Any, int], int] = {}
        self.types: set[type] = set()

    def take(self, delta: Delta, chunk: int, report: Report) -> None:
        times: dict[Any, int] = {}
        positions = delta.positions if isinstance(delta.positions, tuple) else None
        if positions is not None and len(positions) != len(delta.parts):
            raise PayloadError((Problem("", "expected a position for each part of a delta, more or fewer came"),))
        for number, part in enumerate(delta.parts):
            told = functools.partial(report, "delta", "parts", number)
            key: tuple[float, ...] = (_LAST, _RANKS[type(part)])
            if positions is not None:
                key = (positions[number], _RANKS[type(part)])
            elif isinstance(part, ToolCallDelta):
                key = (*key, *self._key_of(part, times, told))
            if key not in self._parts:
                self._parts[key] = _JOINED[type(part)]()
                self.types.add(type(part))
            self._parts[key].take(part, chunk, told)

    def _key_of(self, part: ToolCallDelta, times: dict[Any, int], report: Report) -> tuple[float, ...]:
        """Which call a delta continues: that of its index, unless it names another id than that one has.

        Of calls without an index, those that come in one delta are several.
        """
        index: Any = part.index
        has_index = isinstance(index, (int, float))
        time = 0 if has_index else times.get(index, 0)
        times[index] = time + 1
        run = self._latest.get((index, time), 0)
        key = (index if has_index else _LAST, run, time, index is None)
        known = self._parts.get((_LAST, _RANKS[ToolCallDelta], *key))
        if known is None or not part.id or not known.id.value or part.id == known.id.value:
            return key
        report("id")
        self._latest[index, time] = run + 1
        return (key[0], run + 1, time, index is None)

    def value(self) -> tuple[Part, ...]:
        return tuple(self._built())

    def _built(self) -> Iterator[Part]:
        calls = 0
        for part in (self._parts[key] for key in sorted(self._parts)):
            yield part.part(calls)
            calls += isinstance(part, _ToolCall)


_LAST: Final = float("inf")


def _with(extra: JsonObject, name: str, value: Any) -> JsonObject:
    return extra if value is UNSET else FrozenDict({**extra, name: value})


def _as_json(call: Maybe[CallDelta | None]) -> Any:
    """What a call that is not the one called said, in the words of canonical JSON."""
    if not isinstance(call, CallDelta):
        return call
    said = {"name": call.name, "arguments": call.arguments}
    return {**call.extra, **{name: value for name, value in said.items() if value is not UNSET}}
