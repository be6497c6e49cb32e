"""What has to be in the wheel and the sdist, and what must not."""

from __future__ import annotations

import email
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

from .building import ROOT

SOURCE = ROOT / "src"
CORPUS = "normalizer/testing/corpus/"
NEEDED = ("normalizer/py.typed", "normalizer/testing/corpus/recordings.json", "normalizer/testing/corpus/README.md")
OF_SDIST = (
    "LICENSE",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "pyproject.toml",
    "justfile",
    "PKG-INFO",
)
FOLDERS = ("src", "tests", "fixtures", "docs", "bench")


def faults_of_wheel(wheel: Path) -> Iterator[str]:
    """What is wrong with a wheel."""
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        metadata = email.message_from_bytes(opened.read(f"{_info_of(names)}METADATA"))
        listed = json.loads(opened.read(f"{CORPUS}recordings.json"))
    modules = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py")}
    recorded = {CORPUS + one["file"] for one in listed}
    golden = {name.removesuffix(".json") + ".canonical.json" for name in recorded}
    licences = {f"{_info_of(names)}licenses/LICENSE"}
    for missing in sorted({*NEEDED, *modules, *recorded, *golden, *licences} - set(names)):
        yield f"{missing} is missing"
    for name in names:
        if not name.startswith(("normalizer/", _info_of(names))):
            yield f"{name} is in nobody's way but does not belong there"
        elif (name.endswith(".py") and name not in modules) or name.endswith((".pyc", ".orig")):
            yield f"{name} is no source of the library"
    yield from faults_of_metadata(metadata, wheel.name.split("-")[1])


def _info_of(names: list[str]) -> str:
    return next(name.partition("/")[0] + "/" for name in names if ".dist-info/" in name)


def faults_of_metadata(metadata: Message, version: str) -> Iterator[str]:
    """What is wrong with what a registry shows of the project."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    core = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    expected = {
        "Name": "completion-normalizer",
        "Version": version,
        "License-Expression": "MIT",
        "Description-Content-Type": "text/markdown",
        "Requires-Python": ">=3.10",
    }
    for name, value in expected.items():
        if metadata[name] != value:
            yield f"{name} is {metadata[name]}, not {value}"
    if sorted(metadata.get_all("Provides-Extra", [])) != sorted(extras_of(project)):
        yield "the extras are others than those of the project file"
    if [re.split("[><=]", line)[0] for line in sorted(core)] != ["attrs", "cattrs"]:
        yield f"the core needs {core}"
    if bytes(metadata.get_payload(decode=True)).strip() != (ROOT / "README.md").read_bytes().strip():
        yield "the description is another text than the README"


def extras_of(project: str) -> list[str]:
    """The extras that a project file names."""
    return re.findall(
        r"^([a-z]+) = \[", project.partition("[project.optional-dependencies]")[2].partition("\n[")[0], re.MULTILINE
    )


def faults_of_sdist(sdist: Path) -> Iterator[str]:
    """What is wrong with an sdist."""
    with tarfile.open(sdist) as opened:
        names = [name.partition("/")[2] for name in opened.getnames()]
    for missing in sorted({*OF_SDIST} - set(names)):
        yield f"{missing} is missing"
    for folder in FOLDERS:
        if not any(name.startswith(f"{folder}/") for name in names):
            yield f"{folder} is missing"
    for name in names:
        if name.startswith(".") and name != ".gitignore":
            yield f"{name} is of this machine"
