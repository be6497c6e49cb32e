"""Whose payload is it, and in which form? By signs that the vendors declare, with reasons, and never by a guess.

Strategy: the choices decide the vendor, for each vendor's have a key that no other's have. Where there are none, or
they have several of the keys, the ``object`` word decides, then the envelope that only some SDKs write. What then could
still be two vendors' stays undecided. How the known keys are
spelled decides the form (:mod:`~normalizer.form_detection`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from . import codec, sdk
from .completion import FormName
from .errors import NotACompletionError, PayloadError
from .form_detection import form_of
from .kinds import CHOICES, opened, refuse_empty_chunk
from .values import JsonObject
from .vendor import Vendor
from .vendors import canonical, known_vendors


@frozen
class Detection:
    """What is known about where a payload comes from."""

    vendor: str | None
    """The vendor's name; None where it is not certain."""

    form: FormName | None
    """How its payload is spelled; None where the vendor is not certain."""

    envelope: bool
    """Whether it lies in an SDK's stream event, ``{"data": payload}``."""

    reasons: tuple[str, ...]
    """What spoke for it, in the order it was looked at."""

    candidates: tuple[str, ...] = ()
    """The vendors that could have sent it, where it is not certain; none if it is no completion at all."""


def detect(payload: object) -> Detection:
    """Find out whose payload it is: JSON values, JSON text, or an object of a vendor's SDK.

    Never raises: what is no completion has no candidates, and the reason says what it is.
    """
    try:
        is_text = isinstance(payload, (bytes, bytearray, memoryview, str))
        body, is_enveloped = opened(codec.decode(payload) if is_text else sdk.payload_of(payload))  # type: ignore[arg-type]  # it is text
        refuse_empty_chunk(body)
    except (NotACompletionError, PayloadError) as error:
        return Detection(None, None, envelope=False, reasons=(str(error),))
    return detect_opened(body, is_enveloped=is_enveloped)


def detect_opened(body: dict[str, Any], *, is_enveloped: bool) -> Detection:
    """As :func:`detect`, for a payload that was taken out of its envelope."""
    return detect_among(known_vendors(), body, is_enveloped=is_enveloped)


def detect_chunk(body: dict[str, Any], *, is_enveloped: bool) -> Detection:
    """As :func:`detect_opened`, for a chunk."""
    vendors = {vendor.name: vendor.chunks for vendor in known_vendors().values() if vendor.chunks is not None}
    return detect_among(vendors, body, is_enveloped=is_enveloped)


def detect_among(vendors: Mapping[str, Vendor], body: dict[str, Any], *, is_enveloped: bool) -> Detection:
    """Which of the vendors a payload is from."""
    own = vendors[canonical.VENDOR.name]
    if not is_enveloped and body.get("object") in own.object_words:
        return Detection(own.name, "wire", envelope=False, reasons=(f"object is {own.object_words[0]}",))
    candidates = [vendor for vendor in vendors.values() if vendor is not own]
    reasons = []
    for remaining, reason in _signs(body, candidates, is_enveloped=is_enveloped):
        reasons.append(reason)
        candidates = remaining or candidates
        if len(candidates) == 1:
            form, form_reason = form_of(candidates[0], body)
            return Detection(candidates[0].name, form, is_enveloped, (*reasons, form_reason))
    return Detection(
        None,
        None,
        is_enveloped,
        tuple(reasons),
        tuple(vendor.name for vendor in candidates),
    )


def _signs(body: JsonObject, vendors: list[Vendor], *, is_enveloped: bool) -> Iterator[tuple[list[Vendor], str]]:
    """Each sign leaves some vendors, and says what was seen."""
    choices = body[CHOICES]
    if choices:
        fitting = [vendor for vendor in vendors if all(vendor.choice_key in choice for choice in choices)]
        keys = " and ".join(vendor.choice_key for vendor in fitting)
        yield fitting, f"all choices have {keys}" if keys else "no key that tells is in all choices"
        vendors = fitting or vendors
    else:
        yield vendors, "there are no choices to tell by"
    speaking = [vendor for vendor in vendors if _word_of(vendor, body) in vendor.object_words]
    yield (
        speaking,
        f"object is {speaking[0].object_words[0]}" if speaking else "object is no vendor's word",
    )
    if is_enveloped:
        yield (
            [vendor for vendor in vendors if vendor.has_envelope],
            "it lies in a stream event's data",
        )


def _word_of(vendor: Vendor, body: JsonObject) -> object:
    """The ``object`` word, under whichever of the vendor's spellings it is there."""
    words = [body.get(form.spell("object")) for form in vendor.forms.values()]
    return next((word for word in words if word is not None), None)
