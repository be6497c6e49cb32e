"""Numbers as a person reads them. Whatever is shortened stands beside its exact self."""

from __future__ import annotations

from typing import Final

_UNITS: Final = (
    (10**18, "quintillion"),
    (10**15, "quadrillion"),
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
)


def exact(number: int) -> str:
    return f"{number:,}"


def compact(number: int) -> str:
    """Three digits and a word where there are more than six; what is cut off is never rounded up."""
    for unit, word in _UNITS:
        if number >= unit:
            digits = max(3 - len(str(number // unit)), 0)
            return f"{number * 10**digits // unit / 10**digits:g} {word}"
    return exact(number)


def percent(part: int, whole: int) -> str:
    """A share, in which something is never nothing, and almost all is never all."""
    if part in (0, whole):
        return "100 %" if part else "0 %"
    tenths = part * 1000 / whole
    if tenths < 1:
        return "under 0.1 %"
    return "over 99.9 %" if tenths > 999 else f"{tenths / 10:.1f} %"  # noqa: PLR2004  # 99.9 %


def counted(number: int, what: str, several: str | None = None) -> str:
    """``1 record``, ``2 records``."""
    return f"{exact(number)} {what if number == 1 else several or what + 's'}"
