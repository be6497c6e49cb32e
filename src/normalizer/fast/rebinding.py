"""The vendors' mapping functions, run over other classes than those they name.

Strategy: a function finds the classes it names, and the functions it calls, in the globals of its module. A rebound one
has the same code and other globals: those of its module, in which each class has its carrier for it, each function of the
vendor is rebound itself, and a module is a namespace of the same. So there is one statement of what a payload means. The
code object is a copy, for CPython keeps what it learned about globals in it, and two sets of them would take turns there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import CodeType, FunctionType, ModuleType, SimpleNamespace
from typing import Any


class Rebinding:
    """One set of other values for the names of a package: its rebound functions call each other."""

    def __init__(self, package: str, others: Mapping[Any, Any]) -> None:
        """``others`` are the values that something else stands for, with what does."""
        self._package = package
        self._others = {id(value): other for value, other in others.items()}
        self._globals: dict[str, dict[str, Any]] = {}

    def function(self, function: Any) -> Callable[..., Any]:
        """The function of the package, rebound."""
        rebound = FunctionType(
            _copied(function.__code__),
            self._globals_of(function.__module__),
            function.__name__,
            function.__defaults__,
            function.__closure__,
        )
        rebound.__kwdefaults__ = function.__kwdefaults__
        return rebound

    def _globals_of(self, module: str) -> dict[str, Any]:
        if module not in self._globals:
            self._globals[module] = found = {}
            names = vars(sys.modules[module])
            found.update({name: self._other(value) for name, value in names.items()})
        return self._globals[module]

    def _other(self, value: Any) -> Any:
        if id(value) in self._others:
            return self._others[id(value)]
        if isinstance(value, FunctionType) and self._is_own(value.__module__):
            return self.function(value)
        if isinstance(value, ModuleType) and value.__name__.startswith("normalizer."):
            return SimpleNamespace(**{name: self._others.get(id(held), held) for name, held in vars(value).items()})
        return value

    def _is_own(self, module: str) -> bool:
        return module == self._package or module.startswith(f"{self._package}.")


def _copied(code: CodeType) -> CodeType:
    constants = tuple(_copied(held) if isinstance(held, CodeType) else held for held in code.co_consts)
    return code.replace(co_consts=constants)
