"""The JSON Schemas of canonical JSON, made from the classes, so that they cannot say anything else than those do.

``docs/completion.schema.json`` and ``docs/chunk.schema.json`` are what this makes. A schema is not quite as strict as the reader: limits on depth and
digits, and surrogates, are beyond what JSON Schema can say.
"""

from __future__ import annotations

from typing import Any, Final

from .shapes import Key, classes_under, has_extra, keys_of
from .values import Unset
from .vendor import Vendor
from .vendors.canonical import FORM, VENDOR, VERSION

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_LEAVES: Final[dict[type, str]] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    dict: "object",
    type(None): "null",
}


def json_schema(vendor: Vendor = VENDOR) -> dict[str, Any]:
    """The schema of whole answers, or of chunks (``VENDOR.chunks``), as JSON values."""
    return {
        "$schema": DIALECT,
        "title": f"{vendor.object_words[0]}, version {VERSION}",
        "$ref": f"#/$defs/{vendor.shape.__name__}",
        "$defs": {cls.__name__: _object(cls) for cls in classes_under(vendor.shape)},
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
