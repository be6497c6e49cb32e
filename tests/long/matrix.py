"""The tests on every interpreter that is installed (`just test-all`), the laws at the edges (`just laws-oldest`).

Strategy: each combination gets a virtual environment under `.venvs/`, kept from run to run, into which the project is
installed as a user would install it. An interpreter is asked who it is before it is believed to be there, for the name
on the path may be a shim that leads nowhere.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import click
from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venvs"
VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
TESTS = ("-m", "not oracle and not spark and not ray")
LAWS = ("tests/test_laws.py", "tests/test_golden.py")
LAW_NEEDS = ("-e", ".", "hypothesis", "pytest", "pytest-timeout", "sybil")


@frozen
class Combination:
    """An interpreter, what is installed for it, and which tests are run."""

    name: str
    interpreter: str
    requirements: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def python(self) -> str:
        scripts = "Scripts" if os.name == "nt" else "bin"
        return str(HOME / self.name / scripts / "python")

    def install(self) -> None:
        if not Path(self.python).exists():
            run(self.interpreter, "-m", "venv", str(HOME / self.name))
        run(self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *self.requirements)

    def outcome(self) -> Outcome:
        """What pytest says in its last line, or what went wrong before."""
        begun = time.monotonic()
        try:
            self.install()
        except subprocess.CalledProcessError as failed:
            return Outcome(self.name, "could not be installed: " + last_line(failed.stderr), 0, is_good=False)
        tested = subprocess.run(
            [self.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *self.tests],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if tested.returncode:
            click.echo(tested.stdout + tested.stderr)
        return Outcome(self.name, last_line(tested.stdout), time.monotonic() - begun, is_good=not tested.returncode)


@frozen
class Outcome:
    name: str
    said: str
    seconds: float
    is_good: bool

    def __str__(self) -> str:
        return f"{self.name:>12}  {'passed' if self.is_good else 'FAILED'}  {self.seconds:5.0f} s  {self.said}"


def run(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2]


def interpreters() -> dict[str, str]:
    """The installed CPythons by version, each as the first command on the path that really is that version."""
    return {version: command for version in VERSIONS if (command := interpreter(version))}


def interpreter(version: str) -> str | None:
    directories = os.environ.get("PATH", "").split(os.pathsep)
    commands = [str(Path(directory, f"python{version}")) for directory in directories]
    return next((command for command in commands if is_cpython(command, version)), None)


def is_cpython(command: str, version: str) -> bool:
    question = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
    try:
        return run(command, "-c", question).split() == ["cpython", version]
    except (OSError, subprocess.CalledProcessError):
        return False


def oldest_pins() -> list[str]:
    """The lower bounds of what the library needs, as pins."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)\]", project, re.DOTALL | re.MULTILINE)
    return [f"{name}=={bound}" for name, bound in re.findall(r'"([\w-]+)>=([\w.]+)"', listed[1] if listed else "")]


def versions() -> list[Combination]:
    return [Combination(version, command, ("-e", ".[test]"), TESTS) for version, command in interpreters().items()]


def edges() -> list[Combination]:
    """The oldest of everything, with msgspec; and the newest of what the library needs, without."""
    found = list(interpreters().values()) or [sys.executable]
    return [
        Combination("oldest", found[0], (*LAW_NEEDS, "msgspec", *oldest_pins()), LAWS),
        Combination("no-msgspec", found[-1], LAW_NEEDS, LAWS),
    ]


@click.command(help=__doc__)
@click.option(
    "--edges", "at_edges", is_flag=True, help="Only the laws: with the oldest attrs and cattrs; without msgspec."
)
@click.option("--only", multiple=True, help="Only the combination of this name (3.12, oldest).")
def main(*, at_edges: bool, only: tuple[str, ...]) -> None:
    outcomes = []
    for combination in edges() if at_edges else versions():
        if not only or combination.name in only:
            outcomes.append(combination.outcome())
            click.echo(outcomes[-1])
    if not at_edges and (missing := set(VERSIONS) - set(interpreters())):
        click.echo(f"not installed: {', '.join(sorted(missing))}")
    sys.exit(not outcomes or not all(outcome.is_good for outcome in outcomes))


if __name__ == "__main__":
    main()
