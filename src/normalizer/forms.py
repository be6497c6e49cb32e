"""The spellings of one vendor's payloads in logs. A form renames declared keys and nothing else.

In the TypeScript SDKs' form of some vendors, unknown keys lie in an object of their own, ``additionalProperties``, at
every level. Our ``extra`` is flat, so that users find a key under the same name in every form. The map between the
two is total and injective, whatever stands where:

* ``name``     was nested in ``additionalProperties``;
* ``./name``   was nested too, but is spelled like a declared wire name, or begins with ``./`` or ``../`` itself;
* ``../name``  stood beside the declared keys (the SDK does not write that, but prints of broken objects have it),
  also ``additionalProperties`` itself where it is empty or no object.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final, Literal

from attrs import field, frozen

from .frozen import EMPTY
from .shapes import keys_of
from .values import JSON, JsonObject

NESTED: Final = "additionalProperties"
_INSIDE: Final = "./"
_BESIDE: Final = "../"


def camel_case(name: str) -> str:
    """``finish_reason`` as ``finishReason``."""
    return re.sub("_([a-z])", lambda found: found[1].upper(), name)


@frozen(eq=False)
class Form:
    """One spelling of a vendor's payloads."""

    name: str
    """``wire``, ``node`` or ``python``."""

    renames: Mapping[str, str] = EMPTY
    """Attributes whose key is spelled otherwise here, with that spelling."""

    is_camel_case: bool = False
    """Whether the other attributes are spelled ``inCamelCase``."""

    extra: Literal["beside", "nested", "named"] = "beside"
    """Where unknown keys are: beside the declared ones, nested in ``additionalProperties``, or, in canonical JSON,
    under ``extra``, beside which no unknown key is allowed."""

    constants: Mapping[type, JsonObject] = field(default=EMPTY, repr=False)
    """Keys that a class always has with one value, and that no attribute holds."""

    def spell(self, name: str) -> str:
        """The key of an attribute."""
        return self.renames.get(name) or (camel_case(name) if self.is_camel_case else name)


@functools.lru_cache(maxsize=1024)
def spelled_names(form: Form, cls: type) -> frozenset[str]:
    """The keys of a class as this form spells them."""
    return frozenset(form.spell(declared.name) for declared in keys_of(cls))


def gather(left: dict[str, Any], wire_names: AbstractSet[str]) -> JsonObject:
    """Make ``extra`` of what the declared keys left of a node whose unknown keys lie in ``additionalProperties``."""
    nested = left.get(NESTED)
    extra: dict[str, Any] = {}
    if isinstance(nested, dict) and nested:
        del left[NESTED]
        extra = {_mark(name, wire_names): value for name, value in nested.items()}
    extra.update((_BESIDE + name, value) for name, value in left.items())
    return extra


def spread(extra: JsonObject, wire_names: AbstractSet[str], spelled: AbstractSet[str]) -> dict[str, Any]:
    """Make of ``extra`` what stands beside the declared keys: the exact inverse of :func:`gather`.

    What :func:`gather` can never have made, only an app, is left out: it would not come back under its name.
    """
    beside: dict[str, Any] = {}
    nested: dict[str, Any] = {}
    for name, value in extra.items():
        if name.startswith(_BESIDE):
            beside[name.removeprefix(_BESIDE)] = value
        else:
            inner = name.removeprefix(_INSIDE)
            if _mark(inner, wire_names) == name:
                nested[inner] = value
    if nested or _would_be_gathered(beside.get(NESTED)):
        beside.pop(NESTED, None)
    kept = {name: value for name, value in beside.items() if name not in spelled}
    return {**kept, NESTED: nested} if nested else kept


def _mark(name: str, wire_names: AbstractSet[str]) -> str:
    return _INSIDE + name if name in wire_names or name.startswith((_INSIDE, _BESIDE)) else name


def _would_be_gathered(value: JSON) -> bool:
    return isinstance(value, dict) and len(value) > 0
