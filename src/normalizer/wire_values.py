"""Single values of the wire: functions that read or write an array, an object or a plain value, or raise Mismatch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .forms import Form
from .frozen import thaw
from .mismatch import Mismatch, wrong
from .shapes import Key, Tagged
from .values import UNSET

if TYPE_CHECKING:
    from cattrs import Converter

Hook = Callable[..., Any]


def reader(declared: Key, form: Form, converter: Converter) -> Hook:
    """A function that reads a value which is no plain one, or raises Mismatch."""
    if declared.items is not None:
        return _array_reader(declared, reader(declared.items, form, converter), declared.items.leaves)
    if declared.tagged is not None:
        return _tagged_reader(declared.tagged, form, converter)
    if declared.classes:
        structure = converter.get_structure_hook(declared.classes[0])
        return lambda value: structure(value, None) if isinstance(value, dict) else _refuse(declared.expected, value)
    return lambda value: _plain_value(declared, value)


def writer(declared: Key, form: Form, converter: Converter) -> Hook:
    """The mirror of :func:`reader`."""
    if declared.items is not None:
        return _array_writer(declared, writer(declared.items, form, converter), declared.items.leaves)
    if declared.classes:
        hooks = {cls: converter.get_unstructure_hook(cls) for cls in declared.classes}
        expected = " or ".join(f"a {cls.__name__}" for cls in declared.classes)
        return lambda value: hooks[value.__class__](value) if value.__class__ in hooks else _refuse(expected, value)
    return lambda value: thaw(_plain_value(declared, value))


def _array_reader(declared: Key, read: Hook, plain: frozenset[type]) -> Hook:
    def read_array(value: Any) -> Any:
        return tuple(_each(value, read, plain)) if isinstance(value, list) else _refuse(declared.expected, value)

    return read_array


def _array_writer(declared: Key, write: Hook, plain: frozenset[type]) -> Hook:
    def write_array(value: Any) -> Any:
        return _each(value, write, plain) if isinstance(value, (tuple, list)) else _refuse(declared.expected, value)

    return write_array


def _each(values: Any, convert: Hook, plain: frozenset[type]) -> list[Any]:
    converted, found = [], []
    for index, value in enumerate(values):
        try:
            converted.append(value if value.__class__ in plain else convert(value))
        except Mismatch as mismatch:
            found += mismatch.under(index)
    if found:
        raise Mismatch(found)
    return converted


def _tagged_reader(tagged: Tagged, form: Form, converter: Converter) -> Hook:
    hooks = {word: converter.get_structure_hook(cls) for word, cls in tagged.classes.items()}
    otherwise = converter.get_structure_hook(tagged.otherwise) if tagged.otherwise else None
    spelled = form.spell(tagged.by)

    def read_tagged(value: Any) -> Any:
        if not isinstance(value, dict):
            raise Mismatch([((), wrong("an object", value))])
        word = value.get(spelled, UNSET)
        structure = hooks.get(word, otherwise) if isinstance(word, str) else otherwise
        if structure is None:
            raise Mismatch([((spelled,), f"expected one of {', '.join(hooks)}")])
        return structure(value, None)

    return read_tagged


def _plain_value(declared: Key, value: Any) -> Any:
    """An object that is kept as it came, or a text that has to be one of a few."""
    is_kept = isinstance(value, dict) if dict in declared.leaves else isinstance(value, str) and value in declared.words
    return value if is_kept else _refuse(declared.expected, value)


def _refuse(expected: str, value: Any) -> Any:
    raise Mismatch([((), wrong(expected, value))])
