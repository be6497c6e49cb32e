"""Would a law notice if a line of a mapping function were forgotten? `just mutants` deletes each in turn and looks.

Strategy: source, tests and fixtures are copied to a temporary directory, so that nothing here changes the working tree
and no edit made meanwhile changes the outcome. Each mutant is a copy of the source with one element deleted, judged by
`verdict` in a process of its own. First the laws have to hold with nothing deleted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import click
from attrs import frozen

from .deletions import Deletion, deletions
from .verdict import WRONG_LIBRARY

ROOT = Path(__file__).resolve().parents[2]
VENDORS = Path("normalizer", "vendors")
NO_PYTHON = "no Python any more"
SECONDS = 900
"""After this long a mutant counts as noticed: it hangs where the laws do not."""


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
    def vendors(self) -> Path:
        return self.directory / "src" / VENDORS

    def judge(self, deletion: Deletion) -> Verdict:
        source = deletion.source(self.vendors)
        if not is_python(source):
            return Verdict(deletion, NO_PYTHON)
        with tempfile.TemporaryDirectory(dir=self.directory) as library:
            shutil.copytree(self.directory / "src", library, dirs_exist_ok=True)
            (Path(library) / VENDORS / deletion.file).write_text(source, encoding="utf-8")
            return Verdict(deletion, self.killer_of(Path(library)))

    def killer_of(self, library: Path) -> str:
        """The law that fails for a library; empty if all hold."""
        command = [sys.executable, "-m", f"{__package__}.verdict", str(library)]
        environment = {**os.environ, "PYTHONPATH": str(library), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            ended = subprocess.run(
                command, cwd=self.directory, env=environment,
                capture_output=True, text=True, timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return "patience"
        if ended.returncode == WRONG_LIBRARY:
            raise click.ClickException("another normalizer was imported than the mutant")
        return (ended.stdout or ended.stderr.strip().rpartition("\n")[2]) if ended.returncode else ""


def is_python(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def verdicts(laboratory: Laboratory, chosen: list[Deletion]) -> Iterator[Verdict]:
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for number, verdict in enumerate(threads.map(laboratory.judge, chosen), 1):
            if not verdict.killer:
                click.echo(f"SURVIVED src/{VENDORS / verdict.deletion.place}: {verdict.deletion.text}")
            if number % 50 == 0:
                click.echo(f"{number} of {len(chosen)} judged")
            yield verdict


def summary(judged: list[Verdict]) -> str:
    lines = [
        f"{name}: {sum(bool(verdict.killer) for verdict in some)} of {len(some)} killed"
        for name, some in (
            ("whole lines", [verdict for verdict in judged if verdict.deletion.begins_line]),
            ("elements inside lines", [verdict for verdict in judged if not verdict.deletion.begins_line]),
        )
    ]
    killers = Counter(verdict.killer.partition(" (")[0] for verdict in judged if verdict.killer)
    return "\n".join([*lines, *(f"  {count:4} by {killer}" for killer, count in killers.most_common())])


@click.command(help=__doc__)
@click.option("--sample", type=int, help="Judge only so many, chosen at random.")
@click.option("--only", default="", help="Judge only files whose path contains this.")
def main(sample: int | None, only: str) -> None:
    with tempfile.TemporaryDirectory() as directory:
        laboratory = Laboratory(Path(directory))
        laboratory.fill()
        if broken := laboratory.killer_of(laboratory.directory / "src"):
            raise click.ClickException(f"the laws fail with nothing deleted: {broken}")
        chosen = [deletion for deletion in deletions(laboratory.vendors) if only in str(deletion.file)]
        judged = list(verdicts(laboratory, Random(0).sample(chosen, min(sample, len(chosen))) if sample else chosen))
    click.echo(summary(judged))
    sys.exit(not all(verdict.killer for verdict in judged))


if __name__ == "__main__":
    main()
