"""A folder with a copy of source and tests, where mutants are judged, so that nothing here changes the working tree."""

from __future__ import annotations

import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import click
from attrs import frozen

from . import reach
from .mutants import Mutant, mutants
from .verdicts import Verdict
from .warm import PACKAGE

ROOT = Path(__file__).resolve().parents[2]
TESTS = "tests"
COPIED = (TESTS, "src", "fixtures")
"""What the verdicts depend on."""

SECONDS_WARM, SECONDS_COLD, SECONDS_LAST = 4, 12, 40
"""How long the tests take, as they were measured, that are tried in a warm process, in a cold one, and at last."""

FEW = {"NORMALIZER_LAW_EXAMPLES": "20"}
"""How many random values a law draws until the last attempt, which draws as many as the ordinary tests do."""


@frozen
class Laboratory:
    home: Path

    @property
    def library(self) -> Path:
        return self.home / "src" / PACKAGE

    def prepare(self) -> None:
        """Copy everything and run the tests once, if the copy is not of what is here now; of tests alone that have changed, those."""
        if (self.home / "reach" / reach.SECONDS).exists() and not any(map(self._changed, COPIED[1:])):
            self._prepare_tests(self._changed(TESTS))
            return
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir()
        junk = shutil.ignore_patterns("__pycache__", "node_modules", "_site")
        for held in (held for held in ROOT.iterdir() if held.name[0] != "."):
            if held.is_file():
                shutil.copy2(held, self.home)
            else:
                shutil.copytree(held, self.home / held.name, ignore=junk)
        self.measure()

    def measure(self, *tests: str) -> None:
        """Run the tests once, to know which lines they reach."""
        click.echo("the tests run once, to see what they reach")
        self._run("reach", str(self.home / "reach"), str(self.library), *tests, **FEW)

    def _prepare_tests(self, changed: list[str]) -> None:
        again = sorted({test for name in changed for test in self._tests_with(name)})
        for name in changed:
            (self.home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self.home / name)
        if again:
            click.echo(f"{len(again)} files of tests run once more, for they have changed")
            self._run("reach", str(self.home / "reach"), str(self.library), reach.AGAIN, *again, **FEW)

    def _tests_with(self, name: str) -> list[str]:
        """A file of tests itself; of another one that was there before, those that name it."""
        path = Path(name)
        if path.suffix != ".py" or path.parts[1] in reach.LEFT_OUT:
            return []
        if path.name.startswith("test_"):
            return [name]
        word = re.compile(rf"\b{re.escape(path.stem)}\b")
        tests = reach.chosen_tests(self.home) if (self.home / name).exists() else []
        files = (file for test in map(Path, tests) for file in ([test] if test.is_file() else test.rglob("test_*.py")))
        return [str(file.relative_to(self.home)) for file in files if word.search(file.read_text(encoding="utf-8"))]

    def _changed(self, name: str) -> list[str]:
        """The files that are not in the copy as they are here."""
        files = [
            str(file.relative_to(ROOT))
            for file in (ROOT / name).rglob("*")
            if file.is_file() and not {"__pycache__", "node_modules"} & set(file.parts)
        ]
        _, different, missing = filecmp.cmpfiles(ROOT, self.home, files, shallow=False)
        return different + missing

    def _run(self, module: str, *arguments: str, **more: str) -> None:
        """A program of this package, over the copy, in an environment that measures no coverage by itself."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
        log = self.home / f"{module}.log"
        with log.open("wb") as told:
            ended = subprocess.run(
                [sys.executable, "-m", f"{__package__}.{module}", *arguments],
                cwd=self.home, env={**outside, "PYTHONPATH": str(self.home / "src"), **more},
                stdout=told, stderr=told, check=False,
            )  # fmt: skip
        if ended.returncode:
            raise click.ClickException(f"{module} ended with exit code {ended.returncode}; see {log}")

    def mutants(self, modules: tuple[str, ...] = ("",)) -> list[Mutant]:
        """All of the files whose path in the library begins like one of these."""
        files = sorted(str(file.relative_to(self.library)) for file in self.library.rglob("*.py"))
        return [mutant for file in files if file.startswith(modules) for mutant in mutants(self.library, file)]

    def verdicts(self, chosen: list[Mutant]) -> list[Verdict]:
        quick = [mutant for mutant in chosen if mutant.scope]
        click.echo(f"{len(chosen)} mutants, {len(quick)} of them in functions")
        verdicts = self._judged("warm", SECONDS_WARM, quick, FEW)
        for seconds, examples in ((SECONDS_COLD, FEW), (SECONDS_LAST, {})):
            left = [mutant for mutant in chosen if mutant.name not in verdicts or not verdicts[mutant.name].is_killed]
            click.echo(f"{len(left)} are left for tests that take {seconds} s")
            verdicts |= self._judged("cold", seconds, left, examples)
        return [verdicts[mutant.name] for mutant in chosen]

    def _judged(self, judge: str, seconds: float, chosen: list[Mutant], examples: dict[str, str]) -> dict[str, Verdict]:
        """The verdicts of one judge, by the names of mutants."""
        tasks, verdicts = self.home / f"{judge}.tasks", self.home / f"{judge}.verdicts"
        tasks.write_text("".join(json.dumps(attrs.asdict(mutant)) + "\n" for mutant in chosen), encoding="utf-8")
        verdicts.write_bytes(b"")
        if chosen:
            self._run(judge, str(self.home), str(seconds), str(tasks), str(verdicts), **examples)
        read = map(Verdict.read, verdicts.read_text(encoding="utf-8").splitlines())
        return {verdict.name: verdict for verdict in read}
