"""Payloads read the way that is to be tried: laws are about both paths, and hold on whichever is on."""

from __future__ import annotations

import json
from typing import Any

from ..completion import Completion, FormName
from ..express import express
from ..reading import loads, normalize


def read(payload: Any, vendor: str | None = None, form: FormName | None = None) -> Completion:
    """Read a payload as its text where the fast path is on, and else as the object that it is; raises as these do."""
    if express() is None or not isinstance(payload, dict):
        return normalize(payload, vendor, form)
    return loads(text_of(payload), vendor, form)


def given(payload: Any) -> Any:
    """The same for what reads texts and objects."""
    return payload if express() is None else text_of(payload)


def text_of(payload: Any) -> bytes:
    """A payload as one of the texts that say it: compact or with white space, with or without escapes."""
    compact = json.dumps(payload, separators=(",", ":"))
    spelled = [compact, json.dumps(payload, separators=(",", ":"), ensure_ascii=False), json.dumps(payload)]
    return spelled[len(compact) % 3].encode("utf-8", "backslashreplace")
