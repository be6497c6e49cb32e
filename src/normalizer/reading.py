"""Payloads in: JSON text, plain objects or SDK objects as a Completion."""

from __future__ import annotations

from typing import Any

from . import codec, sdk
from .completion import Completion, FormName, is_as_read, mark_as_read
from .detection import Detection, detect_opened
from .errors import AmbiguousVendorError, NotACompletionError, PayloadError
from .express import UNKNOWN, express, modules
from .form_detection import form_of
from .kinds import CHOICES, opened, refuse_empty_chunk
from .limits import CANONICAL_DEPTH, PAYLOAD_DEPTH, check_depth, check_values
from .nesting import opening_brackets
from .report import Problem
from .values import UNSET, kind_of
from .vendor import Vendor
from .vendors import canonical, vendor_named


def loads(
    data: bytes | bytearray | memoryview | str,
    vendor: str | None = None,
    form: FormName | None = None,
) -> Completion:
    """Read the JSON text of a logged response.

    :param vendor: whose it is; detected if None.
    :param form: how it is spelled, ``wire``, ``node`` or ``python``; detected if None.
    :raises PayloadError: it is no JSON, or a value is of a wrong kind; all problems are listed.
    :raises NotACompletionError: it is something else than a completion.
    :raises AmbiguousVendorError: several vendors could have sent it, and none was named.
    :raises UnknownVendorError: no vendor of that name is known.
    :raises UnknownFormError: the vendor has no such form.
    """
    fast = modules[-1] if modules[-1] is not UNKNOWN else express()  # written out, for a call takes time
    completion: Completion | None = None if fast is None else fast.read(data, vendor, form)
    if completion is None:
        payload = decoded(data, vendor)
        completion = read_payload(payload, vendor, form)
        learn(payload, completion)
    return completion


def read_fast(data: object, vendor: str | None, form: FormName | None = None) -> Completion | None:
    """As :func:`loads`, where the fast path can read it."""
    fast = express()
    return None if fast is None else fast.read(data, vendor, form)


def learn(payload: Any, completion: Completion) -> None:
    """Let the fast path learn from what it could not read. Canonical JSON has no keys of the vendor that it names."""
    fast = express()
    if fast is not None and is_as_read(completion):
        fast.learn(payload, completion.source)


def decoded(data: bytes | bytearray | memoryview | str, vendor: str | None) -> Any:
    """The JSON value of a text, no deeper than the vendor's payloads may be."""
    payload = codec.decode(data)
    if opening_brackets(data) > PAYLOAD_DEPTH:
        check_depth(payload, depth_of(payload, vendor))
    return payload


def normalize(payload: object, vendor: str | None = None, form: FormName | None = None) -> Completion:
    """Read a logged response: a payload as plain JSON values, or an object of a vendor's SDK.

    Nothing is shared with it: what is done to it later does not show in the Completion. Parameters and errors are those
    of :func:`loads`; what JSON cannot hold (tuples, bytes, NaN, non-string keys, cycles) is refused with its pointer.
    """
    return read_payload(plain(payload, vendor), vendor, form)


def plain(payload: object, vendor: str | None) -> Any:
    """A payload that is an SDK's object or plain values as JSON values that were checked."""
    payload = sdk.payload_of(payload)
    if not isinstance(payload, dict):
        raise NotACompletionError(f"{kind_of(payload)}, not an object")
    check_values(payload, depth_of(payload, vendor))
    return payload


def depth_of(payload: Any, vendor: str | None) -> int:
    """How deep a payload may be: canonical JSON nests the same values deeper than vendors do."""
    says_so = isinstance(payload, dict) and payload.get("object") in (canonical.OBJECT, canonical.CHUNK_OBJECT)
    is_canonical = says_so if vendor is None else vendor == canonical.VENDOR.name
    return CANONICAL_DEPTH if is_canonical else PAYLOAD_DEPTH


def read_payload(payload: Any, vendor: str | None, form: FormName | None) -> Completion:
    """As :func:`normalize`, for JSON values that were checked."""
    body, is_enveloped = opened(payload)
    if vendor is None:
        detection = _detected(body, is_enveloped=is_enveloped)
        known = vendor_named(detection.vendor)
        _check_choice_keys(body, known)
        form = detection.form if form is None else form
    else:
        known = vendor_named(vendor)
    return _read(known, body, form_of(known, body)[0] if form is None else form, is_enveloped=is_enveloped)


def vendor_of(payload: object) -> Vendor:
    """The vendor that a payload is certain to come from; raises as :func:`loads`."""
    body, is_enveloped = opened(payload)
    return vendor_named(_detected(body, is_enveloped=is_enveloped).vendor)


def _detected(body: dict[str, Any], *, is_enveloped: bool) -> Detection:
    refuse_empty_chunk(body)
    detection = detect_opened(body, is_enveloped=is_enveloped)
    if detection.vendor is None:
        raise AmbiguousVendorError(detection)
    return detection


def _read(vendor: Vendor, body: dict[str, Any], form: FormName, *, is_enveloped: bool) -> Completion:
    vendor.form(form)
    if vendor is canonical.VENDOR and is_enveloped:
        raise PayloadError((Problem("", "expected canonical JSON, a stream event came"),), vendor.name)
    completion: Completion = vendor.read(body, form, envelope=is_enveloped)
    return completion if vendor is canonical.VENDOR else mark_as_read(completion)


def _check_choice_keys(body: dict[str, Any], vendor: Vendor) -> None:
    """A vendor that was not named is only taken for certain if every choice is one of its own."""
    problems = tuple(
        Problem(
            f"/{CHOICES}/{index}/{vendor.choice_key}",
            f"expected a value, {kind_of(UNSET)} came",
        )
        for index, choice in enumerate(body[CHOICES])
        if vendor.choice_key not in choice
    )
    if problems:
        raise PayloadError(problems, vendor.name)
