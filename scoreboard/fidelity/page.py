"""The board as a page and as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoreboard.heat_map import HeatMap

from .board import Board, Raw, boards, cell, outcome_of
from .corpus import VENDORS, cases, streams
from .counting import leaves
from .peers import PEERS
from .trials import ROWS, trials

TITLES: Final = {"orq": "orq: text completions", "opper": "Opper: chat completions"}

PAGE: Final = """\
# The fidelity scoreboard

What this library and its peers do to logged responses:

{corpus}

`just scoreboard` builds the peers' environments, asks everybody anew and writes this page, in some minutes; it needs npm and a package
index ([just](../CONTRIBUTING.md#setting-up) runs recipes). Its numbers are made of
[the outcome of every trial](fidelity.json), and a test holds that those of this library are true now.

The payloads are this project's own fixtures: made up, and deliberately rich. So this measures how much of what a vendor *can*
send survives, not what an average day's traffic loses; and it is what this library was made with, so that it loses nothing of it should
surprise nobody. Most peers were built for something else, live clients and gateways, and
are good at that; where one does not offer a thing, the cell says \u2013 and nothing is counted.

{boards}

## How to read it

Three numbers are leaves **lost/changed/invented**, summed over all cases of the row; `n ref.` is how many cases the peer refused
to read, whose leaves are not counted. `0/0/0` is lossless. Two numbers are how many were right of how many, and what most of
the others were. Point at a cell of a picture for more. The colours: nothing wrong; nothing lost or changed; less than 5 % of the
leaves lost or changed; less than 20 %; more.

{questions}

## The rules of counting

* A leaf is what has nothing below it: a text, a number, true, false, null, an empty object or array. Its place is the keys and
  indexes that lead to it. It is *lost* if nothing is at its place any more, *changed* if something else is, *invented* if it is
  at a place where there was none. Items of an array that change their order count as changed.
* Values are compared with their kinds: `1` and `1.0` are two, `null` and absence are two. How many of the changed leaves are
  equal numbers of two kinds is told where a picture's cell is pointed at, and [below](#there-and-back-case-by-case).
* The order of keys, white space and escapes are not counted, nor is `inCamelCase` that a TypeScript SDK prints.
* An edit **shows** if its value is where it was made and every other leaf is as it is without the edit; **moves more** if others
  are not (a total that is counted anew, say); **ignored** if it is not there.
* An error body is right only if it is refused. **passed on**: handed back untouched, by who did not look; **an answer**: it reads
  as a response of a model.
* A finish reason or arguments are **kept** in their place; **kept elsewhere** in the object or payload; **renamed**, **replaced**
  or **lost** otherwise. Arguments are **wrapped** if their text is inside something else.
* Choices of a stream are **kept** if each has its own text, **mixed** if some text is of no choice.
* What stands between the two ways to the other vendor and back is not looked at, only what comes back.
* A peer that raises anything has refused. Whoever only reads is judged by what its object shows.
* Of a peer's ways to write a response, the one that loses least is taken.

## The peers, and how each was used

Each is installed with these versions in an environment of its own and reads the answers of a server on the same machine where it
is a client, for that is how its documentation has it used. The code is in `scoreboard/workers`, one file for each.

{peers}

## There and back, case by case

{cases}

What an unknown finish reason became: {reasons}.

## What is not asked

The prints of the vendors' SDKs (`node` and `python` forms, event envelopes), because no peer claims to read them; that this
library gives them back exactly is law 2, tested over each. Speed, because `just bench` measures it. Requests, because this
library has none.
"""


def page(raw: Raw) -> str:
    """The text of the page."""
    return PAGE.format(
        corpus=_corpus(),
        boards="\n\n".join(_board(board) for board in boards(raw)),
        questions=_questions(),
        peers=_peers(raw),
        cases="\n\n".join(_cases(raw, board) for board in boards(raw)),
        reasons=_reasons(raw),
    )


def pictures(raw: Raw) -> dict[str, str]:
    """The boards as SVGs, by the names of their files."""
    return {f"fidelity-{board.vendor}.svg": _picture(board) for board in boards(raw)}


def _picture(board: Board) -> str:
    columns = [peer.name for peer in board.peers]
    rows = [(row.name, [board.cells[row.name, peer.name] for peer in board.peers]) for row in board.rows]
    return HeatMap(f"{TITLES[board.vendor]}: lost/changed/invented, or right of how many", columns, rows, 80).svg()


def _corpus() -> str:
    told = [
        f"* {len(cases(vendor))} responses of {TITLES[vendor].split(':')[0]}"
        f" ({sum(len(list(leaves(case))) for case in cases(vendor).values())} leaves) and {len(streams(vendor))} streams."
        for vendor in VENDORS
    ]
    return "\n".join(told)


def _board(board: Board) -> str:
    rows = [[row.name, *(board.cells[row.name, peer.name].text for peer in board.peers)] for row in board.rows]
    head = ["", *(peer.name for peer in board.peers)]
    name = TITLES[board.vendor]
    return f"## {name}\n\n![The table below, as a picture](fidelity-{board.vendor}.svg)\n\n{_table([head, *rows])}{_explained(board)}"


def _explained(board: Board) -> str:
    """Why this library's cells are not all without a fault."""
    ours = PEERS[0].name
    rows = [row for row in board.rows if board.cells[row.name, ours].tone != "good"]
    return "".join(f"\n\nnormalizer, *{row.name}*: {row.explained}." for row in rows)


def _questions() -> str:
    return _table([["row", "question"], *([row.name, row.question] for row in ROWS.values())])


def _peers(raw: Raw) -> str:
    rows = [[peer.name, f"`{raw['versions'][peer.name]}`", peer.way, peer.note] for peer in PEERS]
    return _table([["peer", "version", "used with", "note"], *rows])


def _cases(raw: Raw, board: Board) -> str:
    """One row for each case, for those who write responses; what of it is only the kind of a number is told apart."""
    row = ROWS["back"]
    writers = [peer for peer in board.peers if board.cells[row.name, peer.name].tone != "none"]
    of_row = [trial for trial in trials() if trial.vendor == board.vendor and trial.row == "back"]
    rows = [
        [
            f"`{trial.case}`",
            *(
                _case(cell(row, [outcome]).text, outcome)
                for outcome in (outcome_of(raw, peer, trial) for peer in writers)
            ),
        ]
        for trial in of_row
    ]
    return _table([[TITLES[board.vendor], *(peer.name for peer in writers)], *rows])


def _case(text: str, outcome: dict[str, int]) -> str:
    equal = outcome["equal"] if "equal" in outcome else 0
    return f"{text} ({equal} are 1 for 1.0)" if equal else text


def _reasons(raw: Raw) -> str:
    told = []
    for peer in PEERS:
        outcomes = [outcome_of(raw, peer, trial) for trial in trials() if trial.row == "reason"]
        became = sorted({str(outcome["as"]) for outcome in outcomes if outcome and "as" in outcome})
        told += [f"`{'`, `'.join(became)}` with {peer.name}"] if became else []
    return "; ".join(told)


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join(f"| {' | '.join(text.replace('|', chr(92) + '|') for text in line)} |" for line in lines)
