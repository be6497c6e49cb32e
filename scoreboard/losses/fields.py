"""The fields of the canonical tree, and Completions in which one of them is set.

Strategy: the fields are what the canonical classes declare, followed from the Completion down, so a new attribute is a
new field by itself. What holds a field has nothing else in it but what its class cannot be without.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen

from normalizer.completion import Completion, Source
from normalizer.parts import PART_TYPES
from normalizer.pointer import join
from normalizer.shapes import EXTRA, Key, has_extra, keys_of

PLAIN_TEXT = "Hello"


@frozen
class Setting:
    """A field that is set."""

    completion: Completion
    unset: Completion
    """The same without the field."""

    holder: str = ""
    """What else its holder cannot be without, where that can be several things."""


@frozen(eq=False)
class Field:
    """One attribute of a canonical class, at one place in the tree."""

    above: tuple[Field, ...]
    """The fields that lead to the class."""

    cls: type
    name: str

    key: Key | None
    """What it may hold; None for ``extra``."""

    def __str__(self) -> str:
        """``choices[].message.parts[tool_call].name``"""
        steps = itertools.pairwise((*self.above, self))
        return ".".join([*(upper.name + upper.brackets(lower.cls) for upper, lower in steps), self.name])

    def brackets(self, cls: type) -> str:
        """Of an array, which of its items is meant: those of a class, where there are several."""
        if not self.is_array:
            return ""
        return next((f"[{name}]" for name, part in PART_TYPES.items() if part is cls), "[]")

    @property
    def pointer(self) -> str:
        """Where it stands in the Completions that are made for it."""
        steps: list[str | int] = []
        for field in self.above:
            steps += [field.name, 0] if field.is_array else [field.name]
        return join([*steps, self.name])

    @property
    def is_array(self) -> bool:
        return self.key is not None and self.key.items is not None

    @property
    def classes(self) -> tuple[type, ...]:
        """The classes of the objects in it."""
        return (self.key.items or self.key).classes if self.key is not None else ()

    @property
    def is_required(self) -> bool:
        """Whether an object of the class cannot be without it."""
        return attrs.fields_dict(self.cls)[self.name].default is attrs.NOTHING

    def set_to(self, value: Any) -> Iterator[Setting]:
        """Completions in which this field alone is set."""
        rests = list(required_values(self.cls, self.name))
        for rest in rests:
            unset = self._without_holder() if self.is_required else self._around(self.cls(**rest))
            holder = f" in {', '.join(rest.values())}" if len(rests) > 1 else ""
            yield Setting(self._around(self.cls(**{**rest, self.name: value})), unset, holder)

    def _around(self, holder: Any) -> Completion:
        held = holder
        for field in reversed(self.above):
            rest = next(required_values(field.cls, field.name))
            held = field.cls(**{**rest, field.name: (held,) if field.is_array else held})
        return held  # type: ignore[no-any-return]  # the uppermost field's class is the Completion

    def _without_holder(self) -> Completion:
        upper = self.above[-1]
        return upper._around(upper.cls(**next(required_values(upper.cls, upper.name))))  # noqa: SLF001  # its own class


def required_values(cls: type, but: str = "") -> Iterator[dict[str, Any]]:
    """What a class cannot be without, but for one attribute of it: of words, each in turn."""
    attributes = attrs.fields_dict(cls)
    values = [
        [(key.name, value) for value in sorted(key.words) or [PLAIN_TEXT]]
        for key in keys_of(cls)
        if attributes[key.name].default is attrs.NOTHING and key.name != but
    ]
    yield from (dict(chosen) for chosen in itertools.product(*values))


def fields(cls: type = Completion, above: tuple[Field, ...] = ()) -> Iterator[Field]:
    """All fields at and below a class, an object's own before those inside it. A ``source`` is no part of the tree."""
    keys = [key for key in keys_of(cls) if Source not in key.classes]
    own = [Field(above, cls, key.name, key) for key in keys]
    yield from own
    if has_extra(cls):
        yield Field(above, cls, EXTRA, None)
    for field in own:
        for inner in field.classes:
            yield from fields(inner, (*above, field))
