"""A small piece of each fuzz target: what was found once is not found again, seeds are read, and findings are kept."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from random import Random

import attrs
import pytest
from click.testing import CliRunner

from normalizer.testing.judging import require

from ..long.damage import spoil_bytes
from . import guided
from .byte_dice import ByteDice
from .findings import Findings
from .targets import FOUND, TARGETS, Target

SPOILT = {"cli": 25}
"""How many spoilt seeds are tried, where it is not 150."""


@pytest.mark.parametrize("name", TARGETS)
def test_no_seed_and_no_spoilt_seed_is_a_finding(name: str) -> None:
    target, random = TARGETS[name], Random(zlib.crc32(name.encode()))
    seeds = random.sample(list(target.seeds()), 25)
    spoilt = [spoil_bytes(random, random.choice(seeds), random.choice(seeds)) for _ in range(SPOILT.get(name, 150))]

    read = [target.attempt(given) for given in (*seeds, *spoilt)]

    assert {True, False} == set(read)


@pytest.mark.parametrize(
    "found", [found for target in TARGETS.values() for found in target.found()], ids=lambda path: path.name
)
def test_what_was_found_once_is_not_found_again(found: Path) -> None:
    TARGETS[found.parent.name].attempt(found.read_bytes())


def test_every_folder_of_findings_is_one_of_a_target() -> None:
    assert {folder.name for folder in FOUND.iterdir()} <= TARGETS.keys()


def test_dice_are_thrown_with_the_bytes_of_an_input_and_then_with_zeros() -> None:
    dice = ByteDice(bytes((7, 1, 1, 5)))

    assert [dice.randrange(5), dice.randrange(1000), dice.choice("abc")] == [2, 257, "c"]
    assert [dice.randrange(9), dice.choice("abc"), dice.rest()] == [0, "a", b""]
    assert ByteDice(b"ab").rest() == b"ab"


def attempt(given: bytes) -> bool:
    require(given != b"bad", "it is bad")
    return len(given) / len(given.strip()) == 1


def test_a_finding_of_each_kind_is_kept_with_its_traceback_and_does_not_stop_the_run(tmp_path: Path) -> None:
    findings = Findings(Target("x", lambda: iter(()), attempt), tmp_path)

    for given in (b"a", b"a ", b"bad", b" ", b"bad", b"a"):
        findings.judge(given)
    findings.tell()

    kept = {file.read_bytes() for file in tmp_path.iterdir() if not file.suffix}
    assert kept == {b"bad", b" "}
    assert any("ZeroDivisionError" in file.read_text() for file in tmp_path.glob("*.txt"))
    numbers = json.loads((tmp_path / "numbers.json").read_bytes())
    assert (numbers["executions"], numbers["read"], numbers["refused"]) == (6, 2, 1)
    assert sorted(numbers["findings"].values()) == [1, 2]
    assert "6 executions" in guided.told(numbers)


def test_a_run_begins_with_the_seeds_and_with_what_was_found_before(tmp_path: Path) -> None:
    (tmp_path / "x" / "findings").mkdir(parents=True)
    (tmp_path / "x" / "findings" / "old").write_bytes(b"")

    folder = guided.laid_out(attrs.evolve(TARGETS["sse"], name="x"), tmp_path)
    again = guided.laid_out(TARGETS["sse"], tmp_path)

    assert len(list((folder / "corpus").iterdir())) == len(set(TARGETS["sse"].seeds()))
    assert list((folder / "findings").iterdir()) == []
    corpus = {file.read_bytes() for file in (again / "corpus").iterdir()}
    assert {found.read_bytes() for found in TARGETS["sse"].found()} <= corpus


@pytest.mark.skipif(not guided.PYTHON.exists(), reason="`just fuzz-guided` builds an environment with atheris first")
def test_the_engine_runs_a_target(tmp_path: Path) -> None:
    folder = guided.laid_out(TARGETS["codec"], tmp_path)

    numbers = guided.fuzzed(folder, "codec", 3)

    assert numbers["findings"] == {}
    assert numbers["executions"] > 100


def test_the_command_says_what_it_is_for() -> None:
    assert "Strategy" in CliRunner().invoke(guided.main, ["--help"]).output
