"""Functions that do what was done: made of a carrier, the tokens in it, and what came out with them.

Strategy: one line for each thing to look at, the quickest first: the class of a node and what is fixed in it, then what is
free; and one expression that makes what is written. Lines name attributes and numbers alone; values come in by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from ..compiling import compiled
from ..frozen import EMPTY, FrozenDict, FrozenList
from ..report import Change
from ..values import UNSET, same
from .alike import Path, holds_nodes, names_of
from .tokens import Token, is_token

_encode: Final = msgspec.json.Encoder().encode
_SAME: Final = (None, UNSET, True, False)
"""What there is only one of."""


def text_function(shape: Any, tokens: Mapping[Path, Token], said: Any) -> Callable[[Any], bytes | None]:
    """The function that gives the text of a carrier; None of one that is not alike.

    :param tokens: the free values of the carrier.
    :param said: what comes out, with the same tokens.
    """
    return _function(shape, tokens, lambda writer: f"encode({writer.made(said)})")


def changes_function(
    shape: Any, tokens: Mapping[Path, Token], changes: tuple[Change, ...]
) -> Callable[[Any], tuple[Change, ...] | None]:
    """As :func:`text_function`, of the changes."""

    def told(writer: _Writer) -> str:
        return f"({''.join([f'{writer.told(change)}, ' for change in changes])})"

    return _function(shape, tokens, told)


def _function(shape: Any, tokens: Mapping[Path, Token], result: Callable[[_Writer], str]) -> Callable[..., Any]:
    writer = _Writer(tokens)
    writer.look_at(shape, "node", ())
    lines = ["def write(node):", *writer.fixed, *writer.free, f"    return {result(writer)}"]
    return compiled("write", lines, writer.scope, f"{type(shape).__qualname__} {id(writer.scope)}")


class _Writer:
    """The lines of one function."""

    def __init__(self, tokens: Mapping[Path, Token]) -> None:
        self.scope: dict[str, Any] = {
            "Change": Change,
            "FrozenDict": FrozenDict,
            "FrozenList": FrozenList,
            "encode": _encode,
            "same": same,
        }
        self.fixed: list[str] = []
        self.free: list[str] = []
        self._tokens = tokens

    def look_at(self, value: Any, name: str, path: Path) -> None:
        """Add the lines that look at a value, which the lines know by this name."""
        if isinstance(value, msgspec.Struct):
            self._leave(f"{name}.__class__ is not {self._known(type(value))}")
            for attribute in names_of(value):
                self._look_into(getattr(value, attribute), f"{name}.{attribute}", (*path, attribute))
        elif holds_nodes(value):
            self._leave(f"{name}.__class__ is not tuple or len({name}) != {len(value)}")
            for index, item in enumerate(value):
                self._look_into(item, f"{name}[{index}]", (*path, index))
        elif path in self._tokens:
            kind = value.__class__
            is_number = kind in (int, float)
            self.free.append(
                f"    if {name}.__class__ is not {self._known(kind)}{'' if is_number else f' or not {name}'}: return None"
            )
        elif any(value is one for one in _SAME):
            self._leave(f"{name} is not {self._known(value)}")
        elif value.__class__ is str:
            self._leave(f"{name}.__class__ is not str or {name} != {self._known(value)}")
        else:
            self._leave(f"not same({name}, {self._known(value)})")

    def _look_into(self, value: Any, found: str, path: Path) -> None:
        if path in self._tokens:
            name = f"free_{self._tokens[path].number}"
            self.free.append(f"    {name} = {found}")
            self.look_at(value, name, path)
        elif isinstance(value, msgspec.Struct) or holds_nodes(value):
            name = f"node_{len(self.fixed)}"
            self.fixed.append(f"    {name} = {found}")
            self.look_at(value, name, path)
        else:
            self.look_at(value, found, path)

    def made(self, value: Any) -> str:
        """The expression that makes what comes out."""
        if is_token(value):
            return f"free_{value.number}"
        if isinstance(value, msgspec.Struct):
            held = [(name, getattr(value, name)) for name in value.__struct_fields__]
            given = [f"{name}={self.made(one)}" for name, one in held if one is not UNSET and one is not EMPTY]
            return f"{self._known(type(value))}({', '.join(given)})"
        if isinstance(value, dict):
            return f"{{{', '.join(f'{self._known(name)}: {self.made(one)}' for name, one in value.items())}}}"
        if isinstance(value, (list, tuple)):
            return f"[{', '.join(map(self.made, value))}]"
        return self._known(value)

    def told(self, change: Change) -> str:
        """The expression that makes a change."""
        made = [
            self._known(change.kind),
            self._known(change.pointer),
            *map(self._frozen, (change.before, change.after)),
        ]
        return f"Change({', '.join(made)})"

    def _frozen(self, value: Any) -> str:
        """The expression that makes a value of JSON that cannot change."""
        if isinstance(value, dict) and not is_token(value):
            members = [f"{self._known(name)}: {self._frozen(one)}" for name, one in value.items()]
            return f"FrozenDict({{{', '.join(members)}}})"
        if isinstance(value, list) and not is_token(value):
            return f"FrozenList([{', '.join(map(self._frozen, value))}])"
        return self.made(value)

    def _leave(self, condition: str) -> None:
        self.fixed.append(f"    if {condition}: return None")

    def _known(self, value: Any) -> str:
        """A name for a value."""
        name = f"known_{len(self.scope)}"
        self.scope[name] = value
        return name
