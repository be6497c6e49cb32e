"""From the two front pages, the README and the site's, a reader finds every page and every task, and what they say is there."""

from __future__ import annotations

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest

from normalizer.cli import commands
from tests.cli.command import MIXED, run

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
README, INDEX = ROOT / "README.md", DOCS / "index.md"
PAGES = sorted(path for path in DOCS.rglob("*.md") if not path.name.startswith("0"))
"""The decisions themselves are for whoever reads their list."""

INCLUDED = {
    DOCS / "changelog.md": ROOT / "CHANGELOG.md",
    DOCS / "contributing.md": ROOT / "CONTRIBUTING.md",
    DOCS / "measured.md": ROOT / "bench" / "results.md",
    DOCS / "recordings.md": ROOT / "fixtures" / "README.md",
    DOCS / "security.md": ROOT / "SECURITY.md",
}
"""Pages of the site that are files elsewhere."""

FOR_DEVELOPERS = {"test", "browser", "bench", "fuzz", "docs", "oracles"}
FROM_ELSEWHERE = {"--include-body", "--format"}
"""Options of Helicone's export."""

every_front = pytest.mark.parametrize("front", [README, INDEX], ids=["the README", "the site"])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _links(page: Path) -> set[Path]:
    """The pages that one leads to; where the site has a copy of a file, both are one."""
    names = re.findall(r"\]\(([^)#\s]+\.md)(?:#[\w-]+)?\)", _text(page))
    found = {(page.parent / name).resolve() for name in names}
    return {copy for copy, file in INCLUDED.items() if file in found} | found


def _tasks(front: Path) -> list[tuple[str, ...]]:
    """The headings and rows of the tables of tasks: what somebody wants, and the names of the pages that it leads to."""
    section = re.split(r"\n(?:## |```)", _text(front).split("## What do you want to do?\n")[1])[0]
    rows = re.findall(r"^(?:###|\| (?!I want|---)).*$", section, re.MULTILINE)
    return [(row.strip("#| ").split("|")[0].strip(), *re.findall(r"\[([^]]+)\]", row)) for row in rows]


def _extras() -> set[str]:
    return set(metadata("completion-normalizer").get_all("Provides-Extra") or ())


def _options() -> set[str]:
    named = {name for command in commands.commands.values() for option in command.params for name in option.opts}
    return named | {"--help", "--version"}


@every_front
def test_every_page_is_one_link_or_two_from_the_front(front: Path) -> None:
    first = _links(front)
    second = set().union(*(_links(page) for page in first if page.suffix == ".md"))

    assert set(PAGES) - {INDEX} - first - second == set()


def test_guides_evidence_and_reference_are_one_link_from_either_front() -> None:
    guides = {page for page in PAGES if page.parent == DOCS} - {INDEX}

    assert guides - _links(INDEX) == set()
    assert guides - _links(README) == set()


def test_both_fronts_name_the_same_tasks() -> None:
    assert _tasks(README) == _tasks(INDEX)
    assert len(_tasks(README)) > 20


def test_every_page_of_the_site_stands_in_one_table_of_contents() -> None:
    listed = []
    for page in PAGES:
        for tree in re.findall(r"^```\{toctree\}\n(.*?)^```", _text(page), re.DOTALL | re.MULTILINE):
            names = [line for line in tree.splitlines() if line and not line.startswith(":")]
            listed += [page.parent / f"{name}.md" for name in names if "*" not in name]

    assert sorted(listed) == sorted(set(PAGES) - {INDEX})


def test_the_readme_shows_what_its_first_command_prints() -> None:
    shown = _text(README).split("```text\n")[1].split("```")[0].splitlines()
    result = run("convert", MIXED, "--to", "canonical")
    printed = [*result.stdout.splitlines(), re.sub(r"in \d+\.\d s", "in 0.1 s", result.stderr.strip())]

    for line in shown:
        pattern = ".*".join(map(re.escape, line.split("…")))
        assert any(re.fullmatch(pattern, other) for other in printed), line


def test_the_readme_counts_the_promises() -> None:
    promises = re.findall(r"^\| \d+ \|", _text(DOCS / "promises.md"), re.MULTILINE)

    assert f"[{len(promises)} promises](docs/promises.md)" in _text(README)


def test_the_quickstart_names_every_extra_that_is_for_users() -> None:
    table = _text(DOCS / "quickstart.md").split("| extra | brings |\n")[1].split("\n\n")[0]
    named = re.findall(r"`([\w-]+)`", "".join(row.split("|")[1] for row in table.splitlines()))

    assert sorted(named) == sorted(_extras() - FOR_DEVELOPERS)


@pytest.mark.parametrize("page", [README, *PAGES, *INCLUDED.values()], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_extra_and_option_that_a_page_names_is_there(page: Path) -> None:
    installs = re.findall(r"""pip install (?:-q )?(?:-e )?['"](?:\.|completion-normalizer)\[([\w,-]+)\]""", _text(page))
    extras = {extra for install in installs for extra in install.split(",")}

    assert extras - _extras() == set()
    if page.name not in {"hard-tests.md", "CONTRIBUTING.md", "results.md"}:  # of recipes
        assert set(re.findall(r"(?<![\w-])--[a-z][\w-]+", _text(page))) - _options() - FROM_ELSEWHERE == set()


def test_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    words = [
        word.strip("`").lower() for word in re.findall(r"^\| \*\*(.*?)\*\*", _text(DOCS / "glossary.md"), re.MULTILINE)
    ]

    assert words == sorted(set(words))
