"""The mutants of a library: each is its source with one place changed."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from .operators import variants
from .places import Place, places


@frozen
class Mutant:
    """One change of one module."""

    file: str
    """Its path in the library."""

    scope: str
    """The function it lies in; empty for what runs on import."""

    line: int
    end: int
    place: int
    """The number of its place in the module."""

    variant: int
    name: str
    """How it is known while other lines change: the file, the function, what was written and what stands there now."""

    def tree(self, library: Path) -> ast.Module:
        """The changed module."""
        tree = ast.parse((library / self.file).read_bytes())
        for number, place in enumerate(places(tree)):
            if number == self.place:
                node = [*variants(place)][self.variant]
                place.put(node if node is None else ast.copy_location(node, place.node))
                break
        return ast.fix_missing_locations(tree)

    def source(self, library: Path) -> str:
        return ast.unparse(self.tree(library))


def mutants(library: Path, file: str) -> Iterator[Mutant]:
    """All of a module; those that are no Python any more are left out."""
    source = (library / file).read_bytes()
    lines = source.split(b"\n")
    names: Counter[str] = Counter()
    tree = ast.parse(source)
    written = {id(node) for node in ast.walk(tree)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    for number, place in enumerate(places(tree)):
        before = shown(_whole(place, texts), lines)
        for variant, node in enumerate(variants(place)):
            after = "nothing" if node is None else shown(node, lines) if id(node) in written else _line(_unparsed(node))
            name = f"{file} {place.scope or 'on import'}: {before} -> {after}"
            names[name] += 1
            name += f" #{names[name]}" if names[name] > 1 else ""
            yield Mutant(file, place.scope, place.line, place.end, number, variant, name)


def _whole(place: Place, texts: list[ast.JoinedStr]) -> ast.AST:
    """The node; of a part of a text with braces, the whole text, for before Python 3.12 it has no place of its own."""
    if not isinstance(place.holder, ast.JoinedStr):
        return place.node
    return next(text for text in texts if place.holder in ast.walk(text))  # the outermost comes first


def shown(node: Any, lines: list[bytes]) -> str:
    """A node as it is written."""
    if not hasattr(node, "lineno"):
        return _line(_unparsed(node))
    its = lines[node.lineno - 1 : node.end_lineno]
    its[-1] = its[-1][: node.end_col_offset]
    its[0] = its[0][node.col_offset :]
    return _line(b"\n".join(its).decode())


def _unparsed(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node))


def _line(text: str) -> str:
    """On one line, and not a long one."""
    joined = " ".join(text.split())
    return joined if len(joined) <= 100 else f"{joined[:70]} … {joined[-25:]}"


def is_python(mutant: Mutant, library: Path) -> bool:
    try:
        compile(mutant.source(library), mutant.file, "exec")
    except (SyntaxError, ValueError):
        return False
    return True
