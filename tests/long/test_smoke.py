"""A small piece of every long run, so that none of them breaks unnoticed."""

from __future__ import annotations

import json
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner

from normalizer import codec

from .. import drawn, laws
from . import fuzz, laws_long, matrix, minimal, mutants, trial
from .deletions import deletions

SOURCE = '''
def thing_to_canonical(shape, extra: dict[str, int]):
    """What it means."""
    one, two = shape.one, shape.two
    return Thing(one, *two, extra=tuple(item for item in extra if item))


def other(shape):
    return shape
'''


@pytest.mark.parametrize(("reader", "runs"), [("fast", 2000), ("exact", 500)])
def test_spoilt_inputs_come_back_or_are_refused(reader: str, runs: int) -> None:
    known = codec.fast_codec() if reader == "fast" else None
    with mock.patch.object(codec, "fast_codec", return_value=known):
        report = fuzz.fuzz(seed=1, runs=runs)

    assert report.findings == {}
    assert report.outcomes[trial.ACCEPTED] > runs / 10
    assert report.outcomes[trial.REFUSED] > runs / 10


def test_a_finding_is_cut_down_to_what_matters() -> None:
    text = json.dumps({"choices": [{"text": "a", "x": [1, 2, {"y": 3}]}, {"text": "b"}], "id": None})
    with mock.patch.object(laws, "there_and_back", side_effect=lambda payload, *_: 1 / ("id" not in payload)):
        cut = [minimal.minimal(trial.Trial(given, vendor="orq")).given for given in (text, text.encode())]

    assert [json.loads(given) for given in cut] == [{"choices": [], "id": None}] * 2


def test_a_seed_stands_for_one_law_one_spelling_and_one_value() -> None:
    seeds = range(len(drawn.LAWS) * len(drawn.SPELLINGS))

    assert len({(draw.law, draw.vendor, draw.form) for draw in map(drawn.draw, seeds)}) == len(seeds)
    assert laws_long.broken_in(seeds) is None


def test_a_broken_law_is_reported_with_how_to_run_it_again() -> None:
    with mock.patch.dict(drawn.LAWS, {name: lambda *_: 1 / 0 for name in drawn.LAWS}):
        broken = laws_long.broken_in(range(7, 9)) or ""

    assert "ZeroDivisionError" in broken
    assert "--start 7 --values 1" in broken


def test_every_statement_argument_and_item_of_a_mapping_function_is_deleted_once(tmp_path: Path) -> None:
    (tmp_path / "thing.py").write_text(SOURCE, encoding="utf-8")

    found = deletions(tmp_path)

    assert [deletion.text for deletion in found if deletion.begins_line] == [
        "one, two = shape.one, shape.two",
        "return Thing(one, *two, extra=tuple(item for item in extra if item))",
    ]
    inside = {deletion.text for deletion in found if not deletion.begins_line}
    assert inside == {
        "shape.one", "shape.two", "one", "*two", "extra=tuple(item for item in extra if item)",
        "item for item in extra if item", "(item for item in extra if item)", "item",
    } & inside  # fmt: skip
    assert all(mutants.is_python(deletion.source(tmp_path)) for deletion in found)


def test_the_oldest_allowed_versions_are_those_of_the_project_file() -> None:
    assert [pin.partition("==")[0] for pin in matrix.oldest_pins()] == ["attrs", "cattrs"]


def test_the_long_runs_say_what_they_are_for() -> None:
    for command in (fuzz.main, laws_long.main, mutants.main, matrix.main):
        assert "Strategy" in CliRunner().invoke(command, ["--help"]).output
