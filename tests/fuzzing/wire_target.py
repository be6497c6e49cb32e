"""Payloads of every vendor and form: read and written back as they were, on both paths, or refused."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from normalizer import PayloadError, codec
from normalizer.completion import FormName
from normalizer.express import exact_only
from normalizer.testing import a_chunk_comes_back, generators, laws, there_and_back, wire_is_exact_or_refuses
from normalizer.testing.drawn import drawn_chunk, drawn_payload, has_streams
from normalizer.vendors import vendor_named

from ..drawn import SPELLINGS
from .byte_dice import ByteDice
from .texts import headed, recorded

TEXT, DRAWN, SPOILT, CHUNK = range(4)
PATHS: tuple[Callable[[], AbstractContextManager[None]], ...] = (contextlib.nullcontext, exact_only)


def seeds() -> Iterator[bytes]:
    """Three throws say which vendor and form, what the rest is, and which path; the rest is JSON text, or more throws."""
    for number, text in enumerate(headed(0, recorded())):
        yield bytes((number % len(SPELLINGS), TEXT, number % 2)) + text
    for spelling in range(len(SPELLINGS)):
        for how in (DRAWN, SPOILT, CHUNK):
            yield bytes((spelling, how, 0)) + bytes(range(1, 250, 3))


def attempt(given: bytes) -> bool:
    dice = ByteDice(given)
    vendor, form = dice.choice(SPELLINGS)
    how, path = dice.randrange(4), dice.choice(PATHS)
    try:
        payload = payload_of(dice, how, vendor, form)
    except PayloadError:
        return False
    with path():
        if how == CHUNK and has_streams(vendor):
            a_chunk_comes_back(payload, vendor, form)
            return True
        return comes_back(payload, vendor, form)


def payload_of(dice: ByteDice, how: int, vendor: str, form: FormName) -> Any:
    known = vendor_named(vendor)
    if how == TEXT:
        return codec.decode(dice.rest())
    if how == SPOILT:
        return generators.spoilt(dice, known, known.form(form))
    return (
        drawn_chunk(vendor, form, dice) if how == CHUNK and has_streams(vendor) else drawn_payload(vendor, form, dice)
    )


def comes_back(payload: Any, vendor: str, form: FormName) -> bool:
    is_read = wire_is_exact_or_refuses(payload, vendor, form)
    if is_read:
        there_and_back(payload, vendor, form)
        laws.comes_back_on_a_second_look(payload, vendor, form)
    return is_read
