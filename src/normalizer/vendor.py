"""A vendor: what its payloads look like, what they mean, and by which signs they are known.

The chunks of its streams are payloads of another shape, so they are described by a Vendor of their own, under
:attr:`Vendor.chunks`: what reads, writes, detects and crosses works for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from . import wire
from .completion import Completion, FormName
from .errors import UnknownFormError
from .forms import Form
from .frozen import EMPTY
from .mismatch import Mismatch
from .values import JsonObject

if TYPE_CHECKING:
    from cattrs import Converter


@frozen
class _Wiring:
    """A converter, and its functions for the vendor's shape."""

    converter: Converter
    structure: Callable[..., Any]
    unstructure: Callable[..., Any]


@frozen(eq=False)
class Vendor:
    """Everything the library knows about a vendor. A new vendor is one module that makes one of these."""

    name: str
    shape: type
    """The attrs class of a whole payload; its keys and those of the classes under it are what the vendor declares."""

    forms: Mapping[str, Form]
    """How its payloads are spelled in logs; ``wire`` is what its HTTP interface sends."""

    to_canonical: Callable[[Any, FormName, bool], Any]
    """What a shape means: ``(shape, form, envelope) -> Completion``, which names form and envelope in its source."""

    from_canonical: Callable[[Any], Any]
    """How to say a Completion, as a shape; what has no place is left out."""

    nodes: Mapping[type, tuple[type, ...]]
    """Which classes of the vendor stand for a canonical class; those it has nothing for are missing."""

    choice_key: str
    """The key by which a choice of this vendor is known."""

    object_words: tuple[str, ...] = ()
    """What its ``object`` says, where that tells it from other vendors."""

    has_envelope: bool = False
    """Whether the vendor's SDKs print stream events as ``{"data": payload}``."""

    counts_with_decimals: bool = False
    """Whether the vendor's SDKs take 1.0 where the schema says integer, and write 1.0 where 1 came."""

    meaning: type = Completion
    """What its payloads mean: a Completion, or a Chunk of one."""

    chunks: Vendor | None = None
    """The chunks of its streams, where it has any."""

    part_keys: Mapping[str, type] = EMPTY
    """Of chunks: the keys of a choice or its delta that are parts of a type, unless they are there and say nothing."""

    _wirings: dict[str, _Wiring] = field(factory=dict, init=False, repr=False)

    def form(self, name: object) -> Form:
        """The form of a name.

        :raises UnknownFormError: the vendor has none of this name.
        """
        if not isinstance(name, str) or name not in self.forms:
            raise UnknownFormError(self.name, name, tuple(self.forms))
        return self.forms[name]

    @property
    def converter(self) -> Converter:
        """The converter of the ``wire`` form: it structures this vendor's payloads as shapes, Completions or Chunks."""
        return self.converter_of("wire")

    def converter_of(self, form: FormName) -> Converter:
        """The cattrs converter of a form."""
        return self._wiring(form).converter

    def read(self, payload: JsonObject, form: FormName, *, envelope: bool = False) -> Any:
        """Read a payload in a form, as what it means.

        :raises PayloadError: a value is of a kind that the vendor's shape cannot hold.
        """
        try:
            shape = self._wiring(form).structure(payload)
        except Mismatch as mismatch:
            raise mismatch.as_error(self.name) from None
        return self.to_canonical(shape, form, envelope)

    def write(self, completion: Any, form: FormName) -> dict[str, Any]:
        """Write a Completion in a form, verbatim: no envelope, no crossing, no report.

        :raises PayloadError: a value is of a kind that the vendor's shape cannot hold.
        """
        return self.unstructure(self.from_canonical(completion), form)

    def unstructure(self, shape: Any, form: FormName) -> dict[str, Any]:
        """Write a shape in a form; raises as :meth:`write`."""
        try:
            payload: dict[str, Any] = self._wiring(form).unstructure(shape)
        except Mismatch as mismatch:
            raise mismatch.as_error(self.name) from None
        return payload

    def _wiring(self, form: FormName) -> _Wiring:
        """Made on first use; two threads at worst make two that are alike."""
        if form not in self._wirings:
            converter = wire.make_converter(self.form(form))
            # Taken before Completion gets hooks of its own, for canonical JSON's shape is the Completion itself.
            structure = converter.get_structure_hook(self.shape)
            unstructure = converter.get_unstructure_hook(self.shape)
            self._wirings[form] = _Wiring(converter, structure, unstructure)
            for vendor in (self, self.chunks):
                if vendor is not None:
                    _register(vendor, converter, form)
        return self._wirings[form]


def _register(vendor: Vendor, converter: Converter, form: FormName) -> None:
    """Let a converter structure what the vendor's payloads mean."""
    converter.register_structure_hook(vendor.meaning, lambda payload, _: vendor.read(payload, form))
    converter.register_unstructure_hook(vendor.meaning, lambda meant: vendor.write(meant, form))
