"""Hypothesis strategies for everything a vendor says. What they find is made smaller: each throw of the dice is a draw."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as missing:
    needed = 'the strategies of normalizer.testing need its extra: pip install "completion-normalizer[testing]"'
    raise ModuleNotFoundError(needed, name=missing.name) from missing

from attrs import frozen

from ..completion import Completion, FormName
from ..vendors import vendor_named
from . import drawn, generators
from .any_json import json_value
from .dice import Dice

T = TypeVar("T")


@frozen
class _DrawnDice:
    """Dice that Hypothesis throws."""

    draw: st.DrawFn

    def choice(self, options: Sequence[T], /) -> T:
        return options[self.randrange(len(options))]

    def randrange(self, stop: int, /) -> int:
        return self.draw(_below(stop))


@functools.cache
def _below(stop: int) -> st.SearchStrategy[int]:
    """Kept, for making one costs more than drawing from it."""
    return st.integers(0, stop - 1)


@st.composite
def _made(draw: st.DrawFn, make: Callable[[Dice], T]) -> T:
    return make(_DrawnDice(draw))


def json_values(depth: int = 3) -> st.SearchStrategy[Any]:
    """Any JSON value, nested no deeper than that: empties, numbers at their limits, lone surrogates, keys that mean
    something elsewhere.
    """
    return _made(lambda dice: json_value(dice, depth))


def payloads(vendor: str, form: FormName = "wire") -> st.SearchStrategy[dict[str, Any]]:
    """Whole answers that the vendor's classes can hold in a form, as dicts: each declared key missing, null where it may
    be, or any value of its types; unknown keys at every level. Most do not conform to the vendor's schema.
    """
    known = vendor_named(vendor)
    return _made(lambda dice: generators.payload(dice, known, known.form(form)))


def spoilt_payloads(vendor: str, form: FormName = "wire") -> st.SearchStrategy[Any]:
    """What :func:`payloads` draws, with one value, somewhere, replaced by any other: read or refused."""
    known = vendor_named(vendor)
    return _made(lambda dice: generators.spoilt(dice, known, known.form(form)))


def chunk_payloads(vendor: str, form: FormName = "wire") -> st.SearchStrategy[dict[str, Any]]:
    """Single chunks of the vendor's streams, as :func:`payloads` draws whole answers."""
    return _made(lambda dice: drawn.drawn_chunk(vendor, form, dice))


def streams(vendor: str, form: FormName = "wire") -> st.SearchStrategy[bytes]:
    """Event streams of the vendor: an answer that :func:`payloads` draws, in deltas of any size, those of several choices
    between each other.
    """
    return _made(lambda dice: drawn.drawn_stream(vendor, form, dice))


def completions() -> st.SearchStrategy[Completion]:
    """Completions as an app might build them: every attribute of any value that its annotation allows, unknown keys
    everywhere, parts in any order, a source or none.
    """
    return _made(generators.completion)


def values_for(law: str, vendor: str, form: FormName = "wire") -> st.SearchStrategy[tuple[Any, ...]]:
    """What a law of :data:`LAWS` is about, for a vendor and form: ``LAWS[law].hold(vendor, form, *values)``."""
    return _made(lambda dice: drawn.LAWS[law].draw(vendor, form, dice))
