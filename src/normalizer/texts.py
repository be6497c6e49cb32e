"""Several texts as one, exactly."""

from __future__ import annotations

from collections.abc import Iterable

from .values import UNSET, Maybe


def joined(texts: Iterable[str]) -> Maybe[str]:
    """All texts as one; UNSET where there are none.

    Where one ends and the next begins with halves of one character, JSON would fuse them anyway: so do we, here.
    """
    found = list(texts)
    if len(found) <= 1:
        return found[0] if found else UNSET
    text = "".join(found)
    return text if text.isascii() else fused(text)


def fused(text: str) -> str:
    """Pairs of surrogates as the characters they encode; a lone one stays."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
