"""The way of one vendor's JSON text, in form wire, to carriers, and of carriers to text.

A text is taken only where the carrier says all of it. msgspec would make one of repeated keys; so the carrier is written again, and
the text has to be as long, or to have as many quotation marks: a key that is lost takes two with it. What a route knows of
unknown keys is one immutable :class:`_Reading`; learning makes another, and carriers of the former stay what they are.
"""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec
from attrs import frozen

from .. import mapping
from ..completion import Completion, Source
from ..crossing import Holding
from ..nesting import opening_brackets
from ..values import UNSET
from ..vendor import Vendor
from .carriers import DECIMALS, NO_KEY, PLAIN, canonical_carriers, read_carriers, said_carriers
from .flattening import flattener
from .later import mapped
from .learning import Names, learned
from .plans import Plans
from .rebinding import Rebinding
from .settling import BY_LENGTH, BY_QUOTES, NOT_HERE, Settle, settler
from .showing import Showing
from .transit import Transit

if TYPE_CHECKING:
    from .passage import Passage

_encode: Final = msgspec.json.Encoder().encode
_QUOTE: Final = b"\\u0022"
_EXTRA: Final = f'"{NO_KEY}"'.encode()
_source: Final = functools.lru_cache(maxsize=256)(Source)
"""Sources are few, and cannot change."""


_LARGE: Final = 8192
"""From how many bytes on a text is large."""

_WORDS: Final = 32
"""How many ``object`` words are known."""


@frozen(eq=False)
class _Reading:
    """How text is read, with the unknown keys that are known."""

    names: Names
    has_containers: bool
    """Whether any of the names has held an object or an array."""

    settle: Settle
    decode: Callable[[bytes], Any]
    decode_decimals: Callable[[bytes], Any]
    """As the other, where all numbers may have a fraction."""


class Route:
    """What happens to the payloads of one vendor."""

    def __init__(self, vendor: Vendor) -> None:
        self.vendor = vendor
        self.name = vendor.name
        self.said = said_carriers(vendor.shape)
        self.sign = f'"{vendor.choice_key}"'.encode()
        """What stands in any text of this vendor; it can stand in others, too."""

        self.begin, self.end = 0, 0
        """Where to look for it first: about where it was the last time."""

        self.holding = Holding(self.said.__getitem__, msgspec.structs.replace)
        self.flat = flattener(vendor.shape, self.said)
        others: dict[Any, Any] = {**self.said, **canonical_carriers(), mapping.mapped: mapped, Source: _source}
        self.to_canonical = Rebinding(_package(vendor.to_canonical), others).function(vendor.to_canonical)
        self.from_canonical = Rebinding(_package(vendor.from_canonical), others).function(vendor.from_canonical)
        self.showing = Plans(Showing(self.meaning_of))
        self._reading = self._made({})
        self.passages: dict[str, Passage] = {}
        """The ways to other vendors that were gone, by their names."""

        self._lock = threading.Lock()
        self._sources: dict[Any, Source] = {}

    def read(self, text: bytes) -> Transit | None:
        """The carrier of a text that holds exactly what the carrier says; None where the exact path has to look."""
        reading, best = self._reading, BY_LENGTH
        if _IS_DEEP and len(text) > _DEEP and opening_brackets(text) > _DEEP:
            return None
        try:
            try:
                shape = reading.decode(text)
            except msgspec.ValidationError:
                shape, best = reading.decode_decimals(text), BY_QUOTES
            written = _encode(shape)
        except (ValueError, RecursionError):  # msgspec's own errors are ValueErrors
            return None
        proof = reading.settle(shape)
        is_proved = proof == best == BY_LENGTH and len(written) == len(text)
        if not is_proved and (proof == NOT_HERE or not _has_as_many_quotes(text, written)):
            return None
        is_written = not reading.has_containers  # unknown objects and arrays are as they came until they are settled
        return Transit(self, written if is_written else text, is_written, len(text) > _LARGE, shape)

    def shape_of(self, text: bytes) -> Any:
        """The carrier of a text that was read before."""
        reading = self._reading
        try:
            shape = reading.decode(text)
        except msgspec.ValidationError:
            shape = reading.decode_decimals(text)
        reading.settle(shape)
        return shape

    def source_of(self, transit: Transit) -> Source:
        """The source of what was read; found once for each ``object`` word."""
        word = getattr(transit.shape(), "object", UNSET)
        source = self._sources.get(word)
        if source is None:
            source = transit.meaning().source
            if len(self._sources) < _WORDS:
                self._sources[word] = source
        return source

    def own_text(self, transit: Transit) -> bytes:
        """The text of what was read by this route."""
        return transit.text if transit.is_written else _encode(transit.shape())

    def meaning_of(self, shape: Any) -> Any:
        """The carrier of the Completion that is read from what this vendor says."""
        return self.to_canonical(shape, "wire", False)

    def fill(self, shape: Any, completion: Completion) -> bool:
        """Fill the slots of a Completion that this vendor's carrier means, where that is known by heart."""
        for fill in self.showing.known:
            if fill(shape, completion):
                return True
        self.showing.miss(shape)
        return False

    def text_of(self, shape: Any, *, is_large: bool) -> bytes:
        """The text of what this vendor says. Unknown keys have no place in a carrier: where there are any, it is changed.

        :param is_large: whether it takes longer to look for such keys in the text than in the carrier.
        """
        if is_large:
            return _encode(self.flat(shape))
        text = _encode(shape)
        return _encode(self.flat(shape)) if _EXTRA in text else text

    def learn(self, body: Mapping[str, Any]) -> None:
        """Learn the unknown keys of a payload that the exact path has read."""
        with self._lock:
            names = learned(self.vendor, body, self._reading.names)
            if names != self._reading.names:
                self._reading = self._made(names)

    def _made(self, names: Names) -> _Reading:
        shape = self.vendor.shape
        plain, decimals = (read_carriers(self.vendor, self.said, names, mode)[shape] for mode in (PLAIN, DECIMALS))
        settle = settler(shape, names, self.vendor.choice_key)
        has_containers = any(name.is_container for known in names.values() for name in known)
        return _Reading(names, has_containers, settle, _decoder(plain), _decoder(decimals))


def _decoder(of: type) -> Callable[[bytes], Any]:
    return msgspec.json.Decoder(of).decode


_IS_DEEP: Final = sys.version_info >= (3, 12)
"""Whether Python lets code in C recurse deeper than a thread with a small stack can bear."""

_DEEP: Final = 5000
"""How deep any thread can bear it."""


def _has_as_many_quotes(text: bytes, written: bytes) -> bool:
    """Whether no key of a text was lost. A quotation mark is always written as itself, and must have come so."""
    return text.count(b'"') == written.count(b'"') and _QUOTE not in text


def _package(function: Callable[..., Any]) -> str:
    return function.__module__.rpartition(".")[0] or function.__module__
