"""What comes with the library? `just audit` installs it with every extra of users and looks at all that is there then.

Strategy: what can be known without a network is checked, which is which packages come, under which licence, whether they fit
together, and whether each requirement has a lower bound. What cannot is said in SECURITY.md.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import click
from attrs import frozen

from .__main__ import EXTRAS, python_in, run
from .building import built

LICENCES = re.compile(
    r"(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Zlib|0BSD|Unlicense|CC0)", re.IGNORECASE
)
"""Permissive ones, and the Mozilla Public License, which covers the files of Hypothesis alone."""

OURS = "completion-normalizer"
LIST = """
import importlib.metadata as m, json
def of(d):
    classified = [c.split("::")[-1].strip() for c in d.metadata.get_all("Classifier", []) if c.startswith("License ::")]
    return d.metadata["License-Expression"] or ", ".join(classified) or (d.metadata["License"] or "").split("\\n")[0]
print(json.dumps([[d.metadata["Name"], d.version, of(d), d.requires or []] for d in m.distributions()]))
"""


@frozen
class Package:
    """One that is installed."""

    name: str
    version: str
    licence: str
    requirements: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name:28} {self.version:12} {self.licence}"


def packages(extras: list[str]) -> list[Package]:
    """All that is installed with the library and these extras, pip aside."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel, python = built("wheel", folder / "wheel"), python_in(folder / "environment")
        what = f"{wheel}[{','.join(extras)}]"
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what, folder=folder)
        run(python, "-m", "pip", "check", folder=folder)
        listed = json.loads(run(python, "-c", LIST, folder=folder))
    found = [Package(name, version, licence, tuple(needed)) for name, version, licence, needed in listed]
    return sorted((one for one in found if one.name not in ("pip", "setuptools")), key=lambda one: one.name.lower())


def faults(found: list[Package]) -> list[str]:
    """What is not as SECURITY.md says."""
    unknown = [f"{one.name}: licence {one.licence!r}" for one in found if not LICENCES.search(one.licence)]
    (ours,) = (one for one in found if one.name == OURS)
    needed = [needed for needed in ours.requirements if not needed.startswith(OURS)]
    return [*unknown, *(f"{one}: no lower bound" for one in needed if ">=" not in one)]


@click.command(help=__doc__)
def main() -> None:
    found = packages([extra for extra in EXTRAS if extra])
    for package in found:
        click.echo(package)
    if wrong := faults(found):
        raise click.ClickException("\n".join(wrong))
    click.echo(f"{len(found)} packages, each under a licence that is listed, each requirement with a lower bound")


if __name__ == "__main__":
    main()
