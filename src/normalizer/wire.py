"""JSON to attrs objects and back, exactly; the only file that knows cattrs' insides.

Strategy: a hook factory writes two functions for each class and form, as source text, the way attrs and cattrs
themselves do. The structure function takes the declared keys out of a copy of the object, checks the kind of each value
and calls the functions of nested classes; what is left over is ``extra``. The unstructure function is its mirror. Stock
cattrs would coerce ("3" to 3, 1.9 to 1), drop unknown keys, and take null and absence for one; none of that here.

A value of a wrong kind raises :class:`~normalizer.mismatch.Mismatch`, which grows a path on its way up and collects what
its siblings found, so that one error lists every problem of a payload.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from .compiling import compiled
from .forms import Form, gather, spelled_names, spread
from .frozen import EMPTY, thaw
from .mismatch import Mismatch, wrong
from .shapes import EXTRA, has_extra, keys_of
from .values import UNSET, Unset, kind_of, same
from .wire_values import Hook, reader, writer

if TYPE_CHECKING:
    from cattrs import Converter


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
        names[f"read_{number}"] = reader(declared, form, converter)
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
    return compiled("structure", lines, names, _what(cls, form))


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
        names[f"write_{number}"] = writer(declared, form, converter)
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
    return compiled("unstructure", lines, names, _what(cls, form))


_EXTRA_IN = {
    "none": ["    if left: found += [((key,), 'expected no such key') for key in left]"],
    "beside": ["    extra = left or EMPTY"],
    "nested": ["    extra = gather(left, wire_names) if left else EMPTY"],
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
    """In the order of the alphabet, so that the same is written whatever came first."""
    if isinstance(extra, dict):
        return thaw(extra if len(extra) < _SEVERAL else {name: extra[name] for name in sorted(extra)})
    found.append(((EXTRA,), wrong("an object", extra)))
    return {}


_SEVERAL = 2
_COMMON: dict[str, Any] = {
    "EMPTY": EMPTY,
    "UNSET": UNSET,
    "Mismatch": Mismatch,
    "checked_extra": checked_extra,
    "gather": gather,
    "spread": spread,
    "take_constants": take_constants,
    "take_extra": take_extra,
    "wrong": wrong,
}


def _what(cls: type, form: Form) -> str:
    return f"{cls.__module__}.{cls.__qualname__} {form.name} {id(form)}"
