"""The JSON Schema of canonical JSON, made from the classes, so that it cannot say anything else than they do.

``docs/completion.schema.json`` is what this makes. The schema is not quite as strict as the reader: limits on depth and
digits, and surrogates, are beyond what JSON Schema can say.
"""

from __future__ import annotations

from typing import Any, Final

from .completion import Completion
from .shapes import Key, classes_under, has_extra, keys_of
from .values import Unset
from .vendors.canonical import FORM, VERSION

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_LEAVES: Final[dict[type, str]] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    dict: "object",
    type(None): "null",
}


def json_schema() -> dict[str, Any]:
    """The schema, as JSON values."""
    return {
        "$schema": DIALECT,
        "title": f"normalizer.completion, version {VERSION}",
        "$ref": "#/$defs/Completion",
        "$defs": {cls.__name__: _object(cls) for cls in classes_under(Completion)},
    }


def _object(cls: type) -> dict[str, Any]:
    constants = {name: {"const": value} for name, value in FORM.constants.get(cls, {}).items()}
    keys = {key.name: _value(key) for key in keys_of(cls)}
    extra = {"extra": {"type": "object", "minProperties": 1}} if has_extra(cls) else {}
    return {
        "type": "object",
        "description": (cls.__doc__ or "").partition("\n")[0],
        "properties": {**constants, **keys, **extra},
        "required": [*constants, *(key.name for key in keys_of(cls) if Unset not in key.leaves)],
        "additionalProperties": False,
    }


def _value(key: Key) -> dict[str, Any]:
    """What may stand under a key: one of its classes, an array, a word, or a plain value."""
    options: list[dict[str, Any]] = [{"$ref": f"#/$defs/{cls.__name__}"} for cls in key.classes]
    if key.items is not None:
        options.append({"type": "array", "items": _value(key.items)})
    if key.words:
        options.append({"enum": sorted(key.words)})
    options += [{"type": name} for name in dict.fromkeys(_LEAVES[leaf] for leaf in _LEAVES if leaf in key.leaves)]
    return options[0] if len(options) == 1 else {"anyOf": options}
