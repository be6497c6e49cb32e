"""How the values that a key has in several chunks become one value. Nothing vanishes: a value that changes is kept as the
list of all it was, with the number of the chunk at which each came and how many times in a row.

Everything here takes values one after the other, in time and memory that do not grow with what came before.
"""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

from ..frozen import FrozenDict
from ..texts import fused
from ..values import JSON, UNSET, JsonObject, Maybe, same

T = TypeVar("T")


class Run:
    """A value, the chunk it came in first, and how many times it came in a row."""

    __slots__ = ("chunk", "times", "value")

    def __init__(self, chunk: int, value: Any) -> None:
        self.chunk, self.value, self.times = chunk, value, 1

    def told(self) -> dict[str, JSON]:
        return {"chunk": self.chunk, "times": self.times, "value": self.value}


class Once(Generic[T]):
    """A key that is said once, or repeated. The last value wins; null and an empty text never win over a value."""

    __slots__ = ("_runs", "value")

    def __init__(self) -> None:
        self.value: Maybe[T | None] = UNSET
        self._runs: list[Run] = []

    def take(self, value: Maybe[T | None], chunk: int) -> bool:
        """Take the next value; whether it is another than the one before."""
        if value is UNSET:
            return False
        weight = _weight(value)
        if weight < _weight(self.value):
            return False
        if weight > _weight(self.value):
            self._runs = []
        if self._runs and same(self._runs[-1].value, value):
            self._runs[-1].times += 1
            return False
        self._runs.append(Run(chunk, value))
        self.value = value
        return len(self._runs) > 1

    @property
    def changed(self) -> list[JSON] | None:
        """All values it had, where it had several."""
        return self.told() if len(self._runs) > 1 else None

    def told(self) -> list[JSON]:
        return [run.told() for run in self._runs]


def _weight(value: object) -> int:
    """How much a value says: absence less than null, null less than an empty text, which says less than all others."""
    return 0 if value is UNSET else 1 if value is None else 2 if value == "" else 3


class Unknown:
    """The keys of a node that no class declares: each once where it is always the same, else as all values it had."""

    __slots__ = ("_runs",)

    def __init__(self) -> None:
        self._runs: dict[str, list[Run]] = {}

    def take(self, extra: JsonObject, chunk: int) -> None:
        for name, value in extra.items():
            runs = self._runs.setdefault(name, [])
            if runs and same(runs[-1].value, value):
                runs[-1].times += 1
            else:
                runs.append(Run(chunk, value))

    def joined(self, **changed: list[JSON] | None) -> JsonObject:
        """``extra``, with the values of declared keys that changed."""
        kept = {name: value for name, value in changed.items() if value is not None}
        unknown = {
            name: runs[0].value if len(runs) == 1 else [run.told() for run in runs] for name, runs in self._runs.items()
        }
        return FrozenDict({**kept, **unknown}) if kept or unknown else _NOTHING


_NOTHING: JsonObject = FrozenDict()


class Listed(Generic[T]):
    """An array that grows; null adds nothing."""

    __slots__ = ("_items",)

    def __init__(self) -> None:
        self._items: Maybe[list[T] | None] = UNSET

    def take(self, items: Maybe[tuple[T, ...] | None]) -> None:
        if isinstance(items, tuple):
            if not self._items:
                self._items = []
            self._items.extend(items)
        elif self._items is UNSET:
            self._items = items

    @property
    def value(self) -> Maybe[tuple[T, ...] | None]:
        return tuple(self._items) if isinstance(self._items, list) else self._items


class Text:
    """A text that comes in pieces. Many together become one now and then: as objects of their own, pieces of a few
    characters weigh many times what they say.
    """

    __slots__ = ("_blocks", "_pieces", "count")

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._pieces: list[str] = []
        self.count = 0

    def take(self, piece: str) -> None:
        self._pieces.append(piece)
        self.count += 1
        if len(self._pieces) == _BLOCK:
            self._blocks.append("".join(self._pieces))
            self._pieces.clear()

    @property
    def value(self) -> str:
        """The whole; a character of which the halves came in two pieces is one, as JSON would make it."""
        text = "".join(self._blocks + self._pieces)
        return text if self.count == 1 or text.isascii() else fused(text)


_BLOCK: Final = 256


class Pieces:
    """As :class:`Text`; null adds nothing. What is no text (arguments logged as an object) is said once."""

    __slots__ = ("_other", "_text")

    def __init__(self) -> None:
        self._text = Text()
        self._other: Once[Any] = Once()

    def take(self, piece: Maybe[Any], chunk: int) -> bool:
        """Take the next piece; whether it does not go with the ones before."""
        if isinstance(piece, str):
            self._text.take(piece)
            return self._is_mixed
        return self._other.take(piece, chunk) or self._is_mixed

    @property
    def value(self) -> Maybe[Any]:
        return self._text.value if self._text.count else self._other.value

    @property
    def changed(self) -> list[JSON] | None:
        """All that was no text, where there were several of it, or a text as well."""
        return self._other.told() if self._is_mixed else self._other.changed

    @property
    def _is_mixed(self) -> bool:
        return bool(self._text.count) and isinstance(self._other.value, dict)
