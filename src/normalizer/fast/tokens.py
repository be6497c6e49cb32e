"""Values that do not say what they are: what a function does with one, it does with every value of its kind.

Strategy: a token stands for a value of a class, and is asked through the methods that Python calls. It says its class, that
it is not empty where that is not for a number to say, and that it is no tuple, null or absence; whatever else is asked raises
:class:`AskedError`. A function that comes to its end has only moved its tokens.
"""

from __future__ import annotations

from typing import Any, Final, NoReturn

from ..values import Unset


class AskedError(Exception):
    """A token was asked for its value."""

    def __init__(self, token: Token) -> None:
        super().__init__("a token was asked for its value")
        self.token = token


class Token:  # noqa: PLW1641  # a hash would be a value
    """Stands for a value."""

    __slots__ = ("_kind", "number")

    def __init__(self, kind: type, number: int) -> None:
        self._kind = kind
        self.number = number

    @property  # type: ignore[misc]  # what isinstance asks
    def __class__(self) -> type:
        return self._kind

    def __bool__(self) -> bool:
        """Numbers may be zero."""
        return True if self._kind not in (int, float) else self._ask()

    def __eq__(self, other: object) -> bool:
        return False if type(other) in _OTHERS else self._ask()

    def _ask(self, *_: object) -> NoReturn:
        raise AskedError(self)

    __hash__ = __len__ = __iter__ = __contains__ = __getitem__ = __getattr__ = _ask
    __str__ = __repr__ = __int__ = __float__ = __index__ = __add__ = __lt__ = __gt__ = _ask


_OTHERS: Final = (tuple, type(None), Unset)
"""Classes of which no token ever is."""


def is_token(value: Any) -> bool:
    return type(value) is Token


def holds_tokens(value: Any) -> bool:
    """Whether a value of JSON is a token, or holds some."""
    stack = [value]
    while stack:
        value = stack.pop()
        if is_token(value):
            return True
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list):
            stack += value
    return False
