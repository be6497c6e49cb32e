"""Whatever comes is brought back exactly or refused with a reason: `just fuzz --minutes 10`.

Strategy: recordings, their golden files and random payloads are spoilt as values, as text and as bytes, or as Python
objects, then read as some vendor's and converted to some other's (`trial`). Now and then it is the turn of a recorded
stream, which is spoilt event by event and as bytes, cut into pieces, joined, split and replayed (`stream_trial`). Every
execution has a seed of its own, so a finding is run again with `--seed SEED --runs 1`. Findings are told once for each
kind, cut down to what matters.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random, SystemRandom
from typing import Any, TypeAlias

import click
from attrs import Factory, define, frozen

import normalizer
from normalizer.testing import generators
from normalizer.vendors import known_vendors

from ..drawn import SPELLINGS
from .damage import spoil_bytes, spoil_text, spoil_value, written
from .minimal import minimal
from .oddities import spoil_object
from .stream_damage import spoilt_stream
from .stream_trial import StreamTrial, minimal_stream
from .trial import ACCEPTED, REFUSED, Trial, without_msgspec

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SHOWN = 2000
"""How many characters of a finding are printed."""

ANSWERS, STREAMS, BOTH = "answers", "streams", "both"
STREAM_COST = 25
"""One of so many inputs is a stream, where both take turns."""

AnyTrial: TypeAlias = "Trial | StreamTrial"


@frozen
class Target:
    """What is tried: the input that a seed stands for, and how a finding is cut down."""

    trial_of: Callable[[int], AnyTrial]
    minimal: Callable[[Any], AnyTrial]


@define
class Report:
    """What became of the inputs."""

    outcomes: Counter[str] = Factory(Counter)
    findings: dict[str, str] = Factory(dict)
    """One minimal input for each kind of finding."""

    begun: float = Factory(time.monotonic)

    def __str__(self) -> str:
        accepted, refused = self.outcomes[ACCEPTED], self.outcomes[REFUSED]
        rate = self.outcomes.total() / (time.monotonic() - self.begun)
        return (
            f"{self.outcomes.total():,} executions, {rate:,.0f} a second: {accepted:,} accepted and brought back, "
            f"{refused:,} refused, {self.outcomes.total() - accepted - refused:,} findings of {len(self.findings)} kinds"
        )


def corpus() -> list[bytes]:
    """The recordings and their golden files."""
    recordings = json.loads((FIXTURES / "recordings.json").read_bytes())
    files = [FIXTURES / recording["file"] for recording in recordings]
    golden = [file.with_suffix(".canonical.json") for file in files]
    return [file.read_bytes() for file in [*files, *golden] if file.exists()]


def trial_of(seed: int, texts: list[bytes]) -> Trial:
    """The input that a seed stands for."""
    random = Random(seed)
    value = _original(random, texts)
    for _ in range(random.choice([0, 1, 1, 1, 2, 3])):
        value = spoil_value(random, value, json.loads(random.choice(texts)))
    vendor, form = random.choice([(None, None)] * 4 + [random.choice(SPELLINGS)])
    form = random.choice([None, form])
    to, to_form = random.choice(SPELLINGS)
    if random.random() < 0.25:
        value = spoil_object(random, value) if random.random() < 0.8 else value
        return Trial(value, True, vendor, form, to, to_form)
    return Trial(_spoilt_text(random, written(random, value), texts), False, vendor, form, to, to_form)


def _original(random: Random, texts: list[bytes]) -> Any:
    if random.random() < 0.8:
        return json.loads(random.choice(texts))
    name, form = random.choice(SPELLINGS)
    vendor = known_vendors()[name]
    return generators.payload(random, vendor, vendor.form(form))


def _spoilt_text(random: Random, text: str, texts: list[bytes]) -> str | bytes:
    """Most as they are, others with odd tokens, others with odd bytes; given as text or as bytes."""
    way = random.choice([0, 0, 0, 0, 1, 1, 2])
    for _ in range(random.choice([1, 1, 2]) if way == 1 else 0):
        text = spoil_text(random, text)
    if random.random() < 0.2:
        return text
    spoilt = text.encode("utf-8", "surrogatepass" if way else "backslashreplace")
    for _ in range(random.choice([1, 1, 2, 3]) if way == 2 else 0):
        spoilt = spoil_bytes(random, spoilt, random.choice(texts))
    return spoilt


def streams() -> list[bytes]:
    """The recorded streams, as they came and as they would be written in every spelling."""
    recorded = [file.read_bytes() for file in sorted(FIXTURES.glob("*/*.sse"))]
    replayed = [
        normalizer.write_stream(normalizer.read_stream(stream), vendor, form, lossy=True)
        for stream in recorded
        for vendor, form in SPELLINGS
    ]
    return recorded * len(SPELLINGS) + replayed


def stream_trial_of(seed: int, recorded: list[bytes]) -> StreamTrial:
    """The stream that a seed stands for."""
    random = Random(seed)
    stream = spoilt_stream(random, recorded)
    vendor, form = random.choice([(None, None)] * 6 + [random.choice(SPELLINGS)])
    cuts = [random.randrange(len(stream) + 1) for _ in range(random.choice([1, 3, 20]))]
    step = random.choice([1, 7])
    every = range(0, len(stream), step) if random.random() < 0.1 else cuts
    targets = [(name, random.choice(list(known.forms))) for name, known in known_vendors().items()]
    size = random.choice([None, 1, 3])
    return StreamTrial(stream, vendor, random.choice([None, form]), tuple(every), size, tuple(targets))  # type: ignore[arg-type]  # the keys of forms are form names


def fuzz(seed: int, *, runs: int | None = None, minutes: float | None = None, target: str = BOTH) -> Report:
    """Try so many inputs, or for so long."""
    report, targets = Report(), {ANSWERS: answer_target(), STREAMS: stream_target()}
    for execution in count(seed) if runs is None else range(seed, seed + runs):
        one = targets[turn_of(execution) if target == BOTH else target]
        trial = one.trial_of(execution)
        outcome = trial.outcome()
        report.outcomes[outcome] += 1
        if outcome not in (ACCEPTED, REFUSED) and outcome not in report.findings:
            report.findings[outcome] = f"FINDING {outcome}\n  seed {execution}: {shown(one.minimal(trial))}"
            click.echo(report.findings[outcome])
        if minutes is not None and time.monotonic() - report.begun > minutes * 60:
            break
        if report.outcomes.total() % 20_000 == 0:
            click.echo(report)
    return report


def turn_of(seed: int) -> str:
    """Streams have fewer turns, for each takes as long as that many answers."""
    return ANSWERS if seed % STREAM_COST else STREAMS


def answer_target() -> Target:
    texts = corpus()
    return Target(lambda seed: trial_of(seed, texts), minimal)


def stream_target() -> Target:
    recorded = streams()
    return Target(lambda seed: stream_trial_of(seed, recorded), minimal_stream)


def shown(trial: AnyTrial) -> str:
    try:
        return repr(trial)[:SHOWN]
    except RecursionError:
        return "a value too deep to be printed"


@click.command(help=__doc__)
@click.option("--minutes", default=10.0, show_default=True, help="For how long.")
@click.option("--runs", type=int, help="So many inputs, instead of for some time.")
@click.option("--seed", type=int, help="The seed of the first input; any if not given.")
@click.option(
    "--codec", "reader", type=click.Choice(["fast", "exact"]), default="fast", help="With msgspec, or without it."
)
@click.option(
    "--target", type=click.Choice([BOTH, ANSWERS, STREAMS]), default=BOTH, show_default=True, help="What to try."
)
def main(minutes: float, runs: int | None, seed: int | None, reader: str, target: str) -> None:
    faulthandler.enable()
    first = SystemRandom().randrange(10**9) if seed is None else seed
    click.echo(f"seed {first}, codec {reader}, target {target}")
    with without_msgspec() if reader == "exact" else contextlib.nullcontext():
        report = fuzz(first, runs=runs, minutes=None if runs else minutes, target=target)
    click.echo(report)
    sys.exit(bool(report.findings))


if __name__ == "__main__":
    main()
