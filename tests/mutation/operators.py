"""What a slip of the author could make of one node of the syntax tree.

Strategy: an operator looks at a place and gives other nodes for it, or :data:`NOTHING` where it can be left out. Nothing here is
random, and all of it looks at the tree alone, so the same source always has the same mutants.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Any, Final

from .places import Place

NOTHING: Final = None
"""Instead of a node: it is left out."""

COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
CALCULATIONS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.MatMult: ast.Mult,
}  # fmt: skip

LISTS = {"args", "keywords", "elts", "ifs"}
"""Fields whose items can be left out: arguments, items of literals, conditions of comprehensions."""

OTHER = "another text"


def variants(place: Place) -> Iterator[ast.AST | None]:
    """What can stand in a place instead."""
    for operator in OPERATORS:
        yield from operator(place)


def _comparison(place: Place) -> Iterator[ast.AST]:
    if isinstance(place.node, ast.Compare):
        for number, compared in enumerate(place.node.ops):
            changed = copy.copy(place.node)
            changed.ops = [*place.node.ops]
            changed.ops[number] = COMPARISONS[type(compared)]()
            yield changed


def _and_or(place: Place) -> Iterator[ast.AST]:
    if isinstance(place.node, ast.BoolOp):
        yield ast.BoolOp(ast.And() if isinstance(place.node.op, ast.Or) else ast.Or(), place.node.values)
        for number in range(len(place.node.values)):
            left = [value for other, value in enumerate(place.node.values) if other != number]
            yield ast.BoolOp(place.node.op, left) if len(left) > 1 else left[0]


def _sign(place: Place) -> Iterator[ast.AST]:
    if isinstance(place.node, ast.UnaryOp):
        yield place.node.operand


def _condition(place: Place) -> Iterator[ast.AST]:
    """Conditions that the operators above leave alone are turned round."""
    if place.field in {"test", "ifs"} and not isinstance(place.node, (ast.Compare, ast.BoolOp, ast.UnaryOp)):
        yield ast.UnaryOp(ast.Not(), place.node)  # type: ignore[arg-type]  # it stands where an expression stands


def _calculation(place: Place) -> Iterator[ast.AST]:
    node = place.node
    if isinstance(node, ast.BinOp):
        yield ast.BinOp(node.left, CALCULATIONS[type(node.op)](), node.right)
    elif isinstance(node, ast.AugAssign):
        yield ast.AugAssign(node.target, CALCULATIONS[type(node.op)](), node.value)
        yield ast.Assign([node.target], node.value)


def _constant(place: Place) -> Iterator[ast.AST]:
    value = place.node.value if isinstance(place.node, ast.Constant) else None
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, (int, float)):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield ast.Constant(OTHER)
    elif isinstance(value, bytes):
        yield ast.Constant(OTHER.encode())


def _result(place: Place) -> Iterator[ast.AST]:
    """A value that was found, and not given."""
    node = place.node
    if isinstance(node, ast.Return) and node.value is not None and not _is(node.value, None):
        yield ast.Return(ast.Constant(None))


def _way(place: Place) -> Iterator[ast.AST]:
    if isinstance(place.node, ast.Break):
        yield ast.Continue()
    elif isinstance(place.node, ast.Continue):
        yield ast.Break()


def _left_out(place: Place) -> Iterator[ast.AST | None]:
    node = place.node
    if place.is_statement:
        can_go = _can_be_missed(node)
    elif place.field in LISTS:
        can_go = place.index is not None and not isinstance(getattr(place.holder, "ctx", None), ast.Store)
    else:
        can_go = place.field == "keys" and isinstance(place.holder, ast.Dict)
    if can_go:
        yield NOTHING


def _can_be_missed(node: ast.AST) -> bool:
    """Without a definition or the value of a name there would be a NameError, which proves nothing."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return not any(isinstance(target, (ast.Name, ast.Tuple)) for target in targets)
    if isinstance(node, ast.Return):
        return node.value is None
    return isinstance(node, (ast.Expr, ast.AugAssign, ast.Raise, ast.Delete, ast.If, ast.For, ast.While))


def _is(node: ast.AST, value: Any) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


OPERATORS: Final[tuple[Callable[[Place], Iterator[ast.AST | None]], ...]] = (
    _comparison, _and_or, _sign, _condition, _calculation, _constant, _result, _way, _left_out,
)  # fmt: skip
