"""An output for each input, in one folder: written one after the other, and published together."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from attrs import define, field

from normalizer.logs import Input

from .publish import Output, opened

REJECTS = "rejects.jsonl"


def places_in(folder: str, inputs: Sequence[str]) -> list[str]:
    """Where the records of each input go: to a file of its name."""
    return [os.fspath(Path(folder) / Path(name).name) for name in inputs]


@define
class Folder(Output):
    """An output that stands for one file after the other."""

    _files: list[Output] = field(factory=list, init=False)
    _stack: ExitStack = field(factory=ExitStack, init=False)

    def turn(self, inputs: Sequence[Input]) -> Iterator[tuple[int, list[Input]]]:
        """Each input with its number, while what is written goes to its file."""
        for number, (each, path) in enumerate(zip(inputs, places_in(self.name, [e.name for e in inputs]), strict=True)):
            self.complete()
            self._files.append(self._stack.enter_context(opened(path)))
            yield number, [each]

    def write(self, text: bytes) -> None:
        self._files[-1].write(text)

    def flush(self) -> None:
        self._files[-1].flush()

    def complete(self) -> None:
        """Make sure that all of it is written. A file that is complete is closed: there may be more than can be open."""
        for output in self._files[-1:]:
            output.complete()

    def publish(self) -> None:
        for output in self._files:
            output.publish()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)


def folder_at(name: str) -> Folder:
    return Folder(name, io.BytesIO())
