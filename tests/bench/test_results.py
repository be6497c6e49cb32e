"""What is written down is what was measured, and the README quotes it to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import chart, figures, page, quote, regression
from bench.figures import Figure, Figures, combined
from bench.goals import GOALS, Goal
from bench.tables import short


@pytest.fixture(scope="module")
def baseline() -> Figures:
    return figures.load()


def test_the_page_is_made_of_the_baseline_and_of_nothing_else(baseline: Figures) -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page(baseline)


def test_the_readme_quotes_the_page(baseline: Figures) -> None:
    quotes = [quote.quoted(path.read_text(encoding="utf-8")) for path in (quote.README, page.PAGE)]

    assert quotes == [quote.main_figures(baseline)] * 2


def test_a_quote_is_renewed_in_its_place() -> None:
    readme = f"before\n{quote.BEGIN}old\n{quote.END}after\n"

    assert quote.with_quote(readme, "new\n") == f"before\n{quote.BEGIN}new\n{quote.END}after\n"
    with pytest.raises(LookupError, match="no place"):
        quote.with_quote("before and after", "new\n")


def test_charts_are_drawn_of_the_baseline(baseline: Figures, tmp_path: Path) -> None:
    chart.draw(baseline, tmp_path / "chart.svg")
    chart.draw_growth(baseline, tmp_path / "growth.svg")

    for path, words in ((chart.CHART, ["normalizer", "LiteLLM"]), (chart.GROWTH, ["characters", "unknown keys"])):
        drawn = (tmp_path / path.name).read_text(encoding="utf-8")
        assert all(word in drawn and word in path.read_text(encoding="utf-8") for word in words)


def test_figures_come_back_from_their_file(baseline: Figures, tmp_path: Path) -> None:
    baseline.save(tmp_path / "saved.json")

    assert figures.load(tmp_path / "saved.json") == baseline


def test_runs_are_combined_by_the_geometric_mean_of_their_medians() -> None:
    assert combined([{"a": [1.0, 2.0, 9.0]}, {"a": [7.0, 8.0, 8.5]}]) == {"a": Figure(4.0, 3.25, 8.375)}
    assert combined([{"a": [2.0]}]) == {"a": Figure(2.0, 2.0, 2.0)}


def test_a_goal_that_is_missed_is_told_as_such() -> None:
    at_most = Goal("work", {"600 B": 2.0, "3 KB": 1.0}, lambda _, size: {"600 B": 2.0, "3 KB": 1.01}[size])
    at_least = Goal("times as fast", {"": 8.0}, lambda *_: 7.99, at_least=True)

    assert [cell[3] for cell in at_most.cells(Figures())] == [True, False]
    assert [cell[3] for cell in at_least.cells(Figures())] == [False]


def test_every_goal_is_on_the_page_with_what_was_reached(baseline: Figures) -> None:
    text = page.page(baseline)
    cells = [cell for goal in GOALS for cell in goal.cells(baseline)]

    assert text.count(": reached |") == sum(reached for *_, reached in cells)
    assert text.count(": not reached") == sum(not reached for *_, reached in cells)


def test_figures_are_as_exact_as_they_can_be_read() -> None:
    assert [short(value) for value in (0.126, 9.994, 12.34, 99.94, 151.6)] == ["0.13", "9.99", "12.3", "99.9", "152"]


@pytest.mark.parametrize(("times", "code"), [(1.39, 0), (1.41, 1)])
def test_a_slower_figure_fails_the_quick_look(
    times: float, code: int, baseline: Figures, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    way = ("normalizer", "other", "plain", "opper", "3 KB")
    row = dict(zip(("who", "way", "variant", "vendor", "size"), way, strict=True))
    slow = [{**row, "ratios": [times * baseline.ratio(*way)], "keeps": True}]
    monkeypatch.setattr(regression, "ours_rows", lambda *_, **__: slow)

    assert regression.look(lambda _: None) == code
    assert capsys.readouterr().out.startswith(f"{code} figures are slower")


def test_a_figure_that_was_slower_only_once_is_not_slower(
    baseline: Figures, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    way = ("normalizer", "read", "plain", "orq", "600 B")
    row = dict(zip(("who", "way", "variant", "vendor", "size"), way, strict=True))
    ratio = baseline.ratio(*way)
    turns = iter([[{**row, "ratios": [times * ratio], "keeps": True}] for times in (2.0, 1.0)])
    monkeypatch.setattr(regression, "ours_rows", lambda *_, **__: next(turns))

    assert regression.look(lambda _: None) == 0
    assert capsys.readouterr().out.startswith("0 figures are slower")
