"""The board: the outcomes of a peer's trials of one row, as one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from scoreboard.heat_map import Cell, Tone

from .counting import Tally
from .judging import GOOD, MILD, Outcome
from .peers import PEERS, Peer
from .trials import ROWS, Row, Trial, trials

NOT_OFFERED: Final = "\u2013"
LITTLE, MUCH = 0.05, 0.20
"""Shares of the leaves that are lost or changed, at which a cell gets another colour."""

Raw = Mapping[str, Any]
"""What `docs/fidelity.json` holds: the version of each peer, and of each the outcomes by the trials' names."""


@frozen
class Board:
    """The outcomes of one vendor's trials."""

    vendor: str
    peers: tuple[Peer, ...]
    """Those that offer anything for this vendor."""

    rows: tuple[Row, ...]
    cells: Mapping[tuple[str, str], Cell]
    """By the names of row and peer."""


def boards(raw: Raw) -> tuple[Board, ...]:
    return tuple(_board(vendor, raw) for vendor in ("opper", "orq"))


def _board(vendor: str, raw: Raw) -> Board:
    of_vendor = [trial for trial in trials() if trial.vendor == vendor]
    rows = [name for name in ROWS if any(trial.row == name for trial in of_vendor)]
    peers = tuple(peer for peer in PEERS if any(trial.name in raw["outcomes"][peer.name] for trial in of_vendor))
    cells = {
        (name, peer.name): cell(ROWS[name], [outcome_of(raw, peer, trial) for trial in of_vendor if trial.row == name])
        for name in rows
        for peer in peers
    }
    return Board(
        vendor,
        peers,
        tuple(ROWS[name] for name in rows),
        {(ROWS[row].name, peer): at for (row, peer), at in cells.items()},
    )


def outcome_of(raw: Raw, peer: Peer, trial: Trial) -> Outcome:
    """An outcome that is not in the file is that of a thing that is not offered."""
    outcomes = raw["outcomes"][peer.name]
    return outcomes[trial.name] if trial.name in outcomes else None


def cell(row: Row, outcomes: Sequence[Outcome]) -> Cell:
    """What is shown for a peer in a row."""
    given = [outcome for outcome in outcomes if outcome is not None]
    is_looking_on = len(given) < len(outcomes) and all("refused" in outcome for outcome in given)
    if not given or is_looking_on:
        return Cell(NOT_OFFERED, "none", "does not offer this")
    return _counted(given) if row.rule == "same" else _worded(row, given)


def _counted(given: Sequence[Outcome]) -> Cell:
    """``lost/changed/invented``, and how many were refused, which count for nothing else."""
    tallies = [Tally(**outcome) for outcome in given if "refused" not in outcome]
    refused = len(given) - len(tallies)
    if not tallies:
        return Cell("refuses", "poor", f"refused all {refused}")
    leaves, lost, changed, invented, equal = (
        sum(getattr(tally, name) for tally in tallies) for name in ("leaves", "lost", "changed", "invented", "equal")
    )
    text = f"{lost}/{changed}/{invented}" + (f", {refused}\u00a0ref." if refused else "")
    exact = sum(tally.is_exact for tally in tallies)
    title = f"{exact} of {len(given)} exact; of {leaves} leaves {lost} lost, {changed} changed, {invented} invented"
    title += f"; {equal} of the changed are equal numbers of two kinds" if equal else ""
    return Cell(text, _tone((lost + changed) / leaves, is_exact=not (lost + changed + invented + refused)), title)


def _tone(share: float, *, is_exact: bool) -> Tone:
    if is_exact:
        return "good"
    if not share:
        return "fair"
    return "mixed" if share < LITTLE else "poor" if share < MUCH else "bad"


def _worded(row: Row, given: Sequence[Outcome]) -> Cell:
    """How many are right of how many, and what most of the others are."""
    words = Counter("refused" if "refused" in outcome else outcome["word"] for outcome in given)
    right = sum(count for word, count in words.items() if _is_right(row, word))
    others = [(word, count) for word, count in words.most_common() if not _is_right(row, word)]
    text = f"{right}/{len(given)}" + (f" {others[0][0]}" if others else "")
    title = ", ".join(f"{count} {word}" for word, count in words.most_common()) + _details(given)
    return Cell(text, _tone_of_words(right, [word for word, _ in others], len(given)), title)


def _is_right(row: Row, word: str) -> bool:
    return word == "refused" if row.rule == "error" else word in GOOD


def _tone_of_words(right: int, others: Sequence[str], count: int) -> Tone:
    if not others:
        return "good"
    if set(others) <= MILD:
        return "fair" if right * 2 >= count else "mixed"
    return "poor" if right else "bad"


def _details(given: Sequence[Outcome]) -> str:
    """What values became, and how much more moved."""
    became = sorted({str(outcome["as"]) for outcome in given if "as" in outcome})
    moved = sum(outcome["moved"] for outcome in given if "moved" in outcome)
    return (f"; as {', '.join(became)}" if became else "") + (f"; {moved} other leaves moved" if moved else "")
