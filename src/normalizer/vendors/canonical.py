"""Canonical JSON: a Completion, or a Chunk of one, as it is; a vendor like the others.

``{"object": "normalizer.completion", "version": 1, "source": ..., ...}``; part types are named with ``type``, unknown
keys lie under ``extra``. Reading is strict: an unknown key is refused, and so is whatever would not be written back the
same (an empty ``extra``, say). The published schema of it is ``completion.schema.json``.
"""

from __future__ import annotations

from typing import Any, Final

from ..chunk import Chunk, ToolCallDelta
from ..completion import Completion, FormName
from ..errors import PayloadError
from ..forms import Form
from ..parts import PART_TYPES
from ..pointer import join
from ..report import Problem
from ..vendor import Vendor

OBJECT: Final = "normalizer.completion"
CHUNK_OBJECT: Final = "normalizer.completion.chunk"
VERSION: Final = 1

FORM: Final = Form(
    "wire",
    extra="named",
    constants={
        Completion: {"object": OBJECT, "version": VERSION},
        Chunk: {"object": CHUNK_OBJECT, "version": VERSION},
        **{cls: {"type": name} for name, cls in PART_TYPES.items()},
        ToolCallDelta: {"type": "tool_call"},
    },
)


def to_canonical(meant: Completion | Chunk, _form: FormName, _envelope: bool) -> Completion | Chunk:
    return meant


def chunk_to_canonical(chunk: Chunk, _form: FormName, _envelope: bool) -> Chunk:
    """A delta that says where its parts belong says it of each: of another number of them, it would say nothing."""
    wrong = [
        join(("choices", number, "delta", "positions"))
        for number, delta in enumerate(choice.delta for choice in chunk.choices)
        if delta and isinstance(delta.positions, tuple) and len(delta.positions) != len(delta.parts)
    ]
    if wrong:
        raise PayloadError(
            tuple(Problem(pointer, "expected a position for each part") for pointer in wrong), "canonical"
        )
    return chunk


def from_canonical(meant: Completion | Chunk) -> Completion | Chunk:
    return meant


def tree(completion: Completion) -> dict[str, Any]:
    """Canonical JSON without the source: what a Completion means, as changes are told of it."""
    written = VENDOR.write(completion, "wire")
    written.pop("source", None)
    return written


CHUNKS: Final = Vendor(
    name="canonical",
    shape=Chunk,
    forms={"wire": FORM},
    to_canonical=chunk_to_canonical,
    from_canonical=from_canonical,
    nodes={},
    choice_key="delta",
    object_words=(CHUNK_OBJECT,),
    meaning=Chunk,
)

VENDOR: Final = Vendor(
    name="canonical",
    shape=Completion,
    forms={"wire": FORM},
    to_canonical=to_canonical,
    from_canonical=from_canonical,
    nodes={},
    choice_key="message",
    object_words=(OBJECT,),
    chunks=CHUNKS,
)
