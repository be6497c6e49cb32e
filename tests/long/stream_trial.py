"""One stream, and what becomes of it: read and brought back, refused with a reason, or a finding.

However its bytes are cut, the same comes out, the same refusal included. What is read is written back as the same
events, joined, split and joined again, and replayed as every vendor would have sent it.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable, Iterator
from typing import Any

import attrs
from attrs import frozen

import normalizer
from normalizer import UNSET, Chunk, Completion, NormalizerError, NotACompletionError, PayloadError
from normalizer.completion import FormName, is_as_read
from normalizer.limits import CANONICAL_DEPTH, PAYLOAD_DEPTH, too_deep
from normalizer.testing import BrokenLawError, stream_laws
from normalizer.vendors import canonical

from .minimal import cut_members, cut_text
from .stream_damage import events_of, json_in
from .trial import ACCEPTED, REFUSED, Step

TOO_DEEP = tuple(map(too_deep, (PAYLOAD_DEPTH, CANONICAL_DEPTH)))


@frozen
class Told:
    """What reading told: chunks, to the end or to a refusal."""

    chunks: tuple[Chunk, ...]
    refusal: str | None

    def is_same(self, other: Told) -> bool:
        """Down to the kinds of all values; unknown keys are written in an order of their own."""
        return self == other and sorted(repr(self)) == sorted(repr(other))


@frozen
class StreamTrial:
    """A stream, how it is to be read, where it is cut, and what it is to be converted to."""

    given: bytes
    vendor: str | None = None
    form: FormName | None = None
    cuts: tuple[int, ...] = ()
    size: int | None = None
    targets: tuple[tuple[str, FormName], ...] = ()

    def outcome(self) -> str:
        """`ACCEPTED`, `REFUSED`, or a finding: which step failed, and with which error."""
        try:
            told = self._told(self.given)
        except Exception as error:  # noqa: BLE001  # whatever else escapes is a finding
            return f"reading: {type(error).__name__}"
        return next(self._failures(told), ACCEPTED if told.refusal is None else REFUSED)

    def _told(self, stream: object) -> Told:
        chunks: list[Chunk] = []
        try:
            chunks += normalizer.read_stream(stream, self.vendor, self.form)
        except NormalizerError as error:
            return Told(tuple(chunks), f"{type(error).__name__}: {error} {error.args!r}")
        return Told(tuple(chunks), None)

    def _failures(self, told: Told) -> Iterator[str]:
        for name, step in self._steps(told):
            try:
                step()
            except Exception as error:  # noqa: BLE001  # what was read has to hold to the end
                if not is_too_deep(error):
                    yield f"{name}: {type(error).__name__}"

    def _steps(self, told: Told) -> Iterator[Step]:
        pieces = self._told(stream_laws.cut(self.given, self.cuts))
        yield "refused when it is cut", lambda: equal(told.refusal, pieces.refusal)
        yield "told when it is cut", lambda: is_true(told.is_same(pieces))
        if is_text(self.given):
            yield "told as text", lambda: is_true(told.is_same(self._told(self.given.decode("utf-8"))))
        if told.refusal is not None:
            return
        yield "events come back", lambda: self._events_come_back(told)
        yield "written and read", lambda: self._is_read_again(told)
        yield from self._steps_of_joining(told)

    def _steps_of_joining(self, told: Told) -> Iterator[Step]:
        yield "joining", lambda: joined(told.chunks)
        completion = joined(told.chunks)
        for vendor, form in self.targets:
            yield f"as {vendor}", functools.partial(replayed, told.chunks, vendor, form)
            if completion is not None:
                law = stream_laws.a_stream_is_whole_or_reported
                yield f"whole or reported by {vendor}", functools.partial(law, told.chunks, vendor, form)
        if completion is not None:
            yield "split and joined", lambda: stream_laws.split_is_joined(completion, self.size)

    def _events_come_back(self, told: Told) -> None:
        """Of a vendor's event stream, as the law has it: it lets the vendor be found, and compares what others read."""
        has_events = bool(told.chunks) and all(chunk.event is not None for chunk in told.chunks)
        if has_events and self.vendor is None and self.form is None and not is_canonical(told.chunks):
            with contextlib.suppress(RecursionError):
                stream_laws.events_come_back(self.given)

    def _is_read_again(self, told: Told) -> None:
        """What is written says the same; chunks without events get some, and an end."""
        to = canonical.VENDOR.name if is_canonical(told.chunks) else None
        again = self._told(normalizer.write_stream(told.chunks, to))
        assert again.refusal is None
        if any(chunk.event is None for chunk in told.chunks):
            without = [attrs.evolve(chunk, event=None) for chunk in again.chunks]
            assert list(told.chunks) == without[: len(told.chunks)]
            assert all(chunk.is_done for chunk in without[len(told.chunks) :])
        else:
            assert told.is_same(again)


def is_true(value: object) -> None:
    assert value


def equal(one: object, other: object) -> None:
    assert one == other


def is_canonical(chunks: tuple[Chunk, ...]) -> bool:
    """Canonical JSON names the vendor that a chunk came from, and is written for that one if none is named."""
    return any(chunk.marker is UNSET and not is_as_read(chunk) for chunk in chunks)


def joined(chunks: tuple[Chunk, ...]) -> Completion | None:
    try:
        return normalizer.join(chunks)
    except NotACompletionError:
        return None


def replayed(chunks: tuple[Chunk, ...], vendor: str, form: FormName) -> None:
    """Each chunk is one of the vendor's, and what says nothing says the same nothing."""
    written = normalizer.write_stream(chunks, vendor, form, lossy=True)
    again = stream_laws.read(written, vendor, form)[: len(chunks)]
    assert [chunk.marker for chunk in again] == [chunk.marker for chunk in chunks]
    if vendor != canonical.VENDOR.name:
        assert {chunk.source and chunk.source.vendor for chunk in again if chunk.marker is UNSET} <= {vendor}


def is_text(stream: bytes) -> bool:
    try:
        stream.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_too_deep(error: Exception) -> bool:
    """Whether a payload would be nested too deep elsewhere, or joined: refused on its way there, perhaps inside a law."""
    refusal = error.__cause__ if isinstance(error, BrokenLawError) else error
    return isinstance(refusal, PayloadError) and all(
        problem.message.startswith(TOO_DEEP) for problem in refusal.problems
    )


def minimal_stream(trial: StreamTrial) -> StreamTrial:
    """The trial with fewer events, less in each, and fewer bytes; without what it does not need to fail."""
    outcome = trial.outcome()

    def fails(smaller: StreamTrial) -> bool:
        return smaller.outcome() == outcome

    def fails_given(given: bytes) -> bool:
        return fails(attrs.evolve(trial, given=given))

    given = cut_text(cut_as_lines(cut_as_events(trial.given, fails_given), fails_given), fails_given)
    return simplest(attrs.evolve(trial, given=given), fails)


def simplest(trial: StreamTrial, fails: Callable[[StreamTrial], bool]) -> StreamTrial:
    """The trial without those of its settings that do not matter."""
    cuts = [(), *((cut,) for cut in trial.cuts)]
    edits: list[dict[str, Any]] = [
        {"vendor": None}, {"form": None}, {"size": None}, {"targets": ()}, *({"targets": (one,)} for one in trial.targets),
        *({"cuts": cut} for cut in reversed(cuts)),
    ]  # fmt: skip
    for edit in edits:
        if fails(smaller := attrs.evolve(trial, **edit)):
            trial = smaller
    return trial


def cut_as_events(stream: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """The stream cut down event by event and member by member, if it can be taken apart without losing the finding."""
    try:
        events = [event if (value := json_in(event)) is None else value for event in events_of(stream)]
    except NormalizerError:
        return stream
    if not fails(as_stream(events)):
        return stream
    cut_members(events, lambda smaller: fails(as_stream(smaller)))
    return as_stream(events)


def cut_as_lines(stream: bytes, fails: Callable[[bytes], bool]) -> bytes:
    lines = stream.splitlines(keepends=True)
    cut_members(lines, lambda fewer: fails(b"".join(fewer)))
    return b"".join(lines)


def as_stream(events: list[Any]) -> bytes:
    lines = [event if isinstance(event, str) else f"data: {json.dumps(event)}" for event in events]
    return "".join(line + "\n\n" for line in lines).encode("utf-8", "surrogateescape")
