"""Which elements the functions of the library are made of, and the source of a module with one of them deleted.

An element is what a forgetful author could leave out: a statement, an argument of a call, an item of a tuple, list or
dict, a condition of a comprehension or of several, wherever it stands. Elements are found in the syntax tree and deleted
there, so one that spans several lines goes as a whole; one that begins its line is what goes when that line is deleted.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from attrs import frozen

MAPPINGS = ("_to_canonical", "_from_canonical")
LISTS = ("body", "orelse", "args", "keywords", "elts", "keys", "ifs", "values")
"""The fields of syntax nodes in which elements lie."""

Function: TypeAlias = "ast.FunctionDef | ast.AsyncFunctionDef"


@frozen
class Deletion:
    """One element that can be left out."""

    file: Path
    function: str
    """In which function it lies, with the class before a dot."""

    number: int
    """Its place among the elements of the function."""

    line: int
    text: str
    begins_line: bool

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def name(self) -> str:
        """How it is known while other lines change."""
        return f"{self.file} {self.function}: {self.text}"

    def source(self, root: Path) -> str:
        """The module without the element, which need not be Python any more."""
        tree = ast.parse((root / self.file).read_text(encoding="utf-8"))
        _delete(*_elements(dict(_functions(tree))[self.function])[self.number])
        return ast.unparse(tree)


def deletions(
    root: Path, part: str = ".", is_meant: Callable[[str], bool] = lambda name: name.endswith(MAPPINGS)
) -> list[Deletion]:
    """Every deletion in every function that is meant, in the modules under a directory, or in a part of it."""
    files = [root / part] if (root / part).is_file() else sorted((root / part).rglob("*.py"))
    return [found for file in files for found in _deletions_in(root, file.relative_to(root), is_meant)]


def _deletions_in(root: Path, file: Path, is_meant: Callable[[str], bool]) -> Iterator[Deletion]:
    source = (root / file).read_bytes()
    lines = source.split(b"\n")
    for name, function in _functions(ast.parse(source)):
        for number, (node, field, index) in enumerate(_elements(function) if is_meant(name) else ()):
            element = getattr(node, field)[index] or node.values[index]  # type: ignore[attr-defined]  # ** in a dict has no key
            begins_line = not lines[element.lineno - 1][: element.col_offset].strip(b" *")
            yield Deletion(file, name, number, element.lineno, _text(lines, element), begins_line)


def _text(lines: list[bytes], element: Any) -> str:
    """An element as it is written, on one line."""
    its = lines[element.lineno - 1 : element.end_lineno]
    its[-1] = its[-1][: element.end_col_offset]
    its[0] = its[0][element.col_offset :]
    return " ".join(b" ".join(its).decode().split())


def _functions(node: ast.Module | ast.ClassDef, start: str = "") -> Iterator[tuple[str, Function]]:
    """The functions of a module and the methods of its classes."""
    for held in node.body:
        if isinstance(held, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield start + held.name, held
        elif isinstance(held, ast.ClassDef):
            yield from _functions(held, f"{start}{held.name}.")


def _elements(function: Function) -> list[tuple[ast.AST, str, int]]:
    return [
        (node, field, index)
        for node in _inside(function)
        for field in LISTS
        for index, element in enumerate(_listed(node, field))
        if not _is_docstring(element)
    ]


def _inside(function: Function) -> Iterator[ast.AST]:
    """The function and the nodes of its body; no annotations, which do nothing."""
    yield function
    stack: list[ast.AST] = list(reversed(function.body))
    while stack:
        node = stack.pop()
        yield node
        annotation = getattr(node, "annotation", None)
        stack += reversed([child for child in ast.iter_child_nodes(node) if child is not annotation])


def _listed(node: ast.AST, field: str) -> list[Any]:
    """What lies in a field, if it is a list and its items can be left out: targets of an assignment cannot, and values go
    with their keys.
    """
    items = getattr(node, field, None)
    is_fixed = isinstance(getattr(node, "ctx", None), ast.Store) or (
        field == "values" and not isinstance(node, ast.BoolOp)
    )
    return items if isinstance(items, list) and not is_fixed else []


def _is_docstring(element: Any) -> bool:
    return isinstance(element, ast.Expr) and isinstance(element.value, ast.Constant)


def _delete(node: ast.AST, field: str, index: int) -> None:
    items = getattr(node, field)
    del items[index]
    if isinstance(node, ast.Dict):
        del node.values[index]
    if field == "body" and not items:
        items.append(ast.Pass())
