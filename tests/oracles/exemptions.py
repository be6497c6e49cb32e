"""Where the SDKs of a vendor disagree, coerce or break, and `check` is right not to mind: named, and with reasons.

Each exemption is as narrow as its reason, and brings a payload that shows it; a test holds that the payload still does,
so an exemption that a new SDK version makes unnecessary is found and dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from .complaints import Complaint
from .mutations import changed
from .places import Path
from .quirks import (
    is_bytes_attribute,
    is_integer_as_float,
    is_javascript_number,
    is_new_in_orq_4,
    is_prototype_name,
    is_rounded_float,
    is_shadowed_tag,
    is_torn_key,
)


@frozen
class Exemption:
    """One reason why an SDK may have something against a payload that conforms."""

    name: str
    reason: str
    vendors: tuple[str, ...]
    covers: Callable[[Complaint, Any], bool]
    """Whether a complaint about a payload is of this kind."""

    path: Path
    """Where in the vendor's full fixture a value shows it,"""

    value: Any
    """and that value."""

    def example(self, full: Any) -> Any:
        return changed(full, self.path, self.value)


FIRST_CALL: Path = ("choices", 0, "message", "tool_calls", 0)

EXEMPTIONS = (
    Exemption(
        name="JavaScript's numbers",
        reason="JavaScript holds every number as a double and prints it its own way: 2**53 + 1 is rounded, 1.0 is "
        "printed as 1 and -0.0 as 0. The value conforms; a log that Node printed has it so.",
        vendors=("orq", "opper"),
        covers=is_javascript_number,
        path=("created",),
        value=2**53 + 1,
    ),
    Exemption(
        name="JavaScript's prototype names",
        reason="Opper's Node SDK looks up its renamed keys in a plain object, so an unknown key that has the name of "
        "something every object has (constructor, toString) is renamed or lost; __proto__ is lost.",
        vendors=("opper",),
        covers=is_prototype_name,
        path=("constructor",),
        value="word",
    ),
    Exemption(
        name="torn surrogates as keys",
        reason="pydantic takes half a surrogate pair as a value but not as the name of an unknown key.",
        vendors=("opper",),
        covers=is_torn_key,
        path=("\ud800",),
        value="word",
    ),
    Exemption(
        name="a tag under the attribute's name",
        reason="Opper's Python SDK looks for the kind of a tool call under TYPE, its own name for it, before it looks "
        "under type; to the schema, and to Node, TYPE is an unknown key.",
        vendors=("opper",),
        covers=is_shadowed_tag,
        path=(*FIRST_CALL, "TYPE"),
        value="word",
    ),
    Exemption(
        name="bytes under the attribute's name",
        reason="Opper's Python SDK reads bytes_, its own name for bytes, where bytes is missing, and swallows the log "
        "probabilities if it is no array of integers; to the schema, and to Node, bytes_ is an unknown key.",
        vendors=("opper",),
        covers=is_bytes_attribute,
        path=("choices", 0, "logprobs", "refusal", 0, "top_logprobs"),
        value=[{"token": "No", "logprob": -0.5, "bytes_": "word"}],
    ),
    Exemption(
        name="integers as log probabilities",
        reason="The schema says number, so 0 is one; Opper's Python SDK holds it as 0.0.",
        vendors=("opper",),
        covers=is_integer_as_float,
        path=("choices", 0, "logprobs", "content", 0, "logprob"),
        value=0,
    ),
    Exemption(
        name="numbers that no double holds",
        reason="The schema says number, and orq's Python SDKs hold one as a float, which rounds 2**53 + 1.",
        vendors=("orq",),
        covers=is_rounded_float,
        path=("usage", "total_tokens"),
        value=2**53 + 1,
    ),
    Exemption(
        name="a key of orq's 4.x",
        reason="cache_creation_tokens came with 4.2.0; the 3.12 pre-releases drop it as they drop any unknown key.",
        vendors=("orq",),
        covers=is_new_in_orq_4,
        path=("usage", "prompt_tokens_details", "cache_creation_tokens"),
        value=48,
    ),
)
