"""Do the laws hold for the library as it is imported here? Prints the name of the first one that does not.

Strategy: cheapest first, because nearly every mutant fails on the recordings within the first second: golden files, then
the way there and back, then streams, then random values, then all pairs of recordings and targets. The exit code is 1 for a broken
law, 0 if all hold, and 2 if another library than the one in the named directory was imported.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import attrs

import normalizer
from normalizer.testing import Recording, edits_of, generators, laws, recordings, stream_laws
from normalizer.testing.drawn import source_of
from normalizer.values import same
from normalizer.vendors import canonical

from ..drawn import SPELLINGS, draw

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
RANDOM_VALUES = 1200 * len(SPELLINGS)
EDITORS = 2
"""From how many random Completions the edits of a recording are taken."""

WRONG_LIBRARY = 2
Check = tuple[str, Callable[[], object]]


def all_checks() -> Iterator[Check]:
    streams = sorted(FIXTURES.glob("*/*.sse"))
    yield from of_each(recordings(), golden, back)
    yield from of_each(streams, streamed, replayed)
    yield from ((draw(seed).law, draw(seed).run) for seed in range(RANDOM_VALUES))
    yield from of_each(recordings(), told, complement, edits)


def of_each(recordings: Sequence[Any], *laws_of_one: Callable[[Any], None]) -> Iterator[Check]:
    for law in laws_of_one:
        yield from ((f"recordings: {law.__name__}", functools.partial(law, recording)) for recording in recordings)


def first_broken(checks: Iterable[Check]) -> str | None:
    for name, check in checks:
        try:
            check()
        except Exception as error:  # noqa: BLE001  # whatever escapes breaks the law
            return f"{name} ({type(error).__name__})"
    return None


def golden(recording: Recording) -> None:
    laws.means_what_its_golden_file_says(recording.payload, recording.golden)


def back(recording: Recording) -> None:
    laws.there_and_back(recording.payload, None, None)
    laws.comes_back_on_a_second_look(recording.payload, None, None)
    laws.wire_is_exact_or_refuses(recording.payload, recording.vendor, recording.form)


def streamed(stream: Path) -> None:
    """Law 8: joined, a stream is the whole answer of the same case; its events come back."""
    whole = normalizer.loads(stream.with_suffix(".json").read_bytes())
    joined = normalizer.join(normalizer.read_stream(stream.read_bytes()))
    assert same(canonical.tree(whole), canonical.tree(joined))
    assert same(json.loads(normalizer.dumps(whole)), json.loads(normalizer.dumps(joined)))
    stream_laws.events_come_back(stream.read_bytes())
    stream_laws.split_is_joined(whole, 5)


def replayed(stream: Path) -> None:
    for vendor, form in SPELLINGS:
        stream_laws.a_stream_is_whole_or_reported(stream_laws.read(stream.read_bytes()), vendor, form)


def told(recording: Recording) -> None:
    for vendor, form in SPELLINGS:
        laws.whole_or_reported(attrs.evolve(normalizer.normalize(recording.payload)), vendor, form)


def complement(recording: Recording) -> None:
    for vendor, form in SPELLINGS:
        laws.report_is_the_complement(recording.payload, None, vendor, form)


def edits(recording: Recording) -> None:
    completion = normalizer.normalize(recording.payload)
    for seed in range(EDITORS):
        for edited, pointer in edits_of(completion, generators.completion(Random(seed))):
            laws.an_edit_shows(completion, edited, pointer, source_of(completion, recording.vendor))


def main(library: str) -> NoReturn:
    if not Path(normalizer.__file__).is_relative_to(library):
        sys.exit(WRONG_LIBRARY)
    broken = first_broken(all_checks())
    sys.stdout.write(broken or "")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main(sys.argv[1])
