"""Canonical JSON: a Completion as it is, a vendor like the others.

``{"object": "normalizer.completion", "version": 1, "source": ..., ...}``; part types are named with ``type``, unknown
keys lie under ``extra``. Reading is strict: an unknown key is refused, and so is whatever would not be written back the
same (an empty ``extra``, say). The published schema of it is ``completion.schema.json``.
"""

from __future__ import annotations

from typing import Any, Final

from ..completion import Completion, FormName
from ..forms import Form
from ..parts import PART_TYPES
from ..vendor import Vendor

OBJECT: Final = "normalizer.completion"
VERSION: Final = 1

FORM: Final = Form(
    "wire",
    extra="named",
    constants={
        Completion: {"object": OBJECT, "version": VERSION},
        **{cls: {"type": name} for name, cls in PART_TYPES.items()},
    },
)


def completion_to_canonical(completion: Completion, _form: FormName, _envelope: bool) -> Completion:
    return completion


def completion_from_canonical(completion: Completion) -> Completion:
    return completion


def tree(completion: Completion) -> dict[str, Any]:
    """Canonical JSON without the source: what a Completion means, as changes are told of it."""
    written = VENDOR.write(completion, "wire")
    written.pop("source", None)
    return written


VENDOR: Final = Vendor(
    name="canonical",
    shape=Completion,
    forms={"wire": FORM},
    to_canonical=completion_to_canonical,
    from_canonical=completion_from_canonical,
    nodes={},
    choice_key="message",
    object_words=(OBJECT,),
)
