"""What the first records of a log tell about it: where the bodies are, and how many records can be converted."""

from __future__ import annotations

import itertools
import shlex
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from normalizer.logs import Converted, Order, Record, convert_record
from normalizer.logs.visible import one_line
from normalizer.wrappers.finding import SAMPLE, find_wrapper
from normalizer.wrappers.wrapper import Wrapper

SAMPLE_BYTES: Final = 64 * 2**20
"""How much of a log is held to tell by; the record that reaches it still belongs to the sample."""

_LINES: Final = ("line", "document")


@frozen
class Guess:
    """What is known of one log."""

    wrapper: Wrapper | None
    """What is around the bodies; None if nothing is, or nothing certain."""

    records: int
    """How many records were looked at."""

    converted: int
    """How many of them can be converted."""

    reasons: tuple[str, ...] = ()


def sample_of(records: Iterator[Record]) -> list[Record]:
    """The first records, taken from the iterator."""
    taken: list[Record] = []
    size = 0
    for record in itertools.islice(records, SAMPLE):
        taken.append(record)
        size += len(record.text)
        if size >= SAMPLE_BYTES:
            break
    return taken


def guess_of(sample: Sequence[Record]) -> Guess:
    """Find out what is around the bodies, by a sample. Streams are bodies themselves."""
    lines = [record.text for record in sample if record.kind in _LINES]
    if not lines:
        return known(None, sample)
    found = find_wrapper(lines)
    is_plain = found.wrapper is not None and not found.wrapper.pointer and found.wrapper.in_string is False
    return known(None if is_plain else found.wrapper, sample, () if is_plain else found.reasons)


def known(wrapper: Wrapper | None, sample: Sequence[Record], reasons: tuple[str, ...] = ()) -> Guess:
    """The guess where it is known what is around the bodies."""
    order = Order("canonical", wrapper=wrapper, emit="body", look=False)
    converted = sum(isinstance(convert_record(record, order), Converted) for record in sample)
    return Guess(wrapper, len(sample), converted, reasons)


def told(name: str, guess: Guess) -> Iterator[str]:
    """The guess for a person: first what can be converted, then the options for it, and why."""
    if guess.records:
        options = f" with {options_of(guess.wrapper)}" if guess.wrapper else ""
        share = guess.converted * 100 // guess.records
        yield one_line(f"{name}: {guess.converted} of the first {guess.records} records convert ({share}%){options}")
    yield from (one_line(f"  {reason}") for reason in guess.reasons)


def options_of(wrapper: Wrapper) -> str:
    """How to say it on the command line."""
    return f"--envelope {wrapper.name}" if wrapper.name else f"--at {shlex.quote(wrapper.pointer)}"
