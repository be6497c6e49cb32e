"""The lines of a function that looks whether a carrier is alike another one, and finds its free values.

Strategy: one line for each thing to look at, the quickest first: what is fixed in a node, then what is free. What the type of an
attribute leaves open is all that is looked at, for msgspec has looked at the rest: where only a text may stand, one that is there
and not empty is a text. Lines name attributes and numbers alone; values come in by name.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

import msgspec

from ..compiling import compiled
from ..frozen import FrozenDict, FrozenList
from ..values import UNSET, same
from .alike import Path, holds_nodes, names_of
from .tokens import Token, holds_tokens, is_token

_SAME: Final = (None, UNSET, True, False)
"""What there is only one of."""

_TEXT: Final = frozenset((str, type(None)))
_INTEGER: Final = frozenset((int, type(None)))
_ANY: Final[frozenset[Any]] = frozenset((object,))


@functools.cache
def kinds_of(carrier: Any) -> Mapping[str, frozenset[Any]]:
    """The types of what msgspec puts into the attributes of a carrier, beside absence."""
    return {field.name: frozenset(get_args(field.type) or (field.type,)) for field in msgspec.structs.fields(carrier)}


class Looks:
    """The lines of one function."""

    def __init__(self, shape: Any, tokens: Mapping[Path, Token]) -> None:
        """They look at the carrier, which they know as ``node``, and at all that it holds.

        Its class tells which unknown keys were known when it was read, and with that the classes of all that it holds.

        :param tokens: the free values of the carrier.
        """
        self.scope: dict[str, Any] = {"FrozenDict": FrozenDict, "FrozenList": FrozenList, "UNSET": UNSET, "same": same}
        self._fixed: list[str] = []
        self._free: list[str] = []
        self._tokens = tokens
        self._what = type(shape).__qualname__
        self._leave(f"node.__class__ is not {self.named(type(shape))}")
        self._look_at_node(shape, "node", ())

    def function(self, name: str, parameters: str, lines: list[str]) -> Callable[..., Any]:
        """The function that goes on with some lines where a carrier is alike, and gives None where it is not."""
        body = [f"def {name}({parameters}):", *self._fixed, *self._free, *[f"    {line}" for line in lines]]
        return compiled(name, body, self.scope, f"{self._what} {id(self.scope)}")

    def named(self, value: Any) -> str:
        """A name for a value."""
        name = f"known_{len(self.scope)}"
        self.scope[name] = value
        return name

    def free(self, token: Any) -> str:
        """The name of the value that a token stands for."""
        return f"free_{token.number}"

    def frozen(self, value: Any) -> str:
        """The expression that gives a value of JSON that cannot change."""
        if is_token(value):
            return self.free(value)
        if not holds_tokens(value):
            return self.named(value)
        if isinstance(value, dict):
            return f"FrozenDict({{{', '.join([f'{self.named(name)}: {self.frozen(one)}' for name, one in value.items()])}}})"
        return f"FrozenList([{', '.join(map(self.frozen, value))}])"

    def _look_at_node(self, node: Any, name: str, path: Path) -> None:
        carrier: Any = type(node)
        kinds = kinds_of(carrier)
        for attribute in names_of(node):
            self._look_into(getattr(node, attribute), f"{name}.{attribute}", (*path, attribute), kinds[attribute])

    def _look_into(self, value: Any, found: str, path: Path, kinds: frozenset[Any]) -> None:
        """Add the lines for what is found somewhere."""
        if path in self._tokens:
            name = f"free_{self._tokens[path].number}"
            self._free += [f"    {name} = {found}", f"    if {self._is_other(value, name, kinds)}: return None"]
        elif isinstance(value, msgspec.Struct) or holds_nodes(value):
            name = f"node_{len(self._fixed)}"
            self._fixed.append(f"    {name} = {found}")
            self._look_at_nodes(value, name, path)
        elif any(value is one for one in _SAME):
            self._leave(f"{found} is not {self.named(value)}")
        elif value.__class__ is str:
            is_text = "" if kinds <= _TEXT else f"{found}.__class__ is not str or "
            self._leave(f"{is_text}{found} != {self.named(value)}")
        else:
            self._leave(f"not same({found}, {self.named(value)})")

    def _look_at_nodes(self, value: Any, name: str, path: Path) -> None:
        """A node, or an array of nodes, is that or nothing."""
        if isinstance(value, msgspec.Struct):
            self._leave(f"not {name}")
            self._look_at_node(value, name, path)
            return
        self._leave(f"not {name} or len({name}) != {len(value)}")
        for index, item in enumerate(value):
            self._look_into(item, f"{name}[{index}]", (*path, index), _ANY)

    def _is_other(self, value: Any, name: str, kinds: frozenset[Any]) -> str:
        """The condition under which a value is not free in the same way."""
        kind = value.__class__
        if kind is str and kinds <= _TEXT:
            return f"not {name}"
        if kind is int and kinds <= _INTEGER:
            return f"{name} is UNSET or {name} is None"
        is_of_kind = f"{name}.__class__ is not {self.named(kind)}"
        return is_of_kind if kind in (int, float) else f"{is_of_kind} or not {name}"

    def _leave(self, condition: str) -> None:
        self._fixed.append(f"    if {condition}: return None")
