"""Values as one line of text, the same in every process."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any

import attrs


def shown(value: Any) -> str:
    """The same in every process: no addresses, sets in order."""
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, (frozenset, set)):
        return "{" + ", ".join(sorted(map(shown, value))) + "}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{shown(key)}: {shown(held)}" for key, held in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(map(shown, value)) + ")"
    if attrs.has(type(value)):
        held = (f"{each.name}={shown(getattr(value, each.name))}" for each in attrs.fields(type(value)) if each.repr)
        return f"{type(value).__name__}({', '.join(held)})"
    return name_of(value) if callable(value) else _plain(value)


def _plain(value: Any) -> str:
    if type(value).__module__.startswith("pyarrow"):
        return " ".join(str(value).split())
    return re.sub(" at 0x[0-9a-f]+", "", repr(value))


def name_of(function: Callable[..., Any]) -> str:
    if isinstance(function, functools.partial):
        return f"{name_of(function.func)}{shown(function.args)}{shown(function.keywords)}"
    return getattr(function, "__name__", type(function).__name__)
