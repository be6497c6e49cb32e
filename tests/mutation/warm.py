"""Judges mutants of functions quickly: `python -m tests.mutation.warm FOLDER SECONDS TASKS VERDICTS`.

Strategy: all tests are collected once. For each mutant the process forks, and the child puts the changed code into the place of
the function's own, and runs the tests that reach it until one fails. What that cannot show (what was made of the function while tests
were collected, processes that tests start) is for `cold`, which also confirms whatever survives here.
"""

from __future__ import annotations

import functools
import gc
import importlib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from attrs import define, field

from . import reach
from .choosing import Chooser
from .forks import in_a_fork
from .judging import Judge
from .mutants import Mutant

PACKAGE = "normalizer"
QUIET = ("-q", "--tb=no", "--assert=plain", "-p", "no:cacheprovider")
"""Options of pytest: what is wrong is not explained, for nobody reads it."""


@define(eq=False)
class WarmJudge(Judge):
    """A plugin of pytest, too."""

    tasks: Path = field(kw_only=True)
    verdicts: Path = field(kw_only=True)
    items: dict[str, pytest.Item] = field(factory=dict, init=False)

    def pytest_sessionstart(self) -> None:
        always_the_same()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        gc.collect()
        gc.freeze()
        self.judge_all(self.tasks, self.verdicts)
        return True

    def tests(self, mutant: Mutant) -> list[str]:
        return [test for test in self.chooser.warm_tests(mutant, self.seconds) if test in self.items]

    def first_failing(self, mutant: Mutant | None, tests: list[str], seconds: list[float]) -> str:
        temporary = self.tasks.parent / "temporary"
        work = functools.partial(self._in_this_process, mutant, tests, temporary)
        return in_a_fork(work, seconds, temporary)

    def _in_this_process(
        self, mutant: Mutant | None, tests: list[str], temporary: Path, done: Callable[[], None]
    ) -> str:
        if mutant is not None and not swap(self.library, mutant):
            return ""
        items = [self.items[test] for test in tests]
        give_folder(items[0].config, temporary)
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if item.session.testsfailed:
                return item.nodeid
            done()
        return ""


def always_the_same() -> None:
    """Hypothesis draws the same every time, and does not look for a smaller value than one that fails."""
    from hypothesis import Phase, settings  # pytest wants to be the first to import it

    settings.register_profile(
        "mutation", database=None, derandomize=True, phases=(Phase.explicit, Phase.generate), report_multiple_bugs=False
    )
    settings.load_profile("mutation")


def give_folder(config: Any, temporary: Path) -> None:
    """The folder in which tests have their temporary folders."""
    config._tmp_path_factory._given_basetemp = temporary
    config._tmp_path_factory._basetemp = None


def swap(library: Path, mutant: Mutant) -> bool:
    """Put the changed code into the place of a function's own; False where that cannot be done."""
    name = ".".join((PACKAGE, *Path(mutant.file).with_suffix("").parts)).removesuffix(".__init__")
    held: Any = importlib.import_module(name)
    code = compile(mutant.tree(library), str(library / mutant.file), "exec")
    try:
        for part in mutant.scope.split("."):
            held = vars(held)[part]
            code = next(const for const in code.co_consts if isinstance(const, CodeType) and const.co_name == part)
        function_of(held).__code__ = code
    except (KeyError, StopIteration, ValueError, AttributeError):
        return False
    return True


def function_of(held: Any) -> FunctionType:
    """The function behind a property, a class method, a cache."""
    for name in ("fget", "func", "callback", "__func__"):
        held = getattr(held, name, held)
    return inspect.unwrap(held)  # type: ignore[no-any-return]  # as it is named


def main(folder: str, seconds: str, tasks: str, verdicts: str) -> None:
    home = Path(folder)
    library = home / "src" / PACKAGE
    chooser = Chooser(library, reach.read(home / "reach"))
    judge = WarmJudge(library, chooser, float(seconds), tasks=Path(tasks), verdicts=Path(verdicts))
    tests = sorted({test.partition("::")[0] for test in chooser.reach.seconds})
    pytest.main([*QUIET, *tests], plugins=[judge])


if __name__ == "__main__":
    main(*sys.argv[1:])
