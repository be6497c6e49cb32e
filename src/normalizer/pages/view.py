"""All that one page shows, ready to be written: the template only lays it out."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from .. import __version__
from ..findings import Findings
from .bars import Share
from .charts import charts
from .columns import Chart
from .heat_map import HeatMap, heat_map
from .model_rows import MOST, MOST_MORE, Row, ranked, row
from .names import Names, Shown
from .numbers import counted
from .outcome_bars import Group, groups, outcomes
from .reasons import Word, reason_shares, words
from .reject_rows import Reject, reject_rows
from .tiles import Tile, tiles, title
from .timeline import Timeline, timeline

_SOURCES: Final = 5


@frozen
class View:
    """One page."""

    findings: Findings
    title: str
    sources: tuple[Shown, ...]
    more_sources: str
    tiles: tuple[Tile, ...]
    outcomes: tuple[Share, ...]
    groups: tuple[Group, ...]
    heat: HeatMap
    rejects: tuple[Reject, ...]
    models: tuple[Row, ...]
    more_models: tuple[Row, ...]
    left_out_models: int
    """How many more are only counted."""

    timeline: Timeline | None
    undrawn: tuple[str, ...]
    """Which records are not in the charts, and why."""

    charts: tuple[Chart, ...]
    reasons: tuple[Share, ...]
    words: tuple[Word, ...]
    left_out_words: int
    version: str = __version__


def view(findings: Findings, names: Names) -> View:
    """Look at the counts of a log."""
    models = findings.models.by_name.held
    time = timeline(findings.models.periods)
    order = ranked(models)
    rows = [row(models[name], name, place, names, time) for place, name in enumerate(order[: MOST + MOST_MORE])]
    shown_words, left_out_words = words(findings, names)
    more_sources = len(findings.sources) - _SOURCES
    return View(
        findings=findings,
        title=title(findings),
        sources=tuple(names.source(name) for name in findings.sources[:_SOURCES]),
        more_sources=f"and {counted(more_sources, 'more input')}" if more_sources > 0 else "",
        tiles=tuple(tiles(findings)),
        outcomes=outcomes(findings),
        groups=groups(findings),
        heat=heat_map(findings, names),
        rejects=tuple(reject_rows(findings, names)),
        models=tuple(rows[:MOST]),
        more_models=tuple(rows[MOST:]),
        left_out_models=max(len(order) - MOST - MOST_MORE, 0),
        timeline=time,
        undrawn=_undrawn(findings, time) if time is not None else (),
        charts=charts(order, names, time) if time is not None else (),
        reasons=reason_shares(findings),
        words=shown_words,
        left_out_words=left_out_words,
    )


def _undrawn(findings: Findings, time: Timeline) -> tuple[str, ...]:
    untimed = findings.models.periods.untimed
    reasons = (
        (untimed, "without a time that can be read"),
        (time.before, "long before all others"),
        (time.after, "long after all others"),
    )
    return tuple(f"{counted(number, 'record')} {why}" for number, why in reasons if number)
