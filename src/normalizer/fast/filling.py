"""How a carrier fills the face that somebody looks into, and what is shown of values in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..compiling import compiled
from ..faces import Face, let_go
from ..parts import PART_TYPES
from ..shapes import keys_of

Show = Callable[[type], "Callable[[Any], Any] | None"]


def filler(cls: type[Face], shown: Show, *, lets_go: bool) -> Callable[[Any, Any], None]:
    """The function that fills an object of a canonical class from its carrier, ``(carrier, instance)``.

    :param shown: how values of a class are shown; None where they are shown as they are.
    :param lets_go: whether the object then forgets its carrier, which keeps alive what it holds.
    """
    scope: dict[str, Any] = {"shown": shown, "let_go": let_go}
    lines = ["def fill(carrier, instance):"]
    is_part = cls in PART_TYPES.values()  # parts hold the long texts
    holders = {key.name for key in keys_of(cls) if (key.items or key).classes or (is_part and str in key.leaves)}
    for name in [name for name in cls.__slots__ if not name.startswith("_")]:
        scope[f"put_{name}"] = getattr(cls, name).__set__
        if name in holders:
            lines += [f"    value = carrier.{name}", "    show = shown(value.__class__)"]
            lines += [f"    put_{name}(instance, value if show is None else show(value))"]
        else:
            lines += [f"    put_{name}(instance, carrier.{name})"]
    lines += ["    let_go(instance)"] if lets_go else []
    return compiled("fill", lines, scope, f"{cls.__module__}.{cls.__qualname__} {id(scope)}")
