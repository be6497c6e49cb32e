"""Frozen objects that are made once a record: what attrs would make, for a third of the time.

Strategy: the constructor of a frozen class has to go around its own refusal for each attribute; so an object of a class that is
alike and can be set is filled, and then becomes one of the frozen class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import attrs

from .compiling import compiled
from .faces import unfrozen

Made = TypeVar("Made")


def maker(cls: type[Made], *, is_converted: bool = False) -> Callable[..., Made]:
    """A function that takes what the constructor takes, by place or by name. It has no converters.

    :param is_converted: whatever it is given is already what the converters of the class would make of it.
    :raises TypeError: the class has converters, and they are not said to be needless; or a default that is made anew for each object.
    """
    of: Any = cls
    fields = attrs.fields(of)
    has_converters = not is_converted and any(field.converter for field in fields)
    if has_converters or any(isinstance(field.default, attrs.Factory) or not field.init for field in fields):  # type: ignore[arg-type]  # Factory is a class
        raise TypeError(f"{cls.__name__} is more than its arguments")
    scope: dict[str, Any] = {"cls": cls, "unfrozen": unfrozen(of)}
    scope |= {f"default_{field.alias}": field.default for field in fields}
    parameters = [
        field.alias if field.default is attrs.NOTHING else f"{field.alias}=default_{field.alias}" for field in fields
    ]
    lines = [f"    made.{field.name} = {field.alias}" for field in fields]
    begin = [f"def make({', '.join(parameters)}):", "    made = unfrozen()"]
    return compiled(
        "make",
        [*begin, *lines, "    made.__class__ = cls", "    return made"],
        scope,
        f"{cls.__module__}.{cls.__qualname__}",
    )
