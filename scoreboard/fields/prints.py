"""What the vendors' SDKs changed when they printed an object: told by the recordings, which the SDKs have printed."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, Final, TypeAlias

import normalizer
from normalizer.diff import difference
from normalizer.pointer import split
from normalizer.report import Change
from normalizer.vendors import canonical

from .places import brackets

FIXTURES: Final = Path(__file__).resolve().parents[2] / "fixtures"

Prints: TypeAlias = dict[str, dict[str, set[str]]]
"""By place: by what became of it, the packages that did that."""

VERBS: Final = {"dropped": "lost by", "altered": "altered by", "invented": "made up by", "respelled": "respelled by"}


def prints_of(vendor: str) -> Prints:
    """What became of each place of a payload in any print of it."""
    found: Prints = defaultdict(lambda: defaultdict(set))
    for recording in json.loads((FIXTURES / "recordings.json").read_bytes()):
        if recording["vendor"] == vendor and recording["made_by"]:
            sent, printed = (_tree(recording[name], vendor) for name in ("payload", "file"))
            for change in difference(sent, printed):
                found[_place(sent, change)][change.kind].add(recording["made_by"]["package"])
    return found


def told(prints: Prints, place: str | None) -> str:
    """What became of a place, in words; what an object lost, each key in it lost."""
    above = [name for name in prints if place is not None and _is_in(place, name)]
    packages: dict[str, set[str]] = defaultdict(set)
    for name in above:
        for kind, those in prints[name].items():
            if name == place or kind == "dropped":
                packages[kind] |= those
    return "; ".join(f"{VERBS[kind]} {', '.join(sorted(packages[kind]))}" for kind in VERBS if packages[kind])


def _is_in(place: str, name: str) -> bool:
    return place == name or place.startswith((f"{name}.", f"{name}["))


def _tree(file: str, vendor: str) -> dict[str, Any]:
    completion = normalizer.loads((FIXTURES / file).read_bytes(), vendor)
    return canonical.tree(completion)


def _place(tree: Any, change: Change) -> str:
    """The pointer of a change as places are spelled. An item that was added is in no tree before."""
    path, value = "", tree
    for step in split(change.pointer):
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else change.after
            path += brackets(path, value)
        else:
            value = value.get(step) if isinstance(value, dict) else None
            path = f"{path}.{step}" if path else step
    return path
