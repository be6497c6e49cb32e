"""A vendor in the library's list for as long as its author's tests run, before it is listed for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..express import look_again
from ..vendor import Vendor
from ..vendors import known_vendors


@contextmanager
def listed(vendor: Vendor) -> Iterator[None]:
    """Let the library know a vendor that is in no list of it, until the end of the block. Not for programs: the list is
    the whole process's.

    :raises ValueError: a vendor of this name is listed already.
    """
    vendors = known_vendors()
    if vendor.name in vendors:
        raise ValueError(f"a vendor {vendor.name!r} is listed already")
    vendors[vendor.name] = vendor
    try:
        look_again()
        yield
    finally:
        del vendors[vendor.name]
        look_again()
