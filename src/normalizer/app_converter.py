"""Teach an app's own cattrs converter about Completions and Conversions, so that the app's classes can hold them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from .completion import Completion, Source
from .conversion import Conversion
from .frozen import thaw
from .reading import normalize
from .report import Change
from .values import UNSET
from .writing import denormalize

if TYPE_CHECKING:
    from cattrs import Converter


def configure_converter(converter: Converter) -> None:
    """Register hooks for the library's types on a converter of the app's; its other hooks stay as they are.

    * :class:`~normalizer.Completion`: structuring reads canonical JSON, and any payload whose vendor is certain;
      unstructuring writes canonical JSON, which holds all there is.
    * :class:`~normalizer.Conversion`, :class:`~normalizer.Change` and :class:`~normalizer.Source`: objects with their
      fields, where what is UNSET is left out. A Conversion that was saved and loaded can be restored.
    """
    converter.register_structure_hook(Completion, lambda payload, _: normalize(payload))
    converter.register_unstructure_hook(Completion, lambda completion: denormalize(completion, to="canonical"))
    converter.register_structure_hook(Conversion, lambda saved, _: _load_conversion(saved))
    converter.register_unstructure_hook(Conversion, _save_conversion)
    for cls in (Change, Source):
        converter.register_structure_hook(cls, lambda saved, kind: kind(**saved))
        converter.register_unstructure_hook(cls, _save_fields)


def _save_conversion(conversion: Conversion) -> dict[str, Any]:
    return {
        "payload": thaw(conversion.payload),
        "changes": [_save_fields(change) for change in conversion.changes],
        "source": _save_fields(conversion.source),
        "target": _save_fields(conversion.target),
    }


def _load_conversion(saved: Mapping[str, Any]) -> Conversion:
    return Conversion(
        thaw(saved["payload"]),
        tuple(Change(**change) for change in saved["changes"]),
        source=Source(**saved["source"]),
        target=Source(**saved["target"]),
    )


def _save_fields(instance: Change | Source) -> dict[str, Any]:
    fields = attrs.asdict(instance, recurse=False, filter=lambda _, value: value is not UNSET)
    return {name: thaw(value) for name, value in fields.items()}
