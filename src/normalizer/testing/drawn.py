"""The laws over random values: which values each law is about, and how it is held for them.

Strategy: drawing and holding are two functions, so that whoever draws can show, save or shrink what was drawn. The laws
that read a payload are also held with the note "as it was read" taken off, for a Completion that carries it is written
back without a second look, which would hide a mapping that forgets something.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import attrs
from attrs import frozen

from ..completion import Completion, FormName, Source
from ..errors import NormalizerError, PayloadError
from ..reading import normalize
from ..streams.splitting import split
from ..streams.writing import write_stream
from ..vendors import canonical, known_vendors, vendor_named
from . import generators, laws, stream_laws
from .any_json import json_value
from .dice import Dice, several
from .edits import edits_of
from .either_path import read
from .judging import held, require


@frozen
class Law:
    """A law, as :data:`LAWS` has it."""

    draw: Callable[[str, FormName, Dice], tuple[Any, ...]]
    """The values it is about: ``(vendor, form, dice) -> values``."""

    hold: Callable[..., None]
    """``(vendor, form, *values)``; raises :class:`BrokenLawError` where the law does not hold for the values."""

    needs_streams: bool = False


def spellings() -> list[tuple[str, FormName]]:
    """All vendors with each of their forms."""
    return [(vendor.name, form) for vendor in known_vendors().values() for form in vendor.forms]  # type: ignore[misc]  # the keys of forms are form names


def drawn_payload(vendor: str, form: FormName, dice: Dice) -> dict[str, Any]:
    return generators.payload(dice, vendor_named(vendor), vendor_named(vendor).form(form))


def drawn_chunk(vendor: str, form: FormName, dice: Dice) -> dict[str, Any]:
    return generators.chunk_payload(dice, vendor_named(vendor), vendor_named(vendor).form(form))


def drawn_stream(vendor: str, form: FormName, dice: Dice) -> bytes:
    """An answer of the vendor as the stream it would send, the deltas of its choices in any order."""
    completion = normalize(drawn_payload(vendor, form, dice), vendor, form)
    chunks = split(completion, dice.choice([None, 1, 3]))
    return write_stream(stream_laws.interleaved(chunks, dice), vendor, form, lossy=True)


def any_spelling(dice: Dice, *, with_streams: bool = False) -> tuple[str, FormName]:
    """One of :func:`spellings`."""
    return dice.choice([one for one in spellings() if not with_streams or has_streams(one[0])])


def has_streams(vendor: str) -> bool:
    return vendor_named(vendor).chunks is not None


def source_of(completion: Completion, vendor: str) -> Source:
    """Canonical JSON may name any source; it itself came as canonical JSON."""
    return completion.source if completion.source and completion.source.vendor == vendor else Source(vendor)


def _wire_values(vendor: str, form: FormName, dice: Dice) -> tuple[Any, ...]:
    known = vendor_named(vendor)
    return drawn_payload(vendor, form, dice), generators.spoilt(dice, known, known.form(form)), json_value(dice)


def _wire(vendor: str, form: FormName, payload: Any, spoilt: Any, anything: Any) -> None:
    with held(laws.WIRE, vendor, form):
        is_read = laws.wire_is_exact_or_refuses(payload, vendor, form)
        require(is_read, "a payload of the vendor's own shape is refused")
    laws.wire_is_exact_or_refuses(spoilt, vendor, form)
    laws.wire_is_exact_or_refuses(anything, vendor, form)


def _payload_values(vendor: str, form: FormName, dice: Dice) -> tuple[Any, ...]:
    return (drawn_payload(vendor, form, dice),)


def _there_and_back(vendor: str, form: FormName, payload: Any) -> None:
    laws.there_and_back(payload, vendor, form)
    laws.comes_back_on_a_second_look(payload, vendor, form)
    with contextlib.suppress(NormalizerError):  # a vendor that is not certain is refused
        laws.there_and_back(payload, None, None)


def _completion_values(_vendor: str, _form: FormName, dice: Dice) -> tuple[Any, ...]:
    return (generators.completion(dice),)


def _whole_or_reported(vendor: str, form: FormName, completion: Completion) -> None:
    laws.whole_or_reported(completion, vendor, form)


def _payload_and_target(vendor: str, form: FormName, dice: Dice) -> tuple[Any, ...]:
    return drawn_payload(vendor, form, dice), *any_spelling(dice)


def _whole_or_reported_of_a_payload(vendor: str, form: FormName, payload: Any, to: str, to_form: FormName) -> None:
    laws.whole_or_reported(attrs.evolve(read(payload, vendor, form)), to, to_form)
    laws.whole_or_reported(read(payload, vendor, form), to, to_form)


def _complement(vendor: str, _form: FormName, payload: Any, to: str, to_form: FormName) -> None:
    laws.report_is_the_complement(payload, vendor, to, to_form)


def _edit_values(vendor: str, form: FormName, dice: Dice) -> tuple[Any, ...]:
    completion = read(drawn_payload(vendor, form, dice), vendor, form)
    edited, pointer = dice.choice(list(edits_of(completion, generators.completion(dice))))
    return completion, edited, pointer


def _edit(vendor: str, _form: FormName, completion: Completion, edited: Completion, pointer: str) -> None:
    laws.an_edit_shows(completion, edited, pointer, source_of(completion, vendor))


def _chunk_values(vendor: str, form: FormName, dice: Dice) -> tuple[Any, ...]:
    return (drawn_chunk(vendor, form, dice),)


def _chunk(vendor: str, form: FormName, payload: Any) -> None:
    stream_laws.a_chunk_comes_back(payload, vendor, form)


def _split_values(vendor: str, form: FormName, dice: Dice) -> tuple[Any, ...]:
    """Of any Completion, and of one that a payload of the vendor means."""
    made = generators.completion(dice)
    mixed = stream_laws.interleaved(split(made, dice.choice([1, 2, 5])), dice)
    return made, mixed, normalize(drawn_payload(vendor, form, dice), vendor, form), dice.choice([None, 1, 3])


def _split(_vendor: str, _form: FormName, *values: Any) -> None:
    made, mixed, read, size = values
    stream_laws.split_is_joined(made, size)
    stream_laws.split_is_joined(read, size)
    stream_laws.choices_never_mix(made, mixed)


def _stream_values(vendor: str, form: FormName, dice: Dice) -> tuple[Any, ...]:
    return drawn_stream(vendor, form, dice), [dice.randrange(2000) for _ in several(dice, 5, 7)]


def _stream(vendor: str, form: FormName, stream: bytes, cuts: list[int]) -> None:
    stream_laws.any_cut_gives_the_same_chunks(stream, cuts, vendor, form)
    if vendor_named(vendor) is not canonical.VENDOR:
        stream_laws.events_come_back(stream, vendor, form)


def _replayed_values(_vendor: str, _form: FormName, dice: Dice) -> tuple[Any, ...]:
    """Chunks of any Completion, and a stream of one chunk as another vendor sends it."""
    source, source_form = any_spelling(dice, with_streams=True)
    return split(generators.completion(dice)), drawn_chunk(source, source_form, dice), source, source_form


def _replayed(vendor: str, form: FormName, *values: Any) -> None:
    chunks, chunk, source, source_form = values
    stream_laws.a_stream_is_whole_or_reported(chunks, vendor, form)
    try:
        chunks = stream_laws.read([chunk], source, source_form)
    except PayloadError:
        return  # a canonical chunk of which the positions are too many or too few
    stream_laws.a_stream_is_whole_or_reported(chunks, vendor, form)


LAWS: dict[str, Law] = {
    laws.WIRE: Law(_wire_values, _wire),
    laws.THERE_AND_BACK: Law(_payload_values, _there_and_back),
    laws.WHOLE_OR_REPORTED: Law(_completion_values, _whole_or_reported),
    laws.WHOLE_OR_REPORTED + ", of a payload": Law(_payload_and_target, _whole_or_reported_of_a_payload),
    laws.COMPLEMENT: Law(_payload_and_target, _complement),
    laws.EDIT: Law(_edit_values, _edit),
    stream_laws.CHUNK: Law(_chunk_values, _chunk, needs_streams=True),
    stream_laws.SPLIT: Law(_split_values, _split),
    stream_laws.STREAM: Law(_stream_values, _stream, needs_streams=True),
    stream_laws.REPLAYED: Law(_replayed_values, _replayed, needs_streams=True),
}
"""The laws over random values, by name."""


def laws_of(vendor: str) -> list[str]:
    """The names of the laws that a vendor can be held to: without streams, those about its streams are left out."""
    return [name for name, law in LAWS.items() if has_streams(vendor) or not law.needs_streams]
