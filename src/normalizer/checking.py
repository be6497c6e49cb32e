"""What a vendor's published schema forbids in a payload: what the vendor's own SDKs refuse, or read otherwise.

Reading is lenient, for logs hold what vendors never promised; this is the strict one. The schema is what the vendor's
shapes declare beside their annotations (:class:`~normalizer.shapes.Schema`), in form ``wire``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Final

from . import codec, sdk
from .errors import PayloadError
from .form_detection import form_of
from .kinds import CHOICES, ENVELOPE
from .limits import check_values
from .pointer import join
from .reading import depth_of, vendor_of
from .report import Problem
from .shapes import Key, keys_of
from .values import UNSET, kind_of
from .vendor import Vendor
from .vendors import canonical, vendor_named

Path = tuple[Any, ...]
Found = Iterator[tuple[Path, str]]

_NO_LONG: Final = 2.0**63
"""What 64 bits cannot hold: pydantic makes no integer of such a decimal number."""

_TOO_LARGE: Final = "expected a number that a double can hold, a larger one came"
"""JavaScript prints null for it."""


def check(payload: object, vendor: str | None = None) -> tuple[Problem, ...]:
    """List what a vendor's published schema forbids in a payload; empty where the vendor's SDKs read it as it is.

    :param payload: JSON values, JSON text, or an object of a vendor's SDK.
    :param vendor: whose schema; the detected one if None.
    :raises PayloadError: it is no JSON.
    :raises NotACompletionError, AmbiguousVendorError: no vendor is named and none can be detected.
    :raises UnknownVendorError: no vendor of that name is known.
    """
    value = _values(payload, vendor)
    known = vendor_of(value) if vendor is None else vendor_named(vendor)
    if known is canonical.VENDOR:
        return _canonical_problems(value)
    if isinstance(value, dict) and value.keys() == {ENVELOPE}:
        return (Problem("", "expected the payload itself, an SDK's stream event came"),)
    return _form_problems(known, value) or tuple(
        Problem(join(path), message) for path, message in _object(known, known.shape, value, ())
    )


def _values(payload: object, vendor: str | None) -> Any:
    if isinstance(payload, (bytes, bytearray, memoryview, str)):
        return codec.decode(payload)
    value = sdk.payload_of(payload)
    check_values(value, depth_of(value, vendor))
    return value


def _canonical_problems(value: Any) -> tuple[Problem, ...]:
    """Canonical JSON is as strict when it is read."""
    try:
        canonical.VENDOR.read(value, "wire")
    except PayloadError as error:
        return error.problems
    return ()


def _form_problems(vendor: Vendor, value: Any) -> tuple[Problem, ...]:
    """The schema is that of the HTTP interface."""
    if not isinstance(value, dict) or not isinstance(value.get(CHOICES), list):
        return ()
    form, reason = form_of(vendor, value)
    return () if form == "wire" else (Problem("", f"expected the form wire, {form} came: {reason}"),)


def _object(vendor: Vendor, cls: type, value: Any, path: Path) -> Found:
    if not isinstance(value, dict):
        yield path, f"expected an object, {kind_of(value)} came"
        return
    for key in keys_of(cls):
        yield from _member(vendor, key, value.get(key.name, UNSET), (*path, key.name))


def _member(vendor: Vendor, key: Key, value: Any, path: Path) -> Found:
    if value is UNSET:
        if key.schema.required:
            yield path, "expected a value, nothing came"
    elif value is None:
        if not key.schema.nullable:
            yield path, "expected a value, null came"
    elif key.items is None:
        yield from _item(vendor, key, value, path)
    elif not isinstance(value, list):
        yield path, f"expected an array, {kind_of(value)} came"
    else:
        for index, item in enumerate(value):
            yield from _item(vendor, key.items, item, (*path, index))


def _item(vendor: Vendor, key: Key, value: Any, path: Path) -> Found:
    if key.classes:
        yield from _object(vendor, _class_of(key, value), value, path)
    elif key.schema.integer:
        is_whole = vendor.counts_with_decimals and type(value) is float and _is_whole(value)
        if type(value) is not int and not is_whole:
            yield path, f"expected an integer, {kind_of(value)} came"
        elif abs(value) > sys.float_info.max:
            yield path, _TOO_LARGE
    elif type(value) not in key.leaves or type(value) is dict:
        names = "a string or a number" if key.leaves >= {str, int} else "a string" if str in key.leaves else "a number"
        yield path, f"expected {names}, {kind_of(value)} came"
    elif type(value) is int and abs(value) > sys.float_info.max:
        yield path, _TOO_LARGE
    elif key.schema.words and value not in key.schema.words:
        yield path, f"expected one of {', '.join(key.schema.words)}; another word came"


def _is_whole(number: float) -> bool:
    """Whether an SDK that takes decimals for integers makes the same number of it: of -0.0 it makes 0, and what 64 bits
    cannot hold it refuses.
    """
    return number.is_integer() and abs(number) < _NO_LONG and str(number) != "-0.0"


def _class_of(key: Key, value: Any) -> type:
    if key.tagged is None:
        return key.classes[0]
    word = value.get(key.tagged.by) if isinstance(value, dict) else None
    found = key.tagged.classes.get(word) if isinstance(word, str) else None
    return found or key.tagged.otherwise or key.classes[0]
