"""Fuzz one target, guided by coverage: `just fuzz-guided codec --minutes 30`.

Strategy: atheris is not there for every Python and platform, so it is installed, from the extra `fuzz`, into an
environment of its own, `.venvs/fuzz`. The corpus grows in `.fuzzing/TARGET/corpus` from run to run, and begins with the
recordings. Findings are kept in `.fuzzing/TARGET/findings`, each with its traceback; moved to `tests/fuzzing/found/TARGET`
they are tried by the ordinary tests for good.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from .findings import NUMBERS
from .targets import TARGETS, Target

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".fuzzing"
ENVIRONMENT = ROOT / ".venvs" / "fuzz"
PYTHON = ENVIRONMENT / "bin" / "python"
GRACE = 120
"""How many seconds longer than asked for a run may take: for imports, the corpus, and the last input."""


def prepare() -> None:
    """Build the environment, if it is not there."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--editable", ".[fuzz]"], cwd=ROOT, check=True)


def laid_out(target: Target, home: Path) -> Path:
    """The folder of a target, with its seeds among the corpus and no findings."""
    folder = home / target.name
    for name in ("corpus", "findings"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for old in (folder / "findings").iterdir():
        old.unlink()
    for seed in [*target.seeds(), *(found.read_bytes() for found in target.found())]:
        (folder / "corpus" / hashlib.sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)
    return folder


def fuzzed(folder: Path, name: str, seconds: int) -> dict[str, Any]:
    """Run the engine; the numbers that it left behind."""
    log = folder / "log"
    with log.open("wb") as told:
        ended = subprocess.run(
            [PYTHON, "-m", f"{__package__}.engine", name, folder, str(seconds)],
            cwd=ROOT, stdout=told, stderr=told, timeout=seconds + GRACE, check=False,
        )  # fmt: skip
    numbers = folder / "findings" / NUMBERS
    if ended.returncode or not numbers.exists():
        raise click.ClickException(f"the engine ended with exit code {ended.returncode}; see {log}")
    return json.loads(numbers.read_bytes())  # type: ignore[no-any-return]  # an object


def told(numbers: dict[str, Any]) -> str:
    return "{executions:,} executions in {seconds} s: {read:,} read, {refused:,} refused, {kinds} kinds of findings".format(
        kinds=len(numbers["findings"]), **numbers
    )


@click.command(help=__doc__)
@click.argument("name", metavar="TARGET", type=click.Choice(list(TARGETS)))
@click.option("--minutes", default=10.0, show_default=True, help="For how long.")
def main(name: str, minutes: float) -> None:
    prepare()
    folder = laid_out(TARGETS[name], HOME)
    numbers = fuzzed(folder, name, round(minutes * 60))
    click.echo(f"{name}: {told(numbers)}")
    for kind, times in numbers["findings"].items():
        click.echo(f"FINDING, {times} times: {kind}")
    sys.exit(bool(numbers["findings"]))


if __name__ == "__main__":
    main()
