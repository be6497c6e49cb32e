"""What becomes of a field on the way from one vendor to another.

Strategy: the source says the Completion, as it would in a log; what it cannot say is no part of the way. What it said is
converted, and of the changes those count that are not there when the field is not set.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

import attrs
from attrs import frozen

import normalizer
from normalizer import Change, Completion, PayloadError, Source
from normalizer.diff import difference
from normalizer.vendor import Vendor
from normalizer.vendors import canonical, known_vendors

from .fields import Field, fields
from .probes import ANY_TEXT, probes

Fate: TypeAlias = Literal["carried", "respelled", "invented", "altered", "dropped"]
FATES: tuple[Fate, ...] = ("carried", "respelled", "invented", "altered", "dropped")
"""From the best to the worst."""

Verdict: TypeAlias = Literal["carried", "respelled", "in part", "invented", "altered", "dropped", "not there"]


@frozen(eq=False)
class Way:
    """A field between two vendors."""

    field: Field
    source: str
    target: str

    fates: Mapping[str, Fate]
    """What becomes of each value that the source can say, by its name; the worst where a name stands for several.
    A vendor's word is not there if it fares as any text does."""

    @property
    def verdict(self) -> Verdict:
        """All fates in one word; "in part" where some values are carried and others lost."""
        found = set(self.fates.values())
        if not found:
            return "not there"
        worst = _worst(*found)
        return "in part" if worst not in ("carried", "respelled") and "carried" in found else worst


def ways() -> list[list[Way]]:
    """All fields, each between all ordered pairs of vendors."""
    return [[way(field, *pair) for pair in pairs()] for field in fields()]


def pairs() -> list[tuple[Vendor, Vendor]]:
    return list(itertools.permutations(known_vendors().values(), 2))


def way(field: Field, source: Vendor, target: Vendor) -> Way:
    """Convert a field's values and look at what changed."""
    fates: dict[str, Fate] = {}
    unset: dict[str, tuple[Change, ...]] = {}
    for probe in probes(field, source, target):
        for setting in field.set_to(probe.value):
            payload = _payload(setting.completion, source)
            if payload is None or not _is_said(setting.completion, payload, field, source):
                continue
            if setting.holder not in unset:
                unset[setting.holder] = _changes(_payload(setting.unset, source), source, target)
            fate = _fate(_about(field, _changes(payload, source, target), unset[setting.holder]))
            name, any_text = probe.name + setting.holder, ANY_TEXT + setting.holder
            if not (probe.is_word and any_text in fates and fates[any_text] == fate):
                fates[name] = _worst(fate, fates[name]) if name in fates else fate
    return Way(field, source.name, target.name, fates)


def _payload(completion: Completion, source: Vendor) -> dict[str, Any] | None:
    """What the source sends to say a Completion; None where it has no payload that could."""
    own = completion if source is canonical.VENDOR else attrs.evolve(completion, source=Source(source.name))
    try:
        return normalizer.denormalize(own, lossy=True)
    except PayloadError:
        return None


def _is_said(completion: Completion, payload: dict[str, Any], field: Field, source: Vendor) -> bool:
    said = normalizer.normalize(payload, source.name)
    return not _about(field, difference(canonical.tree(completion), canonical.tree(said)))


def _changes(payload: dict[str, Any] | None, source: Vendor, target: Vendor) -> tuple[Change, ...]:
    return normalizer.convert(payload, target.name, source.name).changes if payload is not None else ()


def _about(field: Field, changes: Iterable[Change], without: Iterable[Change] = ()) -> list[Change]:
    """The changes that are the field's: all that are new, but for those about fields inside it."""
    return [change for change in changes if change not in without and not _is_deeper(change.pointer, field)]


def _is_deeper(pointer: str, field: Field) -> bool:
    """Whether a change is about a field inside of this one, which has a row of its own; an item of an array is not."""
    if not field.classes or not pointer.startswith(f"{field.pointer}/"):
        return False
    return not field.is_array or pointer.removeprefix(f"{field.pointer}/").count("/") > 0


def _fate(changes: list[Change]) -> Fate:
    return _worst("carried", *(change.kind for change in changes))


def _worst(*fates: Fate) -> Fate:
    return max(fates, key=FATES.index)
