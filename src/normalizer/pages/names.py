"""Names out of a log as a page may show them: harmless in every place, and hidden where that was asked for."""

from __future__ import annotations

import functools
from typing import Any, Final

from attrs import define, field, frozen

from ..findings import OTHERS, Place
from ..findings.redaction import ANY, HIDDEN
from ..logs.visible import one_line
from ..pointer import join, split
from ..shapes import EXTRA, classes_under, keys_of
from ..values import UNSET
from ..vendors import known_vendors, vendor_named


@frozen
class Shown:
    """A name as it is shown."""

    text: str

    is_ours: bool = False
    """Whether it is a word of the page, and no name."""


_OURS: Final[dict[Any, str]] = {OTHERS: "all later models", UNSET: "no model named", None: "null", "": "empty name"}


@define
class Names:
    """How the names of one page are shown."""

    hidden: bool = False
    _models: dict[Any, str] = field(factory=dict, init=False)
    _inputs: dict[str, str] = field(factory=dict, init=False)

    def model(self, name: Any) -> Shown:
        """Hidden ones are numbered, in the order in which they are asked for."""
        if name in _OURS:
            return Shown(_OURS[name], is_ours=True)
        if self.hidden:
            return Shown(self._models.setdefault(name, f"model {len(self._models) + 1}"))
        return Shown(one_line(name))

    def pointer(self, pointer: Any) -> Shown:
        """Of a hidden one, the keys that vendors or canonical JSON declare are shown."""
        if pointer is OTHERS:
            return Shown("all later places", is_ours=True)
        if not pointer:
            return Shown("the whole record", is_ours=True)
        if not self.hidden:
            return Shown(one_line(pointer))
        known = _declared()
        return Shown(join(token if token in known else HIDDEN for token in split(pointer)))

    def word(self, kind_and_word: Any) -> Shown:
        """A vendor's word for a finish reason; where it is hidden, the kind stands for it."""
        if kind_and_word is OTHERS:
            return Shown("all later words", is_ours=True)
        _, word = kind_and_word
        if not word:
            return Shown("empty word", is_ours=True)
        return Shown("hidden", is_ours=True) if self.hidden else Shown(one_line(word))

    def source(self, name: str) -> Shown:
        """Hidden ones are numbered as hidden models are."""
        if self.hidden:
            return Shown(self._inputs.setdefault(name, f"input {len(self._inputs) + 1}"), is_ours=True)
        return Shown("stdin", is_ours=True) if name == "-" else Shown(one_line(name))

    def place(self, place: Place) -> Shown:
        name = self.source(place.source)
        return Shown(f"{name.text}, line {place.line:,}" if name.is_ours else f"{name.text}:{place.line}", name.is_ours)


@functools.cache
def _declared() -> frozenset[str]:
    """Every key that a vendor's class declares, however it is spelled, and what a pointer of ours adds."""
    vendors = [vendor_named(name) for name in known_vendors()]
    return frozenset(
        [
            *(
                form.spell(each.name)
                for vendor in vendors
                for form in vendor.forms.values()
                for each in _keys(vendor.shape)
            ),
            EXTRA,
            ANY,
        ]
    )


def _keys(shape: type) -> list[Any]:
    return [each for cls in classes_under(shape) for each in keys_of(cls)]
