"""Is what would be released fit for it? `just package` builds the wheel and the sdist and tries both.

Strategy: the contents are looked at first, as a registry would. Then each of the two is installed into an environment that
has nothing else, alone and with each extra that users install, and has to convert every recording that it brought along.
All other extras are large or for working on the library itself, and are only resolved.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

import click

from ..cli.command import unmeasured
from .building import ROOT, built
from .contents import extras_of, faults_of_sdist, faults_of_wheel

EXTRAS = {
    "": "import importlib.util as u; assert not any(map(u.find_spec, ('msgspec', 'click', 'hypothesis', 'pyarrow')))",
    "fast": "from normalizer.codec import fast_codec; assert fast_codec()",
    "zstd": "import zstandard",
    "arrow": "import normalizer.arrow as a, normalizer as n; assert len(a.table_of([n.Completion()])) == 1",
    "report": "import jinja2, normalizer.pages.page",
    "cli": "import normalizer.cli",
    "testing": "import normalizer.testing as t; t.payloads('orq')",
}
"""What is tried, and what there is then."""

CONVERT = """
import sys, normalizer
from normalizer.testing import means_what_its_golden_file_says, recordings, report_is_the_complement, there_and_back

listed = recordings()
for recording in listed:
    means_what_its_golden_file_says(recording.payload, recording.golden)
    there_and_back(recording.payload, None, None)
    for to in ("orq", "opper"):
        report_is_the_complement(recording.payload, None, to, "wire")
assert len(listed) > 30
assert normalizer.__version__ == sys.argv[1], normalizer.__version__
"""


def python_in(directory: Path) -> str:
    """The interpreter of a new environment."""
    venv.create(directory, with_pip=True)
    return str(directory / "bin" / "python")


def run(*command: str, folder: Path) -> str:
    ended = subprocess.run(command, cwd=folder, env=unmeasured(), capture_output=True, text=True, check=False)
    if ended.returncode:
        raise click.ClickException(f"{' '.join(command)[:300]}\n{ended.stdout}{ended.stderr}")
    return ended.stdout


def try_installed(artifact: Path, version: str, extra: str) -> None:
    """Install an artifact with an extra, far away from the repository, and use it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = python_in(folder / "environment")
        what = f"{artifact}[{extra}]" if extra else str(artifact)
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what, folder=folder)
        run(python, "-m", "pip", "check", folder=folder)
        run(python, "-c", EXTRAS[extra], folder=folder)
        run(python, "-c", CONVERT, version, folder=folder)
        if extra == "cli":
            try_commands(folder / "environment" / "bin", version, folder)


def try_commands(scripts: Path, version: str, folder: Path) -> None:
    said = run(str(scripts / "normalizer"), "--version", folder=folder)
    if said != f"normalizer {version}\n":
        raise click.ClickException(f"normalizer --version says {said!r}")
    corpus = run(
        str(scripts / "python"), "-c", "import normalizer.testing as t; print(t.corpus())", folder=folder
    ).strip()
    log, there = Path(corpus, "mixed.jsonl"), folder / "opper.jsonl"
    run(str(scripts / "normalizer"), "convert", str(log), "--to", "opper", "-o", str(there), "--verify", folder=folder)
    if there.read_bytes().count(b"\n") != log.read_bytes().count(b"\n"):
        raise click.ClickException("the log of all recordings was not converted whole")


def tries(artifacts: list[Path], version: str) -> Iterator[str]:
    for artifact in artifacts:
        for extra in EXTRAS:
            try_installed(artifact, version, extra)
            yield f"{artifact.name} with {extra or 'no extra'}: installed, and every recording comes back"
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for extra in sorted(set(extras_of(project)) - set(EXTRAS)):
        what = f"completion-normalizer[{extra}] @ {artifacts[0].as_uri()}"
        run(sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", what, folder=artifacts[0].parent)
        yield f"{extra}: can be resolved"


def registry_check(artifacts: list[Path]) -> str:
    """twine's, in an environment of its own."""
    directory = ROOT / ".venvs" / "twine"
    python = str(directory / "bin" / "python") if directory.exists() else python_in(directory)
    run(python, "-m", "pip", "install", "--quiet", "twine>=6.1", folder=ROOT)
    run(python, "-m", "twine", "check", "--strict", *map(str, artifacts), folder=ROOT)
    return "twine has nothing against either"


@click.command(help=__doc__)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=ROOT / "dist", help="Where the two are kept.")
def main(output: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        wheel, sdist = built("wheel", Path(name, "wheel")), built("sdist", Path(name, "sdist"))
        if faults := [*faults_of_wheel(wheel), *faults_of_sdist(sdist)]:
            raise click.ClickException("\n".join(faults))
        click.echo(f"{wheel.name}: {wheel.stat().st_size:,} bytes, all that belongs there and nothing else")
        click.echo(registry_check([wheel, sdist]))
        for said in tries([wheel, sdist], wheel.name.split("-")[1]):
            click.echo(said)
        output.mkdir(exist_ok=True)
        for artifact in (wheel, sdist):
            (output / artifact.name).write_bytes(artifact.read_bytes())
            click.echo(f"kept {output / artifact.name}")


if __name__ == "__main__":
    main()
