"""What the SDKs are known to do to payloads that conform, told from what they have against them.

Each function says whether one complaint about a payload is one quirk's doing, by the SDK, the place and the two values:
as narrowly as the quirk can be told, because whatever it covers is not looked at any further.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from .complaints import Complaint
from .places import NOT_DECLARED, at

PROTOTYPE_NAMES = {
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
}
SAFE_INTEGER = 2**53
NATIVE_CODE = re.compile(r"function \w+\(\) \{ \[native code\] \}")
PRINTED_WITH_EXPONENT = 1e21


def _number(value: Any) -> bool:
    return type(value) in (int, float)


def in_javascript(number: float) -> float:
    """What is left of a JSON number when JavaScript has read and printed it."""
    double = float(number)
    # Of a large one it prints the shortest digits that tell it from its neighbours, and zeros for the rest.
    return int(Decimal(repr(double))) if double.is_integer() and abs(double) < PRINTED_WITH_EXPONENT else double


def is_javascript_number(complaint: Complaint, _payload: Any) -> bool:
    if not complaint.is_node or complaint.deed != "altered" or not _number(complaint.before):
        return False
    printed = in_javascript(complaint.before)
    return type(complaint.after) is type(printed) and complaint.after == printed


def is_prototype_name(complaint: Complaint, payload: Any) -> bool:
    name = str(complaint.path[-1]) if complaint.path else ""
    if not complaint.is_node:
        return False
    if complaint.deed == "lost":
        return name in PROTOTYPE_NAMES
    name = name.removesuffix(NOT_DECLARED)
    is_mangled = name in PROTOTYPE_NAMES or NATIVE_CODE.fullmatch(name) is not None
    return complaint.deed == "added" and is_mangled and bool(PROTOTYPE_NAMES & at(payload, complaint.path[:-1]).keys())


def is_torn_key(complaint: Complaint, payload: Any) -> bool:
    """Opper's lists and unions tell of no deeper place, so the key may be anywhere below."""
    is_python = complaint.speaker.environment == "opper-python"
    return is_python and complaint.deed in ("refused", "lost") and _holds_torn_key(at(payload, complaint.path))


def _holds_torn_key(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    names = value if isinstance(value, dict) else ()
    return any(re.search("[\ud800-\udfff]", name) for name in names) or any(map(_holds_torn_key, inner))


def is_new_in_orq_4(complaint: Complaint, _payload: Any) -> bool:
    is_old = complaint.speaker.environment == "orq-python-rc" and complaint.deed == "lost"
    return is_old and complaint.path == ("usage", "prompt_tokens_details", "cache_creation_tokens")


def is_integer_as_float(complaint: Complaint, _payload: Any) -> bool:
    is_logprob = complaint.speaker.environment == "opper-python" and complaint.path[-1:] == ("logprob",)
    return is_logprob and _became_float(complaint)


def _became_float(complaint: Complaint) -> bool:
    is_float = type(complaint.before) is int and type(complaint.after) is float
    return is_float and complaint.after == float(complaint.before)


def is_rounded_float(complaint: Complaint, _payload: Any) -> bool:
    is_python = complaint.speaker.environment.startswith("orq-python")
    return is_python and _became_float(complaint) and abs(complaint.before) > SAFE_INTEGER


def is_shadowed_tag(complaint: Complaint, payload: Any) -> bool:
    """The refusal names the tool call, or the array of them."""
    held = at(payload, complaint.path)
    calls = held if isinstance(held, list) else [held]
    is_refusal = complaint.speaker.environment == "opper-python" and complaint.deed == "refused"
    return is_refusal and "tool_calls" in complaint.path[-2:] and any(map(_has_other_tag, calls))


def _has_other_tag(call: Any) -> bool:
    return isinstance(call, dict) and "TYPE" in call and call["TYPE"] != call.get("type")


def is_bytes_attribute(complaint: Complaint, payload: Any) -> bool:
    """What can be bytes is held as them; what cannot is swallowed with the object around it, up to logprobs."""
    if complaint.speaker.environment != "opper-python" or "logprobs" not in complaint.path:
        return False
    parent = at(payload, complaint.path[:-1])
    if complaint.deed == "added":
        return complaint.path[-1] == "bytes" and _takes_bytes(parent)
    if complaint.deed != "lost":
        return False
    return _takes_bytes(parent) if complaint.path[-1] == "bytes_" else _holds_bytes_attribute(complaint.before)


def _takes_bytes(value: Any) -> bool:
    return isinstance(value, dict) and "bytes_" in value and "bytes" not in value


def _holds_bytes_attribute(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return _takes_bytes(value) or any(map(_holds_bytes_attribute, inner))
