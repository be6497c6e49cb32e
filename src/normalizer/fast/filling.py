"""How carriers are shown to whoever looks into a Completion: as objects of the canonical classes.

Strategy: two generated functions for each class set the slots of an object from a carrier: ``show`` makes the object, ``fill``
has it, for it is a :mod:`face <normalizer.faces>`. Nodes are small and made at once; faces are log probabilities, which may
have to be mapped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..compiling import compiled
from ..faces import Face, face, let_go, slots_of, unfrozen
from ..shapes import Key, keys_of
from .later import Later

SHOWN: Final[dict[type, Callable[[Any], Any]]] = {
    tuple: lambda values: tuple([shown(value) for value in values]),
    Later: lambda later: shown(later.meaning()),
}
"""How values are shown, by their class; all others are shown as they are."""


def shown(value: Any) -> Any:
    """What a carrier holds, for whoever looks at it."""
    show = SHOWN.get(value.__class__)
    return value if show is None else show(value)


def filler(cls: type[Face], *, lets_go: bool) -> Callable[[Any, Any], None]:
    """The function that fills a face of a class from its carrier, ``(carrier, instance, asked)``.

    :param lets_go: whether the face then forgets its carrier, which keeps alive what it holds.
    """
    end = ["    let_go(instance)"] if lets_go else []
    return _setting(cls, "fill", ["def fill(carrier, instance, asked):"], "put_{}(instance, {})", end)


def shower(cls: type[Face]) -> Callable[[Any], Any]:
    """The function that shows a carrier as an object of a class."""
    begin, end = (
        ["def show(carrier):", "    instance = unfrozen()"],
        ["    instance.__class__ = cls", "    return instance"],
    )
    return _setting(cls, "show", begin, "instance.{} = {}", end)


def _setting(cls: type[Face], name: str, begin: list[str], put: str, end: list[str]) -> Callable[..., Any]:
    """A function that sets the slots of an instance from a carrier; ``put`` is how, given a name and a value."""
    keys = {key.name: key for key in keys_of(cls)}
    frozen: Any = cls  # as a type checker does not know that classes can be hashed
    scope: dict[str, Any] = {"Later": Later, "cls": cls, "face": face, "let_go": let_go, "unfrozen": unfrozen(frozen)}
    lines = []
    for slot in [slot for slot in slots_of(cls) if not slot.startswith("_")]:
        held = _held(keys.get(slot))
        scope |= {f"put_{slot}": getattr(cls, slot).__set__, f"held_{slot}": held}
        lines += _lines_of_shown(slot, put) if held else [f"    {put.format(slot, f'carrier.{slot}')}"]
    scope["shown"] = SHOWN.get
    return compiled(name, [*begin, *lines, *end], scope, f"{cls.__module__}.{cls.__qualname__} {id(scope)}")


def _held(key: Key | None) -> type | None:
    """The class of the objects that an attribute holds."""
    classes = (key.items or key).classes if key else ()
    return classes[0] if classes else None


def _lines_of_shown(slot: str, put: str) -> list[str]:
    return [
        f"    value = carrier.{slot}",
        f"    if value.__class__ is Later: value = face(held_{slot}, value)",
        "    show = shown(value.__class__)",
        f"    {put.format(slot, 'value if show is None else show(value)')}",
    ]
