"""Would a law notice if a line of a mapping function were forgotten? `just mutants` deletes each in turn and looks.

Strategy: source, tests and fixtures are copied to a temporary directory, so that nothing here changes the working tree
and no edit made meanwhile changes the outcome. Each mutant of a vendor is a copy of the source with one element deleted,
judged by `verdict` in a process of its own. The functions around them that read, join, split and write streams have more
elements and quicker tests: `swapped` judges many of those in one process. First all has to hold with nothing deleted.
Deletions that change nothing are listed in `equivalent`, with the reason.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from random import Random

import click
from attrs import frozen

from .deletions import Deletion, deletions
from .equivalent import EQUIVALENT
from .swapped import stream_deletions
from .verdict import WRONG_LIBRARY

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "normalizer"
VENDORS = "vendors"
BATCH = 150
"""How many deletions in the functions of streams one process judges."""

NO_PYTHON = "no Python any more"
SECONDS = 900
"""After this long a mutant of a vendor counts as noticed: it hangs where the laws do not."""


@frozen
class Verdict:
    deletion: Deletion
    killer: str
    """What noticed the deletion; empty if nothing did."""


@frozen
class Laboratory:
    """A directory with copies of everything a verdict needs."""

    directory: Path

    def fill(self) -> None:
        junk = shutil.ignore_patterns("__pycache__", "node_modules")
        for name in ("src", "tests", "fixtures"):
            shutil.copytree(ROOT / name, self.directory / name, ignore=junk)

    @property
    def library(self) -> Path:
        return self.directory / "src" / PACKAGE

    def deletions(self) -> list[Deletion]:
        return [*deletions(self.library, VENDORS), *stream_deletions(self.library)]

    def broken(self, chosen: list[Deletion]) -> str:
        """What fails with nothing deleted, of all that is to judge these."""
        kinds = {is_of_vendor(deletion) for deletion in chosen}
        of_vendors = self.killer_of(self.directory / "src") if True in kinds else ""
        return of_vendors or ("".join(self.killers_of(None)) if False in kinds else "")

    def judge(self, some: list[Deletion]) -> list[Verdict]:
        """All of one kind."""
        if is_of_vendor(some[0]):
            return [self._judge_vendor(one) for one in some]
        return self._judge_streams(some)

    def _judge_vendor(self, deletion: Deletion) -> Verdict:
        source = deletion.source(self.library)
        if not is_python(source):
            return Verdict(deletion, NO_PYTHON)
        with tempfile.TemporaryDirectory(dir=self.directory) as library:
            shutil.copytree(self.directory / "src", library, dirs_exist_ok=True)
            (Path(library) / PACKAGE / deletion.file).write_text(source, encoding="utf-8")
            return Verdict(deletion, self.killer_of(Path(library)))

    def _judge_streams(self, some: list[Deletion]) -> list[Verdict]:
        are_python = [is_python(deletion.source(self.library)) for deletion in some]
        judged = iter(self.killers_of([one for one, is_one in zip(some, are_python, strict=True) if is_one]))
        return [
            Verdict(deletion, next(judged) if is_one else NO_PYTHON)
            for deletion, is_one in zip(some, are_python, strict=True)
        ]

    def killer_of(self, library: Path) -> str:
        """The law that fails for a library; empty if all hold."""
        try:
            ended = self._run(library, "verdict", seconds=SECONDS)
        except subprocess.TimeoutExpired:
            return "patience"
        return (ended.stdout or ended.stderr.strip().rpartition("\n")[2]) if ended.returncode else ""

    def killers_of(self, some: list[Deletion] | None) -> list[str]:
        """The test that fails for each of the deletions in functions of streams; None is the library as it is."""
        known = stream_deletions(self.library)
        numbers = [None] if some is None else [known.index(deletion) for deletion in some]
        with tempfile.TemporaryDirectory(dir=self.directory) as report:
            killers = Path(report, "killers.json")
            ended = self._run(self.directory / "src", "swapped", str(killers), said=json.dumps(numbers))
            if not killers.exists():
                raise click.ClickException(f"no judgement, exit code {ended.returncode}: {ended.stderr}")
            return json.loads(killers.read_bytes())  # type: ignore[no-any-return]  # a list of names

    def _run(
        self, library: Path, module: str, *arguments: str, said: str = "", seconds: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            [sys.executable, "-m", f"{__package__}.{module}", str(library), *arguments],
            cwd=self.directory, env={**os.environ, "PYTHONPATH": str(library), "PYTHONDONTWRITEBYTECODE": "1"},
            input=said, capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip
        if ended.returncode == WRONG_LIBRARY:
            raise click.ClickException("another normalizer was imported than the mutant")
        return ended


def is_python(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def verdicts(laboratory: Laboratory, chosen: list[Deletion]) -> Iterator[Verdict]:
    judged = 0
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for verdict in chain.from_iterable(threads.map(laboratory.judge, batches(chosen))):
            judged += 1
            if is_hole(verdict):
                click.echo(f"SURVIVED {verdict.deletion.place} in {verdict.deletion.function}: {verdict.deletion.text}")
            if judged % 50 == 0:
                click.echo(f"{judged} of {len(chosen)} judged")
            yield verdict


def batches(chosen: list[Deletion]) -> Iterator[list[Deletion]]:
    of_streams = [one for one in chosen if not is_of_vendor(one)]
    yield from ([one] for one in chosen if is_of_vendor(one))
    yield from (of_streams[start : start + BATCH] for start in range(0, len(of_streams), BATCH))


def is_of_vendor(deletion: Deletion) -> bool:
    return deletion.file.parts[0] == VENDORS


def is_hole(verdict: Verdict) -> bool:
    return not verdict.killer and verdict.deletion.name not in EQUIVALENT


def outdated(judged: list[Verdict]) -> set[str]:
    """Deletions that are listed to change nothing, and were noticed."""
    survivors = {verdict.deletion.name for verdict in judged if not verdict.killer}
    return {verdict.deletion.name for verdict in judged} & EQUIVALENT.keys() - survivors


def summary(judged: list[Verdict]) -> str:
    lines = [
        f"{name}: {sum(bool(verdict.killer) for verdict in some)} of {len(some)} killed"
        for name, some in (
            ("whole lines", [verdict for verdict in judged if verdict.deletion.begins_line]),
            ("elements inside lines", [verdict for verdict in judged if not verdict.deletion.begins_line]),
        )
    ]
    killers = Counter(verdict.killer.partition(" (")[0] for verdict in judged if verdict.killer)
    same = sum(not verdict.killer and not is_hole(verdict) for verdict in judged)
    return "\n".join(
        [
            *lines,
            f"{same} change nothing, as listed",
            *(f"  {count:4} by {killer}" for killer, count in killers.most_common()),
        ]
    )


@click.command(help=__doc__)
@click.option("--sample", type=int, help="Judge only so many, chosen at random.")
@click.option("--only", multiple=True, help="Judge only files whose path contains this; or one of several.")
def main(sample: int | None, only: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        laboratory = Laboratory(Path(directory))
        laboratory.fill()
        chosen = [one for one in laboratory.deletions() if any(part in str(one.file) for part in only or ("",))]
        chosen = Random(0).sample(chosen, min(sample, len(chosen))) if sample else chosen
        if broken := laboratory.broken(chosen):
            raise click.ClickException(f"the laws fail with nothing deleted: {broken}")
        judged = list(verdicts(laboratory, chosen))
    click.echo(summary(judged))
    for name in sorted(outdated(judged)):
        click.echo(f"NOTICED, though listed to change nothing: {name}")
    sys.exit(any(map(is_hole, judged)) or bool(outdated(judged)))


if __name__ == "__main__":
    main()
