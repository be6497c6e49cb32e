"""JSON to attrs objects and back, exactly; the only file that knows cattrs' insides.

Strategy: a hook factory writes two functions for each class and form, as source text, the way attrs and cattrs
themselves do. The structure function takes the declared keys out of a copy of the object, checks the kind of each value
and calls the functions of nested classes; what is left over is ``extra``. The unstructure function is its mirror. Stock
cattrs would coerce ("3" to 3, 1.9 to 1), drop unknown keys, and take null and absence for one; none of that here.

A value of a wrong kind raises :class:`Mismatch`, which grows a path on its way up and collects what its siblings found,
so that one error lists every problem of a payload.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

from .errors import PayloadError
from .forms import Form, gather, spelled_names, spread
from .frozen import thaw
from .pointer import join
from .report import Problem
from .shapes import EXTRA, Key, Tagged, has_extra, keys_of
from .values import UNSET, Unset, kind_of, same

if TYPE_CHECKING:
    from cattrs import Converter

Hook = Callable[..., Any]


class Mismatch(Exception):
    """Values that are not of the kind their class says, each with the path to it."""

    def __init__(self, found: list[tuple[tuple[Any, ...], str]]) -> None:
        self.found = found
        super().__init__(found)

    def under(self, step: str | int) -> list[tuple[tuple[Any, ...], str]]:
        return [((step, *path), message) for path, message in self.found]

    def as_error(self, vendor: str) -> PayloadError:
        return PayloadError(tuple(Problem(join(path), message) for path, message in self.found), vendor)


def make_converter(form: Form) -> Converter:
    """A cattrs converter that structures and unstructures any attrs class exactly, in one form."""
    from cattrs import Converter  # importing cattrs costs more than the rest; only conversions need it

    converter = Converter()
    converter.register_structure_hook_factory(attrs.has, lambda cls: _structure_function(cls, form, converter))
    converter.register_unstructure_hook_factory(attrs.has, lambda cls: _unstructure_function(cls, form, converter))
    return converter


def _structure_function(cls: type, form: Form, converter: Converter) -> Hook:
    names: dict[str, Any] = {
        **_COMMON,
        "cls": cls,
        "constants": form.constants.get(cls, {}),
        "wire_names": frozenset(declared.name for declared in keys_of(cls)),
    }
    lines = ["def structure(payload, _=None):"]
    lines += ["    if not isinstance(payload, dict): raise Mismatch([((), wrong('an object', payload))])"]
    lines += ["    left = dict(payload)", "    found = []"]
    if names["constants"]:
        lines += ["    take_constants(left, constants, found)"]
    for number, declared in enumerate(keys_of(cls)):
        names[f"key_{number}"] = form.spell(declared.name)
        names[f"read_{number}"] = _reader(declared, form, converter)
        names[f"plain_{number}"] = declared.leaves
        lines += [
            f"    value_{number} = left.pop(key_{number}, UNSET)",
            f"    if value_{number}.__class__ not in plain_{number}:",
            f"        try: value_{number} = read_{number}(value_{number})",
            f"        except Mismatch as mismatch: found += mismatch.under(key_{number})",
        ]
        lines += [] if declared.absent is UNSET else [f"    if value_{number} is UNSET: value_{number} = None"]
    lines += _EXTRA_IN[form.extra if has_extra(cls) else "none"]
    lines += ["    if found: raise Mismatch(found)"]
    arguments = [f"{declared.name}=value_{number}" for number, declared in enumerate(keys_of(cls))]
    arguments += ["extra=extra"] if has_extra(cls) else []
    lines += [f"    return cls({', '.join(arguments)})"]
    return _compiled("structure", lines, names, cls, form)


def _unstructure_function(cls: type, form: Form, converter: Converter) -> Hook:
    names: dict[str, Any] = {
        **_COMMON,
        "constants": form.constants.get(cls, {}),
        "spelled": spelled_names(form, cls),
        "wire_names": frozenset(declared.name for declared in keys_of(cls)),
    }
    lines = [
        "def unstructure(node, _=None):",
        "    payload = dict(constants)",
        "    found = []",
    ]
    for number, declared in enumerate(keys_of(cls)):
        names[f"key_{number}"] = form.spell(declared.name)
        names[f"write_{number}"] = _writer(declared, form, converter)
        names[f"plain_{number}"] = declared.leaves - {dict, Unset}
        lines += [
            f"    value = node.{declared.name}",
            f"    if value.__class__ in plain_{number}: payload[key_{number}] = value",
            f"    elif value is not {declared.absent!r}:" if Unset in declared.leaves else "    else:",
            f"        try: payload[key_{number}] = write_{number}(value)",
            f"        except Mismatch as mismatch: found += mismatch.under(key_{number})",
        ]
    lines += _EXTRA_OUT[form.extra if has_extra(cls) else "none"]
    lines += ["    if found: raise Mismatch(found)", "    return payload"]
    return _compiled("unstructure", lines, names, cls, form)


_EXTRA_IN = {
    "none": ["    if left: found += [((key,), 'expected no such key') for key in left]"],
    "beside": ["    extra = left"],
    "nested": ["    extra = gather(left, wire_names) if left else left"],
    "named": [
        "    extra = take_extra(left, found)",
        "    if left: found += [((key,), 'expected no such key') for key in left]",
    ],
}

_EXTRA_OUT = {
    "none": [],
    "beside": [
        "    if node.extra:",
        "        extra = checked_extra(node.extra, found)",
        "        payload.update((key, value) for key, value in extra.items() if key not in spelled)",
    ],
    "nested": ["    if node.extra: payload.update(spread(checked_extra(node.extra, found), wire_names, spelled))"],
    "named": ["    if node.extra: payload['extra'] = checked_extra(node.extra, found)"],
}


def _reader(declared: Key, form: Form, converter: Converter) -> Hook:
    """A function that reads a value which is no plain one, or raises Mismatch."""
    if declared.items is not None:
        return _array_reader(declared, _reader(declared.items, form, converter), declared.items.leaves)
    if declared.tagged is not None:
        return _tagged_reader(declared.tagged, form, converter)
    if declared.classes:
        structure = converter.get_structure_hook(declared.classes[0])
        return lambda value: structure(value, None) if isinstance(value, dict) else _refuse(declared.expected, value)
    return lambda value: _plain_value(declared, value)


def _writer(declared: Key, form: Form, converter: Converter) -> Hook:
    """The mirror of :func:`_reader`."""
    if declared.items is not None:
        return _array_writer(declared, _writer(declared.items, form, converter), declared.items.leaves)
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


def wrong(expected: str, value: object) -> str:
    """What a problem says: kinds, never the content."""
    return f"expected {expected}, {kind_of(value)} came"


def take_constants(left: dict[str, Any], constants: dict[str, Any], found: list[Any]) -> None:
    for key, constant in constants.items():
        if not same(left.pop(key, UNSET), constant):
            found.append(((key,), f"expected {constant!r}"))


def take_extra(left: dict[str, Any], found: list[Any]) -> Any:
    """Canonical JSON has ``extra`` only where it holds something, for it would not be written back empty."""
    extra = left.pop(EXTRA, UNSET)
    if extra is UNSET:
        return {}
    if not isinstance(extra, dict) or not extra:
        found.append(((EXTRA,), f"expected an object with keys, {kind_of(extra) if extra else 'an empty value'} came"))
    return extra


def checked_extra(extra: Any, found: list[Any]) -> Any:
    if isinstance(extra, dict):
        return thaw(extra)
    found.append(((EXTRA,), wrong("an object", extra)))
    return {}


_COMMON: dict[str, Any] = {
    "UNSET": UNSET,
    "Mismatch": Mismatch,
    "checked_extra": checked_extra,
    "gather": gather,
    "spread": spread,
    "take_constants": take_constants,
    "take_extra": take_extra,
    "wrong": wrong,
}


def _compiled(name: str, lines: list[str], names: dict[str, Any], cls: type, form: Form) -> Hook:
    """Compile a function, and let debuggers and tracebacks show its lines."""
    source = "\n".join(lines)
    filename = f"<normalizer {name} {cls.__module__}.{cls.__qualname__} {form.name} {id(form)}>"
    linecache.cache[filename] = (
        len(source),
        None,
        source.splitlines(keepends=True),
        filename,
    )
    exec(compile(source, filename, "exec"), names)  # noqa: S102  # our own text, made of attribute names alone
    return names[name]  # type: ignore[no-any-return]  # the function that the text defines
