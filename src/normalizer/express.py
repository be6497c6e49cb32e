"""The fast path, where there is one: :mod:`normalizer.fast` needs msgspec (extra ``fast``)."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from . import codec


def express() -> Any:
    """The module of the fast path; None where msgspec is not installed, or inside :func:`exact_only`."""
    module = modules[-1]
    return _looked_for() if module is UNKNOWN else module


def look_again() -> None:
    """Tell the fast path, where it was used, that other vendors are listed than before."""
    if modules[0] is not UNKNOWN and modules[0] is not None:
        modules[0].look_again()


@contextmanager
def exact_only() -> Iterator[None]:
    """Let everything take the exact path, to compare the two."""
    modules.append(None)
    try:
        yield
    finally:
        modules.pop()


def _looked_for() -> Any:
    modules[0] = importlib.import_module(".fast", __package__) if codec.fast_codec() is not None else None
    return modules[0]


UNKNOWN: Final = object()
"""It was not looked for yet."""

modules: Final[list[Any]] = [UNKNOWN]
"""The last one is the one that is used."""
