"""A small library of its own, with tests: what they hold is noticed when it changes, what they do not hold survives."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest
from attrs import Factory, define
from click.testing import CliRunner

from . import laboratory as laboratory_module
from .__main__ import main
from .choosing import Chooser
from .judging import Judge
from .laboratory import Laboratory
from .mutants import Mutant, is_python, mutants
from .reach import Reach, read
from .survivors import ACCEPTED, EQUIVALENT
from .verdicts import PARTS, Verdict, summary

LIBRARY = Path(__file__).parents[2] / "src" / "normalizer"

LIMIT = """
'''A limit.'''
from functools import lru_cache

LIMIT = 3


class Gate:
    @property
    def is_open(self):
        return True

    @lru_cache
    def lets_in(self, number: int) -> bool:
        '''Whether it does.'''
        return self.is_open and 0 < number <= LIMIT


def counted(numbers):
    while numbers:
        numbers = numbers[1:]
    return "none"
"""

MAIN = """
import sys
from normalizer.limit import counted
print(counted(sys.argv[1:]))
"""

TESTS = """
import subprocess, sys
from normalizer.limit import Gate

def test_a_gate_lets_in_up_to_its_limit():
    assert [Gate().lets_in(number) for number in (0, 1, 3, 4)] == [False, True, True, False]

def test_a_gate_is_open():
    assert Gate().is_open

def test_a_process_says_none():
    assert subprocess.check_output([sys.executable, '-m', 'normalizer', 'a']).split() == [b'none']

def test_that_fails_when_it_is_run_in_a_judges_process():
    import os
    Gate().lets_in(2)
    assert 'NOT_THE_FIRST_RUN' not in os.environ
"""


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    home = tmp_path_factory.mktemp("laboratory")
    package = home / "src" / "normalizer"
    package.mkdir(parents=True)
    for name, text in {"__init__.py": "", "limit.py": LIMIT, "__main__.py": MAIN}.items():
        (package / name).write_text(text, encoding="utf-8")
    shutil.copytree(Path(__file__).parent, home / "tests" / "mutation", ignore=shutil.ignore_patterns("test_*"))
    (home / "tests" / "__init__.py").write_bytes(b"")
    (home / "tests" / "test_limit.py").write_text(TESTS, encoding="utf-8")
    (home / "pytest.ini").write_bytes(b"[pytest]\n")
    found = Laboratory(home)
    found.measure("tests/test_limit.py")
    return found


def test_what_the_tests_hold_is_noticed_and_what_they_do_not_hold_survives(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOT_THE_FIRST_RUN", "1")  # a test that now fails for nothing proves nothing
    chosen = laboratory.mutants(("limit.py",))

    verdicts = {verdict.name.partition("limit.py ")[2]: verdict.killer for verdict in laboratory.verdicts(chosen)}

    assert [name for name, killer in verdicts.items() if not killer] == SURVIVORS
    killers = {name: killer.partition("::")[2] for name, killer in verdicts.items() if killer}
    assert set(killers.values()) <= {*HERE, THERE}
    assert killers.keys() - {name for name, killer in killers.items() if killer in HERE} == {
        'counted: return "none" -> return None',
        "counted: \"none\" -> 'another text'",
    }
    assert killers.keys() >= {
        "on import: 3 -> 4",
        "Gate.is_open: return True -> return None",
        "Gate.is_open: True -> False",
        "Gate.lets_in: self.is_open and 0 < number <= LIMIT -> self.is_open",
        "Gate.lets_in: 0 < number <= LIMIT -> 0 < number < LIMIT",
    }


HERE = ("test_a_gate_lets_in_up_to_its_limit", "test_a_gate_is_open")
THERE = "test_a_process_says_none"
SURVIVORS = [
    "Gate.lets_in: self.is_open and 0 < number <= LIMIT -> 0 < number <= LIMIT",
    "counted: while numbers: numbers = numbers[1:] -> nothing",
    "counted: numbers -> not numbers",
    "counted: 1 -> 2",
]
"""Gates are always open here, and nobody asks what a loop does to a name that is not read any more."""


def test_everything_is_copied_and_measured_once_until_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = []

    def measure(laboratory: Laboratory) -> None:
        measured.append(laboratory.library.is_dir())
        (laboratory.home / "reach").mkdir()
        (laboratory.home / "reach" / "seconds.json").write_text("{}", encoding="utf-8")

    monkeypatch.setattr(Laboratory, "measure", measure)
    laboratory = Laboratory(tmp_path / "copy")
    laboratory.prepare()
    laboratory.prepare()
    assert measured == [True]

    (laboratory.library / "diff.py").unlink()
    laboratory.prepare()
    assert measured == [True, True]
    assert len(laboratory.mutants(("diff.py",))) > 200


def test_when_only_tests_change_those_are_measured_again_that_have_changed_or_name_what_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        "src/normalizer/limit.py": LIMIT,
        "tests/test_limit.py": TESTS,
        "tests/test_word.py": "from . import words",
    }
    root = _written(
        tmp_path / "root", {**texts, "tests/words.py": "", "tests/long/test_smoke.py": "", "fixtures/a.json": "1"}
    )
    home = tmp_path / "home"
    _written(home / "reach", {"seconds.json": "{}"})
    _written(home, {name: (root / name).read_text() for name in ("src/normalizer/limit.py", "fixtures/a.json", *texts)})
    run: list[tuple[str, ...]] = []
    monkeypatch.setattr(laboratory_module, "ROOT", root)
    monkeypatch.setattr(Laboratory, "_run", lambda *given, **_: run.append(given[4:]))

    Laboratory(home).prepare()  # a new file that is no test, and one that is left out
    _written(root, {"tests/words.py": "WORD = 1", "tests/test_new.py": ""})
    Laboratory(home).prepare()

    assert run == [("--again", "tests/test_new.py", "tests/test_word.py")]
    assert (home / "tests" / "words.py").read_text() == "WORD = 1"


def _written(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_files_about_a_module_are_called_like_it_or_import_from_it(laboratory: Laboratory) -> None:
    tests = laboratory.home / "tests"
    (tests / "test_gates.py").write_text("import json\nfrom normalizer import limit\n", encoding="utf-8")
    (tests / "test_numbers.py").write_text("from normalizer.limit import Gate, counted\n", encoding="utf-8")
    (tests / "test_all.py").write_text("import normalizer\nfrom normalizer.other import limits\n", encoding="utf-8")
    files = ["tests/test_limit.py", "tests/test_gates.py", "tests/test_numbers.py", "tests/test_all.py"]
    chosen = Chooser(
        laboratory.library, Reach(dict.fromkeys((f"{file}::test" for file in files), 1.0), _all(files), {})
    )
    mutant = next(mutant for mutant in laboratory.mutants(("limit.py",)) if mutant.scope == "counted")

    assert chosen.tests(mutant, 6) == [f"{file}::test" for file in sorted(files[:3])] + ["tests/test_all.py::test"]


def _all(files: list[str]) -> dict[str, list[tuple[str, bytes]]]:
    return {"limit.py": [(f"{file}::test", b"\xff" * 9) for file in files]}


def test_what_noticed_one_slip_in_a_function_is_shown_the_next_one_first(laboratory: Laboratory) -> None:
    slow, quick = "tests/test_limit.py::slow", "tests/test_limit.py::quick"
    reached = {"limit.py": [(slow, b"\xff" * 9), (quick, b"\xff" * 9)]}
    chooser = Chooser(laboratory.library, Reach({slow: 9.0, quick: 1.0}, reached, {}))
    one, other, elsewhere = [
        next(
            mutant for mutant in laboratory.mutants(("limit.py",)) if mutant.scope == scope and mutant.variant == number
        )
        for scope, number in (("Gate.lets_in", 0), ("Gate.lets_in", 1), ("counted", 0))
    ]
    judge = _Listed(laboratory.library, chooser, 2.0, answers=[slow, quick, ""])

    assert [judge.killer(mutant) for mutant in (one, other, elsewhere)] == [slow, quick, ""]
    assert judge.shown == [[quick], [slow, quick], [quick]]


@define(eq=False)
class _Listed(Judge):
    """Says what it is told to say, and keeps which tests it was given."""

    answers: list[str] = Factory(list)
    shown: list[list[str]] = Factory(list)

    def tests(self, mutant: Mutant) -> list[str]:
        return self.chooser.tests(mutant, self.seconds)

    def first_failing(self, mutant: Mutant | None, tests: list[str], seconds: list[float]) -> str:
        assert len(seconds) == len(tests)
        if mutant is None:
            return ""
        self.shown.append(tests)
        return self.answers.pop(0)


def test_what_some_tests_reached_is_forgotten_and_measured_again(laboratory: Laboratory) -> None:
    chosen = Chooser(laboratory.library, read(laboratory.home / "reach"))
    mutant = next(mutant for mutant in laboratory.mutants(("limit.py",)) if mutant.scope == "Gate.is_open")

    laboratory.measure("--again", "tests/test_limit.py")

    again = Chooser(laboratory.library, read(laboratory.home / "reach"))
    assert set(again.tests(mutant, 100)) == set(chosen.tests(mutant, 100)) != set()
    assert again.reach.seconds.keys() == chosen.reach.seconds.keys()


SOURCE = '''
"""What it is."""
from typing import TYPE_CHECKING, TypeAlias, cast

Name: TypeAlias = "str | None"
Path = tuple[str, ...]
__all__ = ["f"]

if TYPE_CHECKING:
    import os


class Thing:
    size: int = key(absent=None)
    """How large."""

    def f(self, other: "Thing", *, by=1) -> "Thing":
        """Says it."""
        assert other is not None, "never"
        if other.ready:
            self.size += cast("int", -by)
        for a in [1.5, b"x"]:
            if a in other and not a.b: continue
            other.call(a, *self.more, name="")
        del other.size
        raise Wrong(f"{a} is wrong") from None
'''


def test_the_mutants_of_a_module_are_its_slips(tmp_path: Path) -> None:
    (tmp_path / "thing.py").write_text(SOURCE, encoding="utf-8")

    found = [mutant for mutant in mutants(tmp_path, "thing.py") if is_python(mutant, tmp_path)]

    assert [mutant.name.partition(" ")[2] for mutant in found] == [
        "on import: absent=None -> nothing",
        "on import: 1 -> 2",
        'Thing.f: if other.ready: self.size += cast("int", -by) -> nothing',
        "Thing.f: other.ready -> not other.ready",
        "Thing.f: self.size += cast(\"int\", -by) -> self.size -= cast('int', -by)",
        "Thing.f: self.size += cast(\"int\", -by) -> self.size = cast('int', -by)",
        'Thing.f: self.size += cast("int", -by) -> nothing',
        "Thing.f: -by -> by",
        "Thing.f: -by -> nothing",
        'Thing.f: for a in [1.5, b"x"]: if a in other and not a.b: continue other.call(a, *self.more, name="") -> nothing',
        "Thing.f: 1.5 -> 2.5",
        "Thing.f: 1.5 -> nothing",
        "Thing.f: b\"x\" -> b'another text'",
        'Thing.f: b"x" -> nothing',
        "Thing.f: if a in other and not a.b: continue -> nothing",
        "Thing.f: a in other and not a.b -> a in other or not a.b",
        "Thing.f: a in other and not a.b -> not a.b",
        "Thing.f: a in other and not a.b -> a in other",
        "Thing.f: a in other -> a not in other",
        "Thing.f: not a.b -> a.b",
        "Thing.f: continue -> break",
        'Thing.f: other.call(a, *self.more, name="") -> nothing',
        "Thing.f: a -> nothing",
        "Thing.f: *self.more -> nothing",
        'Thing.f: name="" -> nothing',
        "Thing.f: \"\" -> 'another text'",
        "Thing.f: del other.size -> nothing",
        'Thing.f: raise Wrong(f"{a} is wrong") from None -> nothing',
        'Thing.f: f"{a} is wrong" -> nothing',
        "Thing.f: f\"{a} is wrong\" -> 'another text'",
    ]
    assert all(mutant.source(tmp_path) != ast.unparse(ast.parse(SOURCE)) for mutant in found)


def test_every_listed_survivor_can_be_made_and_has_a_reason() -> None:
    files = {name.partition(" ")[0] for name in (*EQUIVALENT, *ACCEPTED)}
    known = {mutant.name for file in files for mutant in mutants(LIBRARY, file)}

    assert EQUIVALENT.keys() | ACCEPTED.keys() <= known
    assert not EQUIVALENT.keys() & ACCEPTED.keys()
    assert all({**EQUIVALENT, **ACCEPTED}.values())


def test_every_part_that_is_counted_is_there() -> None:
    assert all((LIBRARY / start).exists() for starts in PARTS.values() for start in starts)


def test_a_survivor_is_a_hole_unless_it_is_listed_and_what_is_listed_has_to_survive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(EQUIVALENT, "diff.py f: 1 -> 2", "it is only here")
    survived, killed = Verdict("diff.py f: 1 -> 2", "", 3), Verdict("diff.py f: 1 -> 2", "tests/a.py::b", 3)

    assert summary([survived])[1]
    assert "NOTICED, though listed" in summary([killed])[0]
    assert not summary([killed])[1]
    assert not summary([Verdict("diff.py f: 2 -> 3", "", 3)])[1]
    assert "diff: 1 of 1 noticed, 100.00 %; 0 change nothing" in summary([killed])[0]


def test_the_command_says_what_it_is_for() -> None:
    assert "Strategy" in CliRunner().invoke(main, ["--help"]).output
