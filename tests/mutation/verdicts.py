"""What became of mutants, counted for each part of the library."""

from __future__ import annotations

import json
from collections import Counter

from attrs import frozen

from .survivors import ACCEPTED, EQUIVALENT

PARTS = {
    "mapping": (
        "vendors/",
        "mapping.py",
        "crossing.py",
        "vocabulary.py",
        "left_over.py",
        "spelling.py",
        "texts.py",
        "created.py",
        "completion.py",
        "chunk.py",
        "parts.py",
        "annotations.py",
        "usage.py",
        "logprobs.py",
    ),
    "wire": ("wire.py", "wire_values.py"),
    "codec": ("codec.py", "exact_json.py"),
    "diff": ("diff.py", "undo.py"),
    "stream": ("streams/", "sse.py"),
}
REST = "the rest"


@frozen
class Verdict:
    name: str
    killer: str
    """What noticed the mutant; empty if nothing did."""

    tests: int
    """How many tests could be tried."""

    @classmethod
    def read(cls, line: str) -> Verdict:
        return cls(**json.loads(line))

    @property
    def is_killed(self) -> bool:
        return bool(self.killer)

    @property
    def part(self) -> str:
        return next((part for part, starts in PARTS.items() if self.name.startswith(starts)), REST)


def summary(verdicts: list[Verdict]) -> tuple[str, bool]:
    """The score of each part and the survivors that nobody has explained; whether all is as it is listed."""
    lines = []
    for part in [*PARTS, REST, ""]:
        some = [verdict for verdict in verdicts if part in ("", verdict.part)]
        equivalent = sum(not verdict.is_killed and verdict.name in EQUIVALENT for verdict in some)
        killed = sum(verdict.is_killed for verdict in some)
        if some:
            share = 100 * killed / max(1, len(some) - equivalent)
            lines.append(
                f"{part or 'all'}: {killed} of {len(some) - equivalent} noticed, {share:.2f} %; {equivalent} change nothing, as listed"
            )
    listed = EQUIVALENT.keys() | ACCEPTED.keys()
    holes = [verdict for verdict in verdicts if not verdict.is_killed and verdict.name not in listed]
    outdated = [verdict for verdict in verdicts if verdict.is_killed and verdict.name in listed]
    lines += [f"SURVIVED {verdict.tests} tests: {verdict.name}" for verdict in holes]
    lines += [f"NOTICED, though listed: {verdict.name} by {verdict.killer}" for verdict in outdated]
    killers = Counter(verdict.killer.partition("::")[0] for verdict in verdicts if verdict.is_killed)
    lines += [f"  {count:5} by {killer}" for killer, count in killers.most_common(10)]
    return "\n".join(lines), not holes and not outdated
