"""Chunks in, one Completion out: at the end, or at any moment what there is so far.

Each choice is joined by its index and each tool call by its own, never across. Text, refusals and arguments concatenate,
log probabilities and annotations extend, usage is the last one stated, and every other key is said once: the last value
that says something wins. A declared key whose value changed is reported as a problem, and all its values are kept in
``extra`` under its name (:mod:`~normalizer.streams.merging`), so that writing the whole answer tells the loss.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, Final

from ..chunk import Chunk, ChunkChoice
from ..completion import Completion, FormName, Source
from ..errors import NotACompletionError, StreamError
from ..pointer import join as pointer_to
from ..report import Problem
from ..usage import Usage
from ..values import UNSET, Maybe, Number
from ..vendor import Vendor
from ..vendors import known_vendors
from .joined_choices import JoinedChoice
from .merging import Once, Unknown

_SAID_ONCE: Final = ("id", "model", "created", "system_fingerprint", "service_tier")


def join(chunks: Iterable[Chunk]) -> Completion:
    """The whole answer that a stream gave. Where the stream broke off, its ``source.partial`` is true.

    :raises StreamError: one of them is an error; it carries what came before.
    :raises NotACompletionError: none of them says anything.
    """
    joiner = Joiner()
    for chunk in chunks:
        joiner.feed(chunk)
    return joiner.completion


class Joiner:
    """Takes the chunks of one stream as they come."""

    def __init__(self) -> None:
        self._count = 0
        self._is_empty = True
        self.is_done = False
        """Whether ``[DONE]`` came."""
        self._has_events = False
        self._said: dict[str, Once[Any]] = {name: Once() for name in _SAID_ONCE}
        self._usage: Maybe[Usage | None] = UNSET
        self._extra = Unknown()
        self._choices: dict[tuple[Any, ...], JoinedChoice] = {}
        self._origin = _Origin()
        self._problems: dict[tuple[Any, ...], Problem] = {}

    def feed(self, chunk: Chunk) -> None:
        """Take the next chunk.

        :raises StreamError: it is an error; it carries what came before.
        """
        number, self._count = self._count, self._count + 1
        self._has_events |= chunk.event is not None
        if chunk.error is not UNSET:
            raise StreamError(chunk.error, None if self._is_empty else self.completion)
        if chunk.marker is not UNSET:
            self.is_done |= chunk.is_done
            return
        if self.is_done:
            self._report(number, message="expected nothing after [DONE], a chunk came")
        self._is_empty = False
        self._take(chunk, number)

    @property
    def completion(self) -> Completion:
        """What came so far, as a Completion; making it takes time in proportion to its size.

        :raises NotACompletionError: nothing came yet.
        """
        if self._is_empty:
            raise NotACompletionError("a stream without chunks")
        choices = [self._choices[key] for key in sorted(self._choices)]
        return Completion(
            **{name: once.value for name, once in self._said.items()},
            choices=tuple(choice.value() for choice in choices),
            usage=self._usage,
            source=self._origin.source(is_partial=self.is_partial),
            extra=self._extra.joined(**{name: once.changed for name, once in self._said.items()}),
        )

    @property
    def is_partial(self) -> bool:
        """Whether more is to come: until ``[DONE]``, or, of chunks without events, until every choice has finished."""
        if self.is_done or self._has_events:
            return not self.is_done
        return not self._choices or not all(choice.has_finished for choice in self._choices.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the chunks said against each other, with a pointer that begins with the number of the chunk, from 0; of each
        place the first.
        """
        return tuple(self._problems.values())

    def _take(self, chunk: Chunk, number: int) -> None:
        for name, once in self._said.items():
            if once.take(getattr(chunk, name), number):
                self._report(number, name)
        if chunk.usage or self._usage is UNSET:
            self._usage = chunk.usage
        self._extra.take(chunk.extra, number)
        vendor = self._origin.take(chunk.source)
        times: dict[Any, int] = {}
        for place, choice in enumerate(chunk.choices):
            key = _key_of(choice, times)
            if key not in self._choices:
                self._choices[key] = JoinedChoice()
            report = functools.partial(self._report, number, "choices", place)
            self._choices[key].take(choice, number, vendor.part_keys if vendor else {}, report)

    def _report(self, number: int, *path: str | int, message: str = "") -> None:
        """Once for each place: a key that changes with every chunk is one problem."""
        problem = Problem(pointer_to((number, *path)), message or "expected what came before, another value came")
        self._problems.setdefault(path, problem)


def _key_of(choice: ChunkChoice, times: dict[Any, int]) -> tuple[Any, ...]:
    """By which a choice is known and sorted. Two of one index that come in one chunk are two choices."""
    if choice.position is not UNSET:
        return (0, choice.position)
    time = times[choice.index] = times.get(choice.index, -1) + 1
    return (*order_of(choice.index), time)


def order_of(index: Maybe[Number | None]) -> tuple[int, Number]:
    """Where an index sorts its choice: numbers first, then null, then none at all."""
    if index is None or index is UNSET:
        return (2, 0 if index is None else 1)
    return (1, index)


class _Origin:
    """Where the chunks came from, as far as they agree."""

    def __init__(self) -> None:
        self._vendors: set[str | None] = set()
        self._form: FormName = "wire"
        self._object: Once[str] = Once()

    def take(self, source: Source | None) -> Vendor | None:
        """Take the source of a chunk, and say how its vendor's chunks are."""
        self._vendors.add(source.vendor if source else None)
        if source is None:
            return None
        self._form = source.form if source.form != "wire" else self._form
        self._object.take(source.object, 0)
        known = known_vendors().get(source.vendor)
        return known.chunks if known else None

    def source(self, *, is_partial: bool) -> Source | None:
        """None where they do not agree: then whoever writes the Completion has to say for whom."""
        name, *others = self._vendors
        if name is None or others:
            return None
        known = known_vendors().get(name)
        word = self._object.value
        if known and known.chunks and known.object_words and word in known.chunks.object_words:
            word = known.object_words[0]
        return Source(name, self._form, object=word, partial=is_partial)
