"""What is made once, also where several threads ask for it first at one time.

`functools.cache` lets each of them make one, and gives different ones to them: of classes, sets that do not fit each other.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


def once(make: Callable[[Key], Made]) -> Callable[[Key], Made]:
    """The function, made to give whoever asks for the same the same; others wait while it is made."""
    lock = threading.RLock()
    cached = functools.lru_cache(maxsize=64)(make)

    @functools.wraps(make)
    def found(key: Key) -> Made:
        with lock:
            return cached(key)

    return found
