"""The vendors the library knows. A new one is a module in this folder and its name in this list.

They are imported when the first payload is read or written: their many classes would double what importing costs.
"""

from __future__ import annotations

import functools

from ..errors import UnknownVendorError
from ..vendor import Vendor


@functools.cache
def known_vendors() -> dict[str, Vendor]:
    """All vendors by name, in the order in which detection looks at them."""
    from . import canonical, opper, orq  # see above

    return {vendor.name: vendor for vendor in (orq.VENDOR, opper.VENDOR, canonical.VENDOR)}


def answer_keys() -> frozenset[str]:
    """The keys by which the vendors' choices are known: a choice with none of them answers nothing."""
    return frozenset(vendor.choice_key for vendor in known_vendors().values())


def vendor_named(name: object) -> Vendor:
    """The vendor of a name.

    :raises UnknownVendorError: there is none.
    """
    vendors = known_vendors()
    if not isinstance(name, str) or name not in vendors:
        raise UnknownVendorError(name, tuple(vendors))
    return vendors[name]
