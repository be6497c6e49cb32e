"""Would a test notice a deletion in a function that reads, joins, splits or writes streams? Judges many, one by one.

Strategy: the tests are collected once. For each deletion the process forks, and the child puts the new code of the
function into the place of the old one, runs tests until one fails, and says which; all that it changed ends with it.
What no test notices is shown to law 8, over the recorded streams and over some random values.
"""

from __future__ import annotations

import functools
import gc
import importlib
import inspect
import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

import normalizer

from ..drawn import draw
from .deletions import Deletion, deletions
from .verdict import FIXTURES, WRONG_LIBRARY, Check, first_broken, of_each, streamed

PARTS = ("streams", "sse.py", "left_over.py")
"""Where all functions are meant: those that turn a stream into Chunks, Chunks into a Completion, and back."""

TESTS = ("test_joining", "test_stream_reading", "test_stream_writing", "test_sse")
LIKELY = {
    "sse.py": "test_sse",
    "reader.py": "test_stream_reading",
    "reading.py": "test_stream_reading",
    "text.py": "test_stream_reading",
    "writing.py": "test_stream_writing",
    "splitting.py": "test_stream_writing",
}
"""The tests that most likely notice, which are run first."""

RANDOM_VALUES = 200
SECONDS, BYTES = 60, 4 * 2**30
"""What a child may take; one that takes more hangs where the tests do not."""


def stream_deletions(library: Path) -> list[Deletion]:
    return [found for part in PARTS for found in deletions(library, part, lambda _: True)]


class Judge:
    """A plugin of pytest: runs the tests that were collected, once for each deletion."""

    def __init__(self, library: Path, chosen: list[Deletion | None]) -> None:
        self._library, self._chosen = library, chosen
        self.killers: list[str] = []

    def pytest_sessionstart(self) -> None:
        from hypothesis import settings  # pytest wants to be the first to import it

        settings.register_profile("mutants", database=None, derandomize=True)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        first_broken(law_8())  # so that all that is made once is there before the first fork
        gc.freeze()
        for deletion in self._chosen:
            self.killers.append(in_a_fork(functools.partial(killer_of, self._library, deletion, session)))
        return True


def in_a_fork(work: Callable[[], str | None]) -> str:
    """What the work says; it hangs if its process has ended before."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        try:
            os.write(writing, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return (json.loads(said) or "") if said else "patience"


def killer_of(library: Path, deletion: Deletion | None, session: pytest.Session) -> str | None:
    likely = TESTS[0]
    if deletion is not None:
        swap(library, deletion)
        likely = LIKELY.get(deletion.file.name, likely)
    for item in sorted(session.items, key=lambda item: (is_slow(item), likely not in item.nodeid)):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if session.testsfailed:
            return item.nodeid.rpartition("/")[2].partition("[")[0]
    return first_broken(law_8())


def is_slow(item: pytest.Item) -> bool:
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


def swap(library: Path, deletion: Deletion) -> None:
    """Put the code of a function with something deleted into the place of its own."""
    name = ".".join((normalizer.__name__, *deletion.file.with_suffix("").parts))
    held: Any = importlib.import_module(name)
    code = compile(deletion.source(library), str(held.__file__), "exec")
    for name in deletion.function.split("."):
        held = vars(held)[name]
        code = next(const for const in code.co_consts if isinstance(const, CodeType) and const.co_name == name)
    inspect.unwrap(getattr(held, "fget", held)).__code__ = code


def law_8() -> Iterator[Check]:
    yield from of_each(sorted(FIXTURES.glob("*/*.sse")), streamed)
    draws = (draw(seed) for seed in count())
    yield from islice(((one.law, one.run) for one in draws if one.law.startswith("law 8")), RANDOM_VALUES)


def main(library: str, killers: str) -> None:
    """Judge the deletions whose numbers come as JSON, null being none, and write what noticed each into a file."""
    if not Path(normalizer.__file__).is_relative_to(library):
        sys.exit(WRONG_LIBRARY)
    root = Path(normalizer.__file__).parent
    known = stream_deletions(root)
    chosen = [None if number is None else known[number] for number in json.load(sys.stdin)]
    judge = Judge(root, chosen)
    tests = [str(Path(__file__).parents[1] / f"{test}.py") for test in TESTS]
    pytest.main(["-q", "--tb=no", "-p", "no:cacheprovider", "-c", os.devnull, *tests], plugins=[judge])
    Path(killers).write_text(json.dumps(judge.killers), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
