"""The wheel has what it should have, and what it has works outside of the repository."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ..cli.command import unmeasured
from . import __main__ as release
from . import audit
from .building import ROOT, built
from .contents import extras_of, faults_of_metadata, faults_of_sdist, faults_of_wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel in it, and none of its dependencies."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--no-index"]
    subprocess.run([*pip, "--target", str(folder), str(wheel)], check=True, capture_output=True)
    return folder


def run(installed: Path, folder: Path, *command: str) -> str:
    """What a program says that finds the installed library, and not the repository."""
    environment = {**unmeasured(), "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_the_wheel_has_all_that_belongs_into_it_and_nothing_else(wheel: Path) -> None:
    assert list(faults_of_wheel(wheel)) == []


def test_the_sdist_has_all_that_belongs_into_it_and_nothing_else(sdist: Path) -> None:
    assert list(faults_of_sdist(sdist)) == []


def test_the_version_is_one_and_is_told_by_the_library(installed: Path, tmp_path: Path, wheel: Path) -> None:
    said = run(
        installed, tmp_path, "-c", "import normalizer; print(normalizer.__version__, normalizer.__file__)"
    ).split()

    assert said[0] == wheel.name.split("-")[1]
    assert Path(said[1]).is_relative_to(installed)


def test_the_page_about_testing_is_a_test_module_that_passes_where_only_the_wheel_is(
    installed: Path, tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    blocks = [*re.findall(r"```python\n(.*?)```", page, re.DOTALL), OUTSIDE.format(installed=str(installed))]
    (tmp_path / "test_ours.py").write_text("\n".join(blocks), encoding="utf-8")

    said = run(installed, tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_ours.py")

    assert re.search(r"^\d\d+ passed", said, re.MULTILINE), said


OUTSIDE = """
def test_this_is_the_installed_library():
    from normalizer.testing import corpus

    assert str(corpus()).startswith({installed!r})
"""


def test_what_a_registry_would_refuse_is_a_fault() -> None:
    import email

    wrong = email.message_from_string("Name: other\nVersion: 1\nRequires-Dist: requests\n\nhello")
    faults = list(faults_of_metadata(wrong, "2"))

    assert faults[0] == "Name is other, not completion-normalizer"
    assert len(faults) == 8


def test_a_licence_that_is_not_listed_and_a_requirement_without_a_bound_are_faults() -> None:
    ours = audit.Package(
        audit.OURS, "1", "MIT", ("attrs", "cattrs>=24.1", "completion-normalizer[fast]; extra == 'test'")
    )
    other = audit.Package("other", "1", "All rights reserved", ())

    assert audit.faults([ours, other]) == ["other: licence 'All rights reserved'", "attrs: no lower bound"]


def test_the_long_runs_say_what_they_are_for() -> None:
    for command in (release.main, audit.main):
        assert "Strategy" in CliRunner().invoke(command, ["--help"]).output


def test_every_extra_that_is_tried_is_one_of_the_project() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert set(release.EXTRAS) - {""} <= set(extras_of(project))
