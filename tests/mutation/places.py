"""The places of a syntax tree where something could be wrong, and the scopes that they lie in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, Final

from attrs import frozen

SILENT: Final = {"annotation", "returns", "type_comment", "type_params", "ctx", "op", "ops", "cause", "bases", "names"}
"""Fields in which nothing that runs is written, or that the operators change from the node above."""

TYPES_ONLY: Final = {"TypeVar": None, "ParamSpec": None, "NewType": None, "cast": 1}
"""Functions whose arguments are read by type checkers alone, or so many of them."""


@frozen
class Place:
    """A node, and where it hangs."""

    scope: str
    """The function it lies in, with its class before a dot; empty for what runs when the module is imported."""

    holder: ast.AST
    field: str
    index: int | None
    node: ast.AST
    line: int
    end: int

    @property
    def is_statement(self) -> bool:
        return isinstance(self.node, ast.stmt)

    def put(self, node: ast.AST | None) -> None:
        """Put another node there, or leave it out."""
        if self.index is None:
            setattr(self.holder, self.field, node)
            return
        items = getattr(self.holder, self.field)
        if node is not None:
            items[self.index] = node
            return
        del items[self.index]
        if isinstance(self.holder, ast.Dict):
            del self.holder.values[self.index]
        if self.is_statement and not items and self.field == "body":
            items.append(ast.Pass())


def places(tree: ast.Module) -> Iterator[Place]:
    """In the order in which they are written, always the same."""
    yield from _inside(tree, "", "", 1, 1)


def _inside(node: ast.AST, scope: str, prefix: str, line: int, end: int) -> Iterator[Place]:
    for field, held in ast.iter_fields(node):
        if field in SILENT:
            continue
        inner, start = _scope_of(node, field, scope, prefix)
        for index, child in enumerate(held) if isinstance(held, list) else ((None, held),):
            if not isinstance(child, ast.AST) or _is_silent(child) or _is_for_types(node, field, index):
                continue
            first, last = getattr(child, "lineno", line), getattr(child, "end_lineno", end)
            yield Place(inner, node, field, index, child, first, last)
            yield from _inside(child, inner, start, first, last)


def _scope_of(node: ast.AST, field: str, scope: str, prefix: str) -> tuple[str, str]:
    """The scope of what lies in a field, and what names in it begin with."""
    if scope or field != "body" or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return scope, prefix
    if isinstance(node, ast.ClassDef):
        return "", f"{prefix}{node.name}."
    return f"{prefix}{node.name}", prefix


def _is_for_types(call: ast.AST, field: str, index: int | None) -> bool:
    if field != "args" or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or index is None:
        return False
    return call.func.id in TYPES_ONLY and index < (TYPES_ONLY[call.func.id] or index + 1)


def _is_silent(node: ast.AST) -> bool:
    """Whether a node says nothing when the program runs as a part of another."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Assert, ast.alias, ast.arg, ast.expr_context)):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.AnnAssign):
        return isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias"
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Name) and _is_aside_name(target.id, node.value) for target in node.targets)
    return isinstance(node, ast.If) and _is_aside(node.test)


def _is_aside_name(name: str, value: ast.expr) -> bool:
    """``__all__``, and another name for a type."""
    return name == "__all__" or (name[0].isupper() and not name.isupper() and isinstance(value, ast.Subscript))


def _is_aside(test: Any) -> bool:
    return ast.unparse(test) in {"TYPE_CHECKING", "not TYPE_CHECKING", "__name__ == '__main__'"}
