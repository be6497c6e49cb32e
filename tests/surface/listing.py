"""The public names and all that can be seen of them from outside, a line for each, in the order of the names."""

from __future__ import annotations

import ast
import enum
import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click

import normalizer

from .options import options
from .shown import name_of, shown

PACKAGES = (
    "normalizer", "normalizer.arrow", "normalizer.engines", "normalizer.findings", "normalizer.logs", "normalizer.pages",
    "normalizer.testing", "normalizer.wrappers", "normalizer.wrappers.wrapper", "normalizer.wrappers.unwrapping",
)  # fmt: skip

_NOT_HERE = re.compile(r"normalizer\.(fast|engines\.(spark|ray)|__main__)")
"""The inside of a faster way, and what needs an engine."""

_OF_OTHERS = (TypeVar, type(Any), click.ParamType, normalizer.Vendor)
"""What is for type checkers, what :func:`options` shows, and the vendors, which `tests/schemas` shows."""


def names() -> Iterator[str]:
    """Of each package, of what it says is public; where it says nothing, of what it defines."""
    for package in PACKAGES:
        module = importlib.import_module(package)
        own = (name for name, value in vars(module).items() if getattr(value, "__module__", "") == package)
        for name in sorted(getattr(module, "__all__", own)):
            if not name.startswith("_"):
                yield from lines_of(f"{package}.{name}", getattr(module, name))


def constants() -> Iterator[str]:
    """The limits, words and tables that modules share."""
    for found in pkgutil.walk_packages(normalizer.__path__, "normalizer."):
        if not _NOT_HERE.match(found.name):
            held = vars(importlib.import_module(found.name))
            its = (name for name in sorted(held) if name.isupper() and not name.startswith("_"))
            yield from (
                f"{found.name}.{name} = {shown(held[name])}"
                for name in its
                if name in _written(found.name) and not isinstance(held[name], _OF_OTHERS)
            )


@functools.cache
def _written(module: str) -> set[str]:
    """The names that a module gives values to, less those that it imports."""
    tree = ast.parse(Path(str(importlib.import_module(module).__file__)).read_bytes())
    targets = [
        target
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}


def lines_of(name: str, value: Any) -> Iterator[str]:
    if inspect.isclass(value):
        yield from _of_class(name, value)
    elif inspect.ismodule(value):
        yield f"{name} is the module {value.__name__}"
    elif type(value).__module__ in ("typing", "types") and not inspect.isroutine(value):
        yield f"{name} is a type"
    elif callable(value):
        yield f"{name}{_signature(value)}"
    else:
        yield f"{name} = {shown(value)}"


def _of_class(name: str, cls: type) -> Iterator[str]:
    bases = ", ".join(each.__name__ for each in cls.__bases__ if each is not object)
    yield f"class {name}({bases}): {', '.join(_manners(cls))}"
    if attrs.has(cls):
        yield from (f"  {_of_field(field, _annotation(cls, field.name))}" for field in attrs.fields(cls))
    elif "__init__" in vars(cls):
        yield f"  {cls.__name__}{_signature(cls)}"
    for member in sorted(name for name in dir(cls) if not name.startswith("_")):
        found = inspect.getattr_static(cls, member)
        if isinstance(found, property):
            yield f"  {member} (property)"
        elif isinstance(found, (staticmethod, classmethod)) or inspect.isfunction(found):
            yield f"  {member}{_signature(found)}"
        elif isinstance(found, (str, int, enum.Enum, type(None))) and _is_ours(cls, member):
            yield f"  {member} = {shown(found)}"


def _is_ours(cls: type, member: str) -> bool:
    return any(member in vars(each) for each in cls.__mro__ if each.__module__.startswith("normalizer"))


def _manners(cls: type) -> Iterator[str]:
    """How its instances behave: what changes, what is equal, what can be a key, whether there is room for more."""
    own = [each for each in cls.__mro__ if each.__module__.startswith("normalizer")]
    yield "frozen" if any("frozen" in getattr(each.__setattr__, "__name__", "") for each in own) else "open"
    yield "equal by value" if _differs(cls, "__eq__") else "equal to itself"
    yield "no key" if cls.__hash__ is None else "a key"
    yield "slots" if all("__slots__" in vars(each) for each in own) else "a dict"
    yield "shown by itself" if _differs(cls, "__repr__") else "shown by address"


def _differs(cls: type, name: str) -> bool:
    return getattr(cls, name) is not getattr(object, name)


def _of_field(field: Any, annotation: str) -> str:
    words = [
        f"= {_default(field.default)}" if field.default is not attrs.NOTHING else "",
        "" if field.init else "not given",
        "by name" if field.kw_only and field.init else "",
        f"as {field.alias}" if field.alias != field.name else "",
        "" if field.repr else "not shown",
        "" if field.eq else "not compared",
        f"made by {name_of(field.converter)}" if field.converter else "",
        *(f"{_metadata_key(key)}: {shown(value)}" for key, value in field.metadata.items()),
    ]
    return ", ".join([f"{field.name}: {annotation}", *filter(None, words)])


def _default(default: Any) -> str:
    return f"new {name_of(default.factory)}" if isinstance(default, attrs.Factory) else shown(default)  # type: ignore[arg-type]  # it is a class


def _signature(function: Any) -> str:
    found = inspect.signature(getattr(function, "__func__", function))
    parameters = [
        each.replace(default=_Shown(each.default)) if each.default is not each.empty else each
        for each in found.parameters.values()
    ]
    return re.sub(r"'([^']*)'", r"\1", str(found.replace(parameters=parameters)))


class _Shown:
    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return shown(self.value).replace("'", '"')


def _metadata_key(key: object) -> str:
    return key.__name__ if isinstance(key, type) else str(key)


def _annotation(cls: type, name: str) -> str:
    """As it is written: attrs forgets that once somebody has it resolved."""
    held = next(own[name] for each in cls.__mro__ if name in (own := inspect.get_annotations(each)))
    return held if isinstance(held, str) else str(getattr(held, "__name__", held))


FOLDER = Path(__file__).parent
LISTS = {"names.txt": names, "constants.txt": constants, "options.txt": options}
"""The files, and what is in them."""
