"""How a carrier fills the face that somebody looks into, and what is shown of values in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..compiling import compiled
from ..faces import Face, let_go
from ..shapes import keys_of

Show = Callable[[Any], Any]


def filler(cls: type[Face], shown: Show, *, lets_go: bool) -> Callable[[Any, Any], None]:
    """The function that fills an object of a canonical class from its carrier, ``(carrier, instance)``.

    :param lets_go: whether the object then forgets its carrier, which keeps alive what it holds.
    """
    scope: dict[str, Any] = {"shown": shown, "let_go": let_go}
    lines = ["def fill(carrier, instance):"]
    holders = {key.name for key in keys_of(cls) if (key.items or key).classes}
    for name in [name for name in cls.__slots__ if not name.startswith("_")]:
        scope[f"put_{name}"] = getattr(cls, name).__set__
        value = f"shown(carrier.{name})" if name in holders else f"carrier.{name}"
        lines += [f"    put_{name}(instance, {value})"]
    lines += ["    let_go(instance)"] if lets_go else []
    return compiled("fill", lines, scope, f"{cls.__module__}.{cls.__qualname__} {id(scope)}")
