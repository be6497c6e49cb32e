"""Which tests are shown a mutant, and in which order.

Strategy: those that reach a changed line, first those of files that are about the module, then all; the quick ones first, and of
each test function one case before the second of any.
What runs on import is reached by every test; there, the tests of what others build upon and of the library as a whole count, then
those of the same part of the library, those that reach a line with the name that is defined, and those that reach anything else of
the module.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from .definitions import bodies_of_functions, modules_imported, names_defined, tree_of, words_of_functions
from .mutants import Mutant
from .reach import Reach

DECLARED = re.compile(r"tests/(schemas/test_schemas|scoreboard/test_fields|test_(app_converter|crossing|mapping))\.py")
"""The tests of what the vendors' classes declare."""

SURFACE = re.compile(r"tests/surface/")
"""The tests of what others build upon."""

WHOLE = re.compile(
    r"tests/(test_(golden|laws|check|refusals|codec|values|streams|canonical_schema)|scoreboard/test_losses)\.py"
)
"""The tests of the library as a whole."""


@frozen
class Chooser:
    library: Path
    reach: Reach

    def tests(self, mutant: Mutant, seconds: float, *, elsewhere: bool = False) -> list[str]:
        """As many as take that long, and at least one, if there is any; what one group leaves over is for the next ones.

        :param elsewhere: also those that start a process that reaches it.
        """
        groups = list(filter(None, self._groups(mutant, elsewhere=elsewhere)))
        chosen: list[str] = []
        left = 0.0
        for group in groups:
            left += seconds / len(groups)
            some = [test for test in self._within(left, self._ordered(group)) if test not in chosen]
            left = max(left - sum(self.reach.seconds[test] for test in some), 0)
            chosen += some
        return chosen

    def declared(self) -> list[str]:
        """The tests of what the vendors' classes declare."""
        return self._ordered(test for test in self.reach.seconds if DECLARED.match(test))

    def warm_tests(self, mutant: Mutant, seconds: float) -> list[str]:
        """Less those whose file has run the function before it is changed, and may compare both."""
        before = self.reach.collecting(mutant.file, self._body(mutant))
        return [test for test in self.tests(mutant, seconds) if test.partition("::")[0] not in before]

    def _groups(self, mutant: Mutant, *, elsewhere: bool) -> list[set[str]]:
        """The better ones first. What is made once and kept was reached by the first test that wanted it; so the last attempt has tests
        of the library as a whole.
        """
        file, inside = mutant.file, self._functions(mutant.file)
        whole = self._of_kind(WHOLE)
        if not mutant.scope:
            reached = self._of_words(mutant), self.reach.tests(file, inside), self.reach.elsewhere(file, inside)
            return [self._of_kind(SURFACE), self._beside(file), self._of_kind(DECLARED), whole, *reached]
        lines = (range(mutant.line, mutant.end + 1), self._statement(mutant), self._body(mutant))
        near = next(filter(None, (self.reach.tests(file, some) for some in lines)), set())
        likely = {test for test in near if self._is_about(test.partition("::")[0], file)}
        if not elsewhere:
            return [likely, near]
        started = self.reach.elsewhere(file, self._body(mutant))
        return [likely, near, started, self._of_kind(SURFACE), self._beside(file), whole]

    def _of_kind(self, kind: re.Pattern[str]) -> set[str]:
        return {test for test in self.reach.seconds if kind.match(test)}

    def _beside(self, file: str) -> set[str]:
        """The tests of the same folder of the library, or of the file itself."""
        folder, _, name = file.rpartition("/")
        if folder:
            return self._of_kind(re.compile(f"tests/{folder.partition('/')[0]}/"))
        return {test for test in self.reach.seconds if Path(name).stem in test.partition("::")[0]}

    def _is_about(self, test_file: str, file: str) -> bool:
        """Whether a file of tests is called like a module, or imports from it."""
        module = Path(file).with_suffix("").as_posix().removesuffix("/__init__")
        return Path(module).name in test_file or module.replace("/", ".") in modules_imported(
            self.library.parents[1] / test_file
        )

    def _ordered(self, tests: Iterable[str]) -> list[str]:
        """Quick ones first, one of each function before a second of any."""
        turns: dict[str, int] = {}
        keyed = []
        for test in sorted(tests, key=lambda test: (self.reach.seconds.get(test, 0), test)):
            function = test.partition("[")[0]
            turns[function] = turns.get(function, -1) + 1
            keyed.append((turns[function], test))
        return [test for _, test in sorted(keyed, key=lambda pair: pair[0])]

    def _within(self, seconds: float, tests: Iterable[str]) -> Iterator[str]:
        """At least one, and all that still fit where one does not."""
        left = seconds
        for number, test in enumerate(tests):
            its = self.reach.seconds.get(test, 0)
            if its <= left or not number:
                left -= its
                yield test

    def _statement(self, mutant: Mutant) -> range:
        """The lines of the smallest statement around."""
        around = [
            node
            for node in ast.walk(tree_of(self.library / mutant.file))
            if isinstance(node, ast.stmt) and node.lineno <= mutant.line and (node.end_lineno or 0) >= mutant.end
        ]
        found = min(around, key=lambda node: (node.end_lineno or 0) - node.lineno)
        return range(found.lineno, (found.end_lineno or 0) + 1)

    def _body(self, mutant: Mutant) -> list[int]:
        return bodies_of_functions(self.library / mutant.file).get(mutant.scope, [])

    def _functions(self, file: str) -> list[int]:
        return [line for lines in bodies_of_functions(self.library / file).values() for line in lines]

    def _of_words(self, mutant: Mutant) -> set[str]:
        """The tests that reach a line anywhere with a name that is defined around the mutant."""
        words = names_defined(tree_of(self.library / mutant.file), mutant.line)
        found: set[str] = set()
        for file in sorted(self.library.rglob("*.py")):
            inside = set(words_of_functions(file))
            lines = [line for word, line in inside if word in words]
            found |= self.reach.tests(str(file.relative_to(self.library)), lines) if lines else set()
        return found
