"""What judges have in common: tasks out of a file, verdicts into another, and no trust in a test that fails for nothing."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from attrs import Factory, define

from .choosing import Chooser
from .forks import PatienceError
from .mutants import Mutant

SECONDS_AT_LEAST, TIMES_LONGER = 8.0, 10.0
"""How long a test may take: so many times what it took when it was measured, and this. One that takes longer has failed, unless it
takes as long with nothing changed.
"""

REMEMBERED = 4
"""How many tests that noticed a slip are the first ones to be shown the next slip in the same function."""


@define(eq=False)
class Judge(ABC):
    """Looks whether the tests notice a mutant."""

    library: Path
    chooser: Chooser
    seconds: float
    """Tests that take so long are tried for each mutant."""

    suspects: dict[str, bool] = Factory(dict)
    """Tests that failed, and whether they do so with nothing changed."""

    tried: int = 0
    noticed: dict[tuple[str, str], list[str]] = Factory(dict)
    """The tests that noticed earlier mutants of a function, the last one first."""

    def killer(self, mutant: Mutant) -> str:
        """The test that fails; empty if none does, or if none can be tried."""
        self.tried = 0
        found = next(filter(None, (self._killer(mutant, tests) for tests in self.attempts(mutant))), "")
        self._remember(mutant, found)
        return found

    def _remember(self, mutant: Mutant, killer: str) -> None:
        """A test that noticed one slip in a function is likely to notice the next one, whatever it takes."""
        if killer in self.chooser.reach.seconds:
            before = [test for test in self._remembered(mutant) if test != killer]
            self.noticed[mutant.file, mutant.scope] = [killer, *before][:REMEMBERED]

    def _remembered(self, mutant: Mutant) -> list[str]:
        return self.noticed.get((mutant.file, mutant.scope), [])

    def attempts(self, mutant: Mutant) -> Iterator[list[str]]:
        """The tests that are collected together, those that cost little first."""
        yield self.tests(mutant)

    def _killer(self, mutant: Mutant, chosen: list[str]) -> str:
        while True:
            first = dict.fromkeys([*self._remembered(mutant), *chosen])
            tests = [test for test in first if not self.suspects.get(test)]
            self.tried = max(self.tried, len(tests))
            found = self.limited(mutant, tests)
            if found not in tests or not self._fails_anyhow(found):
                return found

    def _fails_anyhow(self, test: str) -> bool:
        if test not in self.suspects:
            self.suspects[test] = bool(self.limited(None, [test]))
        return self.suspects[test]

    def limited(self, mutant: Mutant | None, tests: list[str]) -> str:
        usual = self.chooser.reach.seconds
        seconds = [SECONDS_AT_LEAST + TIMES_LONGER * usual.get(test, 0) for test in tests]
        try:
            return self.first_failing(mutant, tests, seconds) if tests else ""
        except PatienceError as error:
            return tests[min(error.done, len(tests) - 1)]

    @abstractmethod
    def tests(self, mutant: Mutant) -> list[str]:
        """The tests to be tried, in their order."""

    @abstractmethod
    def first_failing(self, mutant: Mutant | None, tests: list[str], seconds: list[float]) -> str:
        """The name of the first test that fails with the mutant, or with nothing changed; empty if none does.

        :raises PatienceError: one takes longer than its seconds.
        """

    def judge_all(self, tasks: Path, verdicts: Path) -> None:
        with verdicts.open("a", encoding="utf-8") as written:
            for mutant in tasks_in(tasks):
                write(written, mutant.name, self.killer(mutant), self.tried)


def write(written: IO[str], name: str, killer: str, tried: int) -> None:
    written.write(json.dumps({"name": name, "killer": killer, "tests": tried}) + "\n")
    written.flush()


def tasks_in(file: Path) -> Iterator[Mutant]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield Mutant(**json.loads(line))
