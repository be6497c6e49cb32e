"""Judges any mutant: `python -m tests.mutation.cold FOLDER SECONDS TASKS VERDICTS`.

Strategy: for each mutant the library is copied (by links) with one file changed, the process forks, and the child imports that copy
and collects the tests. So what runs on import is changed as well, and what is started by tests finds the same copy. What the tests
and the library stand on is imported once, before the first fork; the library and the tests are not.
"""

from __future__ import annotations

import functools
import gc
import importlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import Factory, define

from . import reach
from .choosing import Chooser
from .forks import in_a_fork
from .judging import Judge
from .mutants import Mutant
from .warm import PACKAGE, QUIET, always_the_same

BESIDE = (
    "attrs",
    "cattrs",
    "click",
    "rich.console",
    "msgspec",
    "hypothesis.strategies",
    "jinja2",
    "html5lib",
    "sybil",
    "jsonschema",
)
"""What is imported before the first fork."""

SECONDS_TO_COLLECT = 30.0


@define(eq=False)
class ColdJudge(Judge):
    def attempts(self, mutant: Mutant) -> Iterator[list[str]]:
        """Most of what a vendor's classes declare is noticed by the few tests of that, which are collected in a moment."""
        if not mutant.scope and mutant.file.startswith("vendors/"):
            yield self.chooser.declared()
        yield self.tests(mutant)

    def tests(self, mutant: Mutant) -> list[str]:
        return self.chooser.tests(mutant, self.seconds, elsewhere=True)

    def first_failing(self, mutant: Mutant | None, tests: list[str], seconds: list[float]) -> str:
        copied = self.library.parents[1] / "mutant"
        shutil.rmtree(copied, ignore_errors=True)
        shutil.copytree(self.library, copied / PACKAGE, copy_function=os.link)
        if mutant is not None:
            changed = copied / PACKAGE / mutant.file
            changed.unlink()
            changed.write_text(mutant.source(self.library), encoding="utf-8")
            for compiled in (changed.parent / "__pycache__").glob(f"{changed.stem}.*"):
                compiled.unlink()
        temporary = self.library.parents[1] / "temporary"
        work = functools.partial(in_this_process, copied, tests, temporary)
        return in_a_fork(work, [SECONDS_TO_COLLECT + seconds[0], *seconds[1:]], temporary)


@define(eq=False)
class FirstFailing:
    """A plugin of pytest: runs chosen tests in their order, and knows which one failed."""

    order: dict[str, int]
    done: Callable[[], None]
    failed: list[str] = Factory(list)

    def pytest_sessionstart(self) -> None:
        always_the_same()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.order), key=lambda item: self.order[item.nodeid]
        )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(f"{report.nodeid} cannot be collected")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)
        self.done()


def in_this_process(copied: Path, tests: list[str], temporary: Path, done: Callable[[], None]) -> str:
    sys.path.insert(0, str(copied))
    os.environ["PYTHONPATH"] = str(copied)
    plugin = FirstFailing({test: number for number, test in enumerate(tests)}, done)
    files = sorted({test.partition("::")[0] for test in tests})
    options = (*QUIET, "-x", "-p", "no:faulthandler", f"--basetemp={temporary}")
    code = pytest.main([*options, *files], plugins=[plugin])
    return plugin.failed[0] if plugin.failed else "" if code in {0, 5} else f"pytest ended with {int(code)}"


def main(folder: str, seconds: str, tasks: str, verdicts: str) -> None:
    home = Path(folder)
    library = home / "src" / PACKAGE
    for name in BESIDE:
        importlib.import_module(name)
    judge = ColdJudge(library, Chooser(library, reach.read(home / "reach")), float(seconds))
    assert PACKAGE not in sys.modules, "each mutant is imported by its own process"
    gc.freeze()
    judge.judge_all(Path(tasks), Path(verdicts))


if __name__ == "__main__":
    main(*sys.argv[1:])
