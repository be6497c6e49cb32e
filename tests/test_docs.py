"""The documentation names what there is, and what it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import normalizer

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "normalizer"
SOURCES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "fixtures" / "README.md",
    *DOCS,
]

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def words_in_code(page: Path) -> set[str]:
    """The names in a page's code, in blocks and between backticks."""
    return {
        word for code in re.findall(r"```.*?```|`[^`]+`", text_of(page), re.DOTALL) for word in re.findall(r"\w+", code)
    }


def mapped_files() -> list[str]:
    """The files of the map of the house, in its order."""
    rows = [line for line in text_of(ROOT / "docs" / "house.md").splitlines() if line.startswith("| `")]
    cells = [row.split("|")[1] for row in rows]
    return [name for cell in cells for name in re.findall(r"`([\w/]+\.py)`", cell)]


def imported_at_once(source: str) -> set[str]:
    """The files of the package that a file imports when it is imported itself."""
    tree = ast.parse(text_of(PACKAGE / source))
    return {
        name
        for statement in tree.body
        if isinstance(statement, ast.ImportFrom) and (statement.level or _is_ours(statement.module))
        for name in _files_of(statement, source)
    }


def _is_ours(module: str | None) -> bool:
    return module is not None and module.split(".")[0] == "normalizer"


def _files_of(statement: ast.ImportFrom, source: str) -> set[str]:
    """A name that is imported is a module of its own or something in the module that it is imported from."""
    names = [name for name in (statement.module or "").split(".") if name]
    folder = PACKAGE.joinpath(source).parents[statement.level - 1] if statement.level else PACKAGE.parent
    module = folder.joinpath(*names)
    candidates = [found for alias in statement.names for found in _module_files(module / alias.name)]
    files = candidates or _module_files(module)
    return {path.relative_to(PACKAGE).as_posix() for path in files}


def _module_files(module: Path) -> list[Path]:
    return [path for path in (module.with_suffix(".py"), module / "__init__.py") if path.is_file()]


def headings_of(page: Path) -> set[str]:
    """The anchors of a page's headings."""
    titles = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_the_map_of_the_house_names_every_file_once() -> None:
    assert SOURCES == sorted(mapped_files())


def test_the_map_of_the_house_names_every_folder() -> None:
    shipped = re.findall(
        r"\[tool\.hatch\.build\.targets\.sdist\]\ninclude = \[(.*?)\]", text_of(ROOT / "pyproject.toml")
    )[0]
    folders = {name for name in re.findall(r'"([\w.]+)"', shipped) if (ROOT / name).is_dir()}
    tests = {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}
    cells = [line.split("|")[1] for line in text_of(ROOT / "docs" / "house.md").splitlines() if line.startswith("| `")]

    assert folders | tests <= {name for cell in cells for name in re.findall(r"`([\w.]+)/`", cell)}
    assert {"src", "docs", "scoreboard"} <= folders


@pytest.mark.parametrize("source", SOURCES)
def test_a_file_imports_only_files_that_stand_above_it_in_the_map(source: str) -> None:
    order = mapped_files()
    above = set(order[: order.index(source)])

    assert imported_at_once(source) - above == set()


def test_every_public_name_is_documented() -> None:
    named = set().union(*(words_in_code(page) for page in [ROOT / "README.md", *DOCS]))

    assert set(normalizer.__all__) - named == set()


@every_page
def test_a_relative_link_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", text_of(page), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not target.startswith(("https://", "http://")):
            path, _, anchor = target.partition("#")
            leads_to = (page.parent / path).resolve() if path else page

            assert leads_to.exists(), target
            assert not anchor or anchor in headings_of(leads_to), target


def test_every_recipe_that_a_page_names_is_in_the_justfile() -> None:
    recipes = set(re.findall(r"^@?([a-z][\w-]*)[^:=\n]*:(?!=)", text_of(ROOT / "justfile"), re.MULTILINE))
    named = {recipe for page in PAGES for recipe in re.findall(r"\bjust ([a-z][\w-]*)`", text_of(page))}

    assert named - recipes == set()


def test_every_recipe_is_told_to_contributors() -> None:
    recipes = set(re.findall(r"^([a-z][\w-]*)(?: \*arguments)?:(?!=)", text_of(ROOT / "justfile"), re.MULTILINE))
    told = set(re.findall(r"`?just ([a-z][\w-]*)", text_of(ROOT / "CONTRIBUTING.md")))

    assert recipes - told - {"default", "types"} == set()
    assert {"setup", "test", "mutation"} <= recipes


def test_every_decision_is_listed_in_the_order_of_its_number() -> None:
    folder = ROOT / "docs" / "decisions"
    decisions = sorted(path.name for path in folder.glob("[0-9]*.md"))

    assert [name[:4] for name in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    assert re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", text_of(folder / "README.md")) == decisions
