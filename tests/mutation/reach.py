"""Which test reaches which line of the library, and how long it takes: `python -m tests.mutation.reach FOLDER`.

Strategy: the tests run once with coverage.py, whose context is the test's name; processes that a test starts have the same
context. What runs before the first test, while modules are imported and tests are collected, has a context of its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from collections.abc import Generator, Iterable
from contextlib import closing
from pathlib import Path

import coverage
import pytest
from attrs import Factory, define

COLLECTED = "while tests are collected: "
"""What the context begins with; then the file with the tests."""

VARIABLE = "NORMALIZER_REACHING_TEST"
LEFT_OUT = ("bench", "fuzzing", "long", "mutation", "oracles", "package", "test_adding_a_vendor.py",
            "test_docs.py", "test_house.py", "test_threads.py")  # fmt: skip
"""Tests about something else than the library, or that try it at random or many times over."""

SECONDS = "seconds.json"
ROWS = """select file.path, context.context, numbits from line_bits
    join file on file.id = file_id join context on context.id = context_id"""

FORGET = """delete from line_bits where context_id in
    (select id from context where context like ? or context = ?)"""

AGAIN = "--again"
"""The first argument, where files of tests are measured again."""

CHILDREN = """[run]
data_file = {data}
parallel = true
sigterm = true
source = {library}
context = ${{{variable}}}
"""


@define(eq=False)
class Reach:
    """What was measured."""

    seconds: dict[str, float]
    """Of each test that passed; what fails while coverage is measured cannot notice anything."""

    _own: dict[str, list[tuple[str, bytes]]]
    _elsewhere: dict[str, list[tuple[str, bytes]]]

    def tests(self, file: str, lines: Iterable[int]) -> set[str]:
        """The tests in whose own process one of these lines of a file of the library ran."""
        return _of_lines(self._own.get(file, ()), lines) & self.seconds.keys()

    def collecting(self, file: str, lines: Iterable[int]) -> set[str]:
        """The files of tests that run one of the lines when they are imported, or when their tests are collected."""
        return {
            test.removeprefix(COLLECTED)
            for test in _of_lines(self._own.get(file, ()), lines)
            if test.startswith(COLLECTED)
        }

    def elsewhere(self, file: str, lines: Iterable[int]) -> set[str]:
        """The tests that started a process in which one of these lines ran."""
        return _of_lines(self._elsewhere.get(file, ()), lines) & self.seconds.keys()


def _of_lines(rows: Iterable[tuple[str, bytes]], lines: Iterable[int]) -> set[str]:
    bits = [(line // 8, 1 << line % 8) for line in lines]
    return {test for test, numbits in rows if any(byte < len(numbits) and numbits[byte] & bit for byte, bit in bits)}


@define(eq=False)
class _Watch:
    """A plugin of pytest."""

    measured: coverage.Coverage
    seconds: dict[str, float] = Factory(dict)
    failed: set[str] = Factory(set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_make_collect_report(self, collector: pytest.Collector) -> None:
        self.measured.switch_context(COLLECTED + collector.nodeid.partition("::")[0])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self.measured.switch_context(item.nodeid)
        os.environ[VARIABLE] = item.nodeid.replace("$", "")
        begun = time.perf_counter()
        done = yield
        self.seconds[item.nodeid] = time.perf_counter() - begun
        return done


def measure(folder: Path, library: Path, arguments: list[str], *, again: bool = False) -> None:
    """Run the tests; what they reach is in the folder afterwards.

    :param again: these are files of tests that have changed; what is known of all others stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = _forgotten(folder, arguments) if again else _emptied(folder)
    children = folder / "children.ini"
    children.write_text(CHILDREN.format(data=folder / "child", library=library, variable=VARIABLE), encoding="utf-8")
    os.environ |= {"COVERAGE_PROCESS_START": str(children), VARIABLE: ""}
    measured = coverage.Coverage(
        data_file=str(folder / f"own.{len(list(folder.iterdir()))}"), source=[str(library)], config_file=False
    )
    watch = _Watch(measured)
    measured.start()
    pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *arguments], plugins=[watch])
    measured.stop()
    measured.save()
    seconds = {test: seconds for test, seconds in watch.seconds.items() if test not in watch.failed}
    (folder / SECONDS).write_text(json.dumps(before | seconds), encoding="utf-8")


def _emptied(folder: Path) -> dict[str, float]:
    for old in folder.iterdir():
        old.unlink()
    return {}


def _forgotten(folder: Path, files: list[str]) -> dict[str, float]:
    """Forget what some files of tests reached; the seconds of all other tests."""
    for stored in _databases(folder):
        with closing(sqlite3.connect(stored)) as database, database:
            for file in files:
                database.execute(FORGET, (f"{file}::%", COLLECTED + file))
    seconds = json.loads((folder / SECONDS).read_bytes())
    return {test: taken for test, taken in seconds.items() if test.partition("::")[0] not in files}


def _databases(folder: Path) -> list[Path]:
    return sorted([*folder.glob("own*"), *folder.glob("child.*")])


def read(folder: Path) -> Reach:
    seconds = json.loads((folder / SECONDS).read_bytes())
    return Reach(seconds, _rows(sorted(folder.glob("own*"))), _rows(sorted(folder.glob("child.*"))))


def _rows(files: Iterable[Path]) -> dict[str, list[tuple[str, bytes]]]:
    """By file of the library: tests, each with the lines that it reached, as coverage.py keeps them."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for file in files:
        with closing(sqlite3.connect(file)) as stored:
            for path, test, numbits in stored.execute(ROWS):
                found.setdefault(path.rpartition("/src/normalizer/")[2], []).append((test, numbits))
    return found


def chosen_tests(root: Path) -> list[str]:
    """The arguments of pytest."""
    tests = sorted((root / "tests").iterdir())
    return [
        str(test)
        for test in tests
        if test.name.startswith("test_") or (test / "__init__.py").exists()
        if test.name not in LEFT_OUT
    ]


def main(folder: str, library: str, *tests: str) -> None:
    again = tests[:1] == (AGAIN,)
    measure(Path(folder), Path(library), list(tests[again:]) or chosen_tests(Path.cwd()), again=again)


if __name__ == "__main__":
    main(*sys.argv[1:])
