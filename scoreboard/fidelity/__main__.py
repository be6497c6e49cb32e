"""Asks everybody anew and writes ``docs/fidelity.json``, the page and its pictures: ``python -m scoreboard.fidelity``.

``--page`` makes the page and its pictures of the file that is there; ``--check`` asks and writes nothing, and fails if anybody
answers otherwise than the file says.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.oracles.environments import build

from .asking import outcomes
from .board import outcome_of
from .corpus import ROOT
from .page import page, pictures
from .peers import PEERS
from .trials import trials

DOCS = ROOT / "docs"
RAW = DOCS / "fidelity.json"


def main(arguments: list[str]) -> None:
    """Build what is missing, ask, write."""
    if arguments not in ([], ["--page"], ["--check"]):
        sys.exit(__doc__)
    if arguments == ["--check"]:
        others = differing(json.loads(RAW.read_text(encoding="utf-8")), asked())
        sys.exit("\n".join(others) if others else None)  # an empty text would end with 1
    if not arguments:
        write(RAW, text_of(asked()))
    raw = json.loads(RAW.read_text(encoding="utf-8"))
    write(DOCS / "fidelity.md", page(raw))
    for name, picture in pictures(raw).items():
        write(DOCS / name, picture)


def asked() -> dict[str, Any]:
    """The outcome of every trial with every peer; what a peer does not offer is not in it."""
    found: dict[str, Any] = {"versions": {peer.name: peer.version for peer in PEERS}, "outcomes": {}}
    for peer in PEERS:
        if peer.environment is not None:
            peer.environment.home.mkdir(exist_ok=True)
            build(peer.environment)
        print("asking", peer.name, peer.version, flush=True)
        every = outcomes(peer, trials())
        found["outcomes"][peer.name] = {name: outcome for name, outcome in every.items() if outcome is not None}
    return found


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The trials whose outcome is not the one in the file."""
    return [
        f"{peer.name}: {trial.name}"
        for peer in PEERS
        for trial in trials()
        if outcome_of(before, peer, trial) != outcome_of(after, peer, trial)
    ]


def text_of(raw: dict[str, Any]) -> str:
    """The file: one trial a line, so that a difference shows which."""
    peers = []
    for name, every in raw["outcomes"].items():
        lines = ",\n".join(f"   {json.dumps(trial)}: {json.dumps(outcome)}" for trial, outcome in every.items())
        peers.append(f"  {json.dumps(name)}: {{\n{lines}\n  }}")
    return f'{{\n "versions": {json.dumps(raw["versions"])},\n "outcomes": {{\n' + ",\n".join(peers) + "\n }\n}\n"


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    print("wrote", path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
