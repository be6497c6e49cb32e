"""What is made once, also where several threads ask for it first at one time.

`functools.cache` lets each of them make one, and gives different ones to them: of classes, sets that do not fit each other.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Once(Generic[Key, Made]):
    """A function of one thing that gives whoever asks for the same the same; others wait while it is made."""

    def __init__(self, make: Callable[[Key], Made]) -> None:
        self._lock = threading.RLock()
        self._made = functools.lru_cache(maxsize=64)(make)

    def __call__(self, key: Key) -> Made:
        with self._lock:
            return self._made(key)

    def forget(self) -> None:
        """Make all of them again."""
        self._made.cache_clear()


def once(make: Callable[[Key], Made]) -> Once[Key, Made]:
    """A function, made one that makes each thing once."""
    made = Once(make)
    functools.update_wrapper(made, make)
    return made
