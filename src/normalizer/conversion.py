"""From one vendor's payload to another's, with every change told, and back again from what was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs
from attrs import field, frozen

from .completion import Completion, FormName, Source, is_as_read, source_of
from .errors import NormalizerError
from .frozen import thaw
from .kinds import ENVELOPE
from .making import maker
from .reading import loads, normalize
from .report import Change
from .undo import undo
from .values import UNSET, Maybe, Unset
from .vendors import canonical, vendor_named
from .writing import changes_of, changes_told, is_certain, said, said_and_told, target_of

DEFAULTED: Final = (
    "id",
    "model",
    "created",
    "usage",
    "system_fingerprint",
    "service_tier",
)
"""The root fields that ``defaults`` can fill."""


def _as_tuple(changes: Maybe[Iterable[Change]]) -> Maybe[tuple[Change, ...]]:
    return changes if isinstance(changes, Unset) else tuple(changes)


@frozen(weakref_slot=False)
class Conversion:
    """A payload in another vendor's words, and what it cannot say. It can be built again from its saved parts."""

    payload: dict[str, Any]
    """What the target says."""

    _changes: Maybe[tuple[Change, ...]] = field(default=UNSET, eq=False, repr=False, converter=_as_tuple)

    source: Source = Source("canonical")
    """Where the payload before came from."""

    target: Source = Source("canonical")
    """Vendor and form of :attr:`payload`."""

    _crossing: tuple[Completion, Completion] | None = field(default=None, kw_only=True, eq=False, repr=False)
    """The Completion that was meant and, with defaults filled in, the one that was sent."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every difference between what was meant and what :attr:`payload` says; computed when first read."""
        if self._changes is UNSET:
            object.__setattr__(self, "_changes", self._computed_changes())
        return self._changes  # type: ignore[return-value]  # it was just set

    def _computed_changes(self) -> tuple[Change, ...]:
        """The payload may have been edited since, so it is said again."""
        if self._crossing is None:
            return ()
        meant, sent = self._crossing
        if meant is sent and is_certain(meant, self.target):
            return ()
        changes = changes_told(meant, self.target) if meant is sent else None
        return changes_of(meant, said(sent, self.target), self.target) if changes is None else changes


_made: Final = maker(Conversion, is_converted=True)


def convert(
    payload: object,
    to: str | None,
    vendor: str | None = None,
    form: FormName | None = None,
    defaults: Mapping[str, Any] | None = None,
) -> Conversion:
    """Write a logged response in another vendor's words, whatever it cannot say.

    :param payload: JSON values, JSON text, an object of a vendor's SDK, or a Completion.
    :param to: the vendor to write for, or ``canonical``; None is where it came from.
    :param vendor: whose the payload is; detected if None.
    :param form: how to spell what is written; ``wire`` if None.
    :param defaults: values for root fields (:data:`DEFAULTED`) that the source does not have; reported as invented.
    :raises NormalizerError: as :func:`~normalizer.loads` and :func:`~normalizer.denormalize`, but for losses: those
        are told in :attr:`Conversion.changes`.
    """
    meant = _read(payload, vendor)
    sent = _with_defaults(meant, defaults)
    target = target_of(meant, to, form)
    source = _source_of(payload, meant)
    written, changes = said_and_told(sent, target)
    return _made(written, changes if sent is meant else UNSET, source, target, (meant, sent))


def restore(conversion: Conversion) -> dict[str, Any]:
    """The payload that a conversion came from, exactly: out of its payload, changes, source and target alone.

    Of a conversion that came from a Completion or an SDK's object: what :func:`~normalizer.denormalize` gives.

    :raises NormalizerError: the parts do not belong together.
    """
    returned = normalize(conversion.payload, conversion.target.vendor, conversion.target.form)
    tree = undo(canonical.tree(returned), conversion.changes)
    source = conversion.source
    if source.vendor == canonical.VENDOR.name:
        return {**tree, "source": thaw(source.origin)} if source.origin else tree
    meant = attrs.evolve(canonical.VENDOR.read(tree, "wire"), source=source)
    payload = vendor_named(source.vendor).write(meant, source.form)
    return {ENVELOPE: payload} if source.envelope else payload


def _read(payload: object, vendor: str | None) -> Completion:
    if isinstance(payload, Completion):
        return payload
    if isinstance(payload, (bytes, bytearray, memoryview, str)):
        return loads(payload, vendor)
    return normalize(payload, vendor)


def _source_of(payload: object, meant: Completion) -> Source:
    """Canonical JSON names a source of its own, which is not where it came from itself."""
    if isinstance(payload, Completion):
        return meant.source or Source(canonical.VENDOR.name, origin=None)
    source = source_of(meant)
    if is_as_read(meant) and source is not None:
        return source
    return Source(
        canonical.VENDOR.name,
        origin=canonical.VENDOR.write(meant, "wire").get("source"),
    )


def _with_defaults(completion: Completion, defaults: Mapping[str, Any] | None) -> Completion:
    """Fill only what is not there at all: null says something."""
    if not defaults:
        return completion
    unknown = [name for name in defaults if name not in DEFAULTED]
    if unknown:
        raise NormalizerError(f"defaults are for {', '.join(DEFAULTED)}; not for {', '.join(map(repr, unknown))}")
    missing = {name: value for name, value in defaults.items() if getattr(completion, name) is UNSET}
    return attrs.evolve(completion, **missing) if missing else completion
