"""What the source of a module defines, and what a file of tests imports."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path


@functools.cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_bytes())


@functools.cache
def modules_imported(file: Path) -> frozenset[str]:
    """The modules of the library that a file of tests imports, less the name of the library."""
    found: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "normalizer":
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return frozenset(name.partition(".")[2] for name in found)


@functools.cache
def bodies_of_functions(file: Path) -> dict[str, list[int]]:
    """The lines of the bodies of a module's functions, less where they begin."""
    return dict(_bodies(tree_of(file), ""))


def _bodies(node: ast.Module | ast.ClassDef, start: str) -> Iterator[tuple[str, list[int]]]:
    for held in node.body:
        if isinstance(held, ast.ClassDef):
            yield from ((name, lines) for name, lines in _bodies(held, f"{start}{held.name}."))
        elif isinstance(held, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield f"{start}{held.name}", list(range(held.body[0].lineno, (held.end_lineno or 0) + 1))


@functools.cache
def words_of_functions(file: Path) -> frozenset[tuple[str, int]]:
    lines = file.read_text(encoding="utf-8").split("\n")
    inside = {line for some in bodies_of_functions(file).values() for line in some}
    return frozenset((word, line) for line in inside for word in re.findall(r"\w+", lines[line - 1]))


def names_defined(tree: ast.Module, line: int) -> set[str]:
    """The names of the attributes and constants that are defined at a line; of a class, if there is no such."""
    around = [
        node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    names: set[str] = set()
    for node in around:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names or {node.name for node in around if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
