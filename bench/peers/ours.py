"""What this library's own ways cost; it runs in the environment that the benchmark was started in."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final, cast

import normalizer
from normalizer import Completion

from ..candidate import PLAIN, Candidate, Way
from ..payloads import OTHER, compact, spaced, with_unknown_keys

OURS: Final = "normalizer"
FORMS: Final = ("node", "python")


def seven_fields(completion: Completion) -> tuple[Any, ...]:
    """What an app that looks at answers reads of one."""
    choice, usage = completion.choices[0], cast("normalizer.Usage", completion.usage)
    return (
        completion.id,
        completion.model,
        completion.created,
        choice.text,
        choice.finish_reason,
        usage.input_tokens,
        usage.output_tokens,
    )


def _works(vendor: str) -> dict[Way, Callable[[bytes], Any]]:
    other = OTHER[vendor]

    def seven(data: bytes) -> bytes:
        completion = normalizer.loads(data)
        seven_fields(completion)
        return normalizer.dumps(completion, to=other, lossy=True)

    return {
        "read": normalizer.loads,
        "same": lambda data: normalizer.dumps(normalizer.loads(data)),
        "other": lambda data: normalizer.dumps(normalizer.loads(data), to=other, lossy=True),
        "seven": seven,
        "report": lambda data: normalizer.convert(data, to=other).changes,
    }


def _in_form(payload: Any, vendor: str, form: Any) -> bytes:
    """The payload as one of the vendor's SDKs prints it."""
    completion = normalizer.normalize(payload, vendor, "wire")
    return compact(normalizer.denormalize(completion, to=vendor, form=form, lossy=True))


def candidates(vendor: str) -> list[Candidate]:
    works = _works(vendor)
    variants: dict[str, Callable[[Any], bytes]] = {
        "unknown keys": lambda payload: compact(with_unknown_keys(payload)),
        "white space": spaced,
        **{f"form {form}": functools.partial(_in_form, vendor=vendor, form=form) for form in FORMS},
    }
    plain = [Candidate(OURS, way, work, PLAIN) for way, work in works.items()]
    ways: tuple[Way, ...] = ("read", "same", "other")
    return plain + [
        Candidate(OURS, way, works[way], variant, spell) for variant, spell in variants.items() for way in ways
    ]
