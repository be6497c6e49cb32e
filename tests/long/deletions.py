"""Which elements the mapping functions are made of, and the source of a module with one of them deleted.

An element is what a forgetful author could leave out: a statement, an argument of a call, an item of a tuple, list or
dict, a condition of a comprehension, wherever it stands. Elements are found in the syntax tree and deleted there, so one
that spans several lines goes as a whole; one that begins its line is what goes when that line is deleted.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

MAPPINGS = ("_to_canonical", "_from_canonical")
LISTS = ("body", "orelse", "args", "keywords", "elts", "keys", "ifs")
"""The fields of syntax nodes in which elements lie."""


@frozen
class Deletion:
    """One element that can be left out."""

    file: Path
    number: int
    """Its place among the elements of the file."""

    line: int
    text: str
    begins_line: bool

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    def source(self, root: Path) -> str:
        """The module without the element, which need not be Python any more."""
        tree = ast.parse((root / self.file).read_text(encoding="utf-8"))
        _delete(*_elements(tree)[self.number])
        return ast.unparse(tree)


def deletions(root: Path) -> list[Deletion]:
    """Every deletion in every mapping function of the modules under a directory."""
    return [found for file in sorted(root.rglob("*.py")) for found in _deletions_in(root, file.relative_to(root))]


def _deletions_in(root: Path, file: Path) -> Iterator[Deletion]:
    source = (root / file).read_text(encoding="utf-8")
    for number, (node, field, index) in enumerate(_elements(ast.parse(source))):
        element = getattr(node, field)[index]
        line, column = element.lineno, element.col_offset
        begins_line = not source.splitlines()[line - 1].encode()[:column].strip(b" *")
        text = " ".join((ast.get_source_segment(source, element) or "").split())
        yield Deletion(file, number, line, text, begins_line)


def _elements(tree: ast.Module) -> list[tuple[ast.AST, str, int]]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.endswith(MAPPINGS)]
    return [
        (node, field, index)
        for function in functions
        for node in _inside(function)
        for field in LISTS
        for index, element in enumerate(_listed(node, field))
        if not _is_docstring(element)
    ]


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The function and the nodes of its body; no annotations, which do nothing."""
    yield function
    stack: list[ast.AST] = list(reversed(function.body))
    while stack:
        node = stack.pop()
        yield node
        annotation = getattr(node, "annotation", None)
        stack += reversed([child for child in ast.iter_child_nodes(node) if child is not annotation])


def _listed(node: ast.AST, field: str) -> list[Any]:
    """What lies in a field, if it is a list and its items can be left out: targets of an assignment cannot."""
    items = getattr(node, field, None)
    is_target = isinstance(getattr(node, "ctx", None), ast.Store)
    return items if isinstance(items, list) and not is_target else []


def _is_docstring(element: Any) -> bool:
    return isinstance(element, ast.Expr) and isinstance(element.value, ast.Constant)


def _delete(node: ast.AST, field: str, index: int) -> None:
    del getattr(node, field)[index]
    if isinstance(node, ast.Dict):
        del node.values[index]
