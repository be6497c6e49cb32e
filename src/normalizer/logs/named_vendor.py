"""A record that is certain to be another vendor's than the one that was named.

Strategy: whoever names a vendor decides where the signs leave it open; what the signs are certain of, nobody is taken at
their word for. Some vendors' payloads can be read as another's, with all that they say among the unknown keys: exact, and
not what was meant.
"""

from __future__ import annotations

from typing import Any

from ..detection import detect
from ..errors import NormalizerError
from ..streams.reading import read_stream
from ..values import UNSET
from .errors import RecordError


def refuse_other_vendor(payload: Any, named: str) -> None:
    """Look at the payload of a whole answer.

    :raises RecordError: it is certain to be another's.
    """
    _refuse(detect(payload).vendor, named)


def refuse_other_stream(text: bytes, named: str) -> None:
    """Look at a stream, as far as its first chunk that is certain.

    :raises RecordError: it is certain to be another's.
    """
    _refuse(_vendor_of_stream(text), named)


def _vendor_of_stream(text: bytes) -> str | None:
    try:
        first = next((chunk for chunk in read_stream(text) if chunk.marker is UNSET), None)
    except NormalizerError:  # nothing in it is certain
        return None
    return first.source.vendor if first is not None and first.source is not None else None


def _refuse(vendor: str | None, named: str) -> None:
    if vendor not in (None, named):
        raise RecordError("other-vendor", f"not a readable {named} payload: it is {vendor}'s")
