"""Functions that convert as was done before: made of a carrier, the tokens in it, and what came out with them.

Strategy: they look whether a carrier is alike (:mod:`.looks`), and one expression makes what is written, or that and what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import msgspec

from ..faces import unfrozen
from ..frozen import EMPTY
from ..report import Change, ChangeKind
from ..values import UNSET
from .alike import Path
from .looks import Looks
from .tokens import Token, holds_tokens, is_token

Told: TypeAlias = "tuple[bytes, tuple[Change, ...]]"
"""What is written, and every change that this makes."""

_encode: Final = msgspec.json.Encoder().encode


def text_function(shape: Any, tokens: Mapping[Path, Token], said: Any) -> Callable[[Any], bytes | None]:
    """The function that gives the text of a carrier; None of one that is not alike.

    :param tokens: the free values of the carrier.
    :param said: what comes out, with the same tokens.
    """
    looks = Looks(shape, tokens)
    looks.scope["encode"] = _encode
    return looks.function("write", "node", [f"return encode({_made(looks, said)})"])


def told_function(
    shape: Any, tokens: Mapping[Path, Token], said: Any, changes: tuple[Change, ...]
) -> Callable[[Any], Told | None]:
    """As :func:`text_function`, of the text with its changes."""
    looks = Looks(shape, tokens)
    looks.scope |= {"encode": _encode, "change": _change}
    told = "".join([f"{_told(looks, change)}, " for change in changes])
    return looks.function("tell", "node", [f"return encode({_made(looks, said)}), ({told})"])


def _made(looks: Looks, value: Any) -> str:
    """The expression that makes what comes out."""
    if is_token(value):
        return looks.free(value)
    if isinstance(value, msgspec.Struct):
        held = [(name, getattr(value, name)) for name in value.__struct_fields__]
        given = [f"{name}={_made(looks, one)}" for name, one in held if one is not UNSET and one is not EMPTY]
        return f"{looks.named(type(value))}({', '.join(given)})"
    if isinstance(value, dict):
        return f"{{{', '.join([f'{looks.named(name)}: {_made(looks, one)}' for name, one in value.items()])}}}"
    if isinstance(value, list):
        return f"[{', '.join([_made(looks, one) for one in value])}]"
    return looks.named(value)


def _told(looks: Looks, change: Change) -> str:
    """The expression that makes a change; one that tells no values is always the same."""
    if not (holds_tokens(change.before) or holds_tokens(change.after)):
        return looks.named(change)
    known = map(looks.named, (change.kind, change.pointer))
    return f"change({', '.join([*known, looks.frozen(change.before), looks.frozen(change.after)])})"


def _change(kind: ChangeKind, pointer: str, before: Any, after: Any) -> Change:
    """A change of values that cannot change, for a fifth of what its constructor takes."""
    made: Any = _Unfrozen()
    made.kind, made.pointer, made.before, made.after = kind, pointer, before, after
    made.__class__ = Change
    return made  # type: ignore[no-any-return]  # now it is one


_change_class: Any = Change
_Unfrozen: Final = unfrozen(_change_class)
