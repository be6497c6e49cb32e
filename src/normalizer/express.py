"""The fast path, where there is one: :mod:`normalizer.fast` needs msgspec (extra ``fast``)."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import codec


def express() -> Any:
    """The module of the fast path; None where msgspec is not installed, or inside :func:`exact_only`."""
    return _module() if _is_on[-1] and codec.fast_codec() is not None else None


@contextmanager
def exact_only() -> Iterator[None]:
    """Let everything take the exact path, to compare the two."""
    _is_on.append(False)
    try:
        yield
    finally:
        _is_on.pop()


_is_on = [True]


@functools.cache
def _module() -> Any:
    return importlib.import_module(".fast", __package__)
