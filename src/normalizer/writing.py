"""Completions out: as a vendor's payload or as JSON text, whole, or with a clear refusal that names what would be lost."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

from attrs import field, frozen

from . import codec, crossing
from .completion import Completion, FormName, Source, is_as_read, source_of
from .diff import difference
from .errors import LossError, NotACompletionError, PayloadError
from .express import UNKNOWN, express, modules
from .faces import carrier_of
from .kinds import ENVELOPE, leave_out_deltas
from .limits import CANONICAL_DEPTH, PAYLOAD_DEPTH, check_depth, check_values
from .making import maker
from .reading import read_payload
from .report import Change, Problem
from .values import UNSET, Maybe, kind_of
from .vendor import Vendor
from .vendors import canonical, known_vendors, vendor_named


def denormalize(
    completion: Completion,
    to: str | None = None,
    form: FormName | None = None,
    lossy: bool = False,
) -> dict[str, Any]:
    """Write a Completion as a payload.

    :param to: the vendor to write for, or ``canonical``; None is the vendor, form and envelope it came from.
    :param form: how to spell it; ``wire`` if None and a vendor is named.
    :param lossy: write what can be said, without looking at what cannot.
    :raises LossError: something would be dropped, invented or altered, and ``lossy`` is false.
    :raises PayloadError: the Completion holds what no payload can hold (an app put it there).
    :raises UnknownVendorError: no vendor of that name is known.
    :raises UnknownFormError: the vendor has no such form.
    """
    target = target_of(completion, to, form)
    payload = said(completion, target)
    if not lossy and not is_certain(completion, target):
        changes = changes_told(completion, target)
        changes = changes_of(completion, payload, target) if changes is None else changes
        losses = tuple(change for change in changes if change.is_loss)
        if losses:
            raise LossError(losses, target.vendor, target.form)
    return {ENVELOPE: payload} if target.envelope else payload


def dumps(
    completion: Completion,
    to: str | None = None,
    form: FormName | None = None,
    lossy: bool = False,
) -> bytes:
    """Write a Completion as compact JSON text in UTF-8. Parameters and errors are those of :func:`denormalize`."""
    fast = modules[-1] if modules[-1] is not UNKNOWN else express()  # written out, for a call takes time
    written: bytes | None = None if fast is None else fast.written(completion, to, form, lossy=lossy)
    return codec.encode_checked(denormalize(completion, to, form, lossy)) if written is None else written


def converted(completion: Completion, target: Source, *, look: bool) -> Written:
    """Write a Completion as JSON text for a target, whatever that cannot say.

    :param look: whether to look for what it cannot say.
    :raises NormalizerError: as :func:`dumps`, but for losses.
    """
    fast = express()
    found = None if fast is None else fast.converted(completion, target, look=look)
    if found is not None:
        is_known = not look or found.changes is not None
        known = functools.partial(tuple, found.changes if look else ())
        return _made(
            found.text, found.is_lossy, known if is_known else functools.partial(_changes_found, completion, target)
        )
    payload = _exactly_said(completion, target)
    is_looked_at = look and not is_certain(completion, target)
    changes = changes_of(completion, payload, target) if is_looked_at else ()
    text = codec.encode_checked({ENVELOPE: payload} if target.envelope else payload)
    return Written(text, any(change.is_loss for change in changes), functools.partial(tuple, changes))


@frozen(weakref_slot=False)
class Written:
    """What a target says of a Completion, and what it cannot say."""

    text: bytes

    is_lossy: bool
    """Whether something is lost; False where nobody looked."""

    find_changes: Callable[[], tuple[Change, ...]] = field(eq=False, repr=False)
    """Find every change, which takes longer than to know whether there is a loss."""


_made: Final = maker(Written)


def target_of(completion: Completion, to: str | None, form: FormName | None) -> Source:
    """Where a Completion goes: vendor, form and envelope."""
    if not isinstance(completion, Completion):
        raise NotACompletionError(kind_of(completion))
    source = source_of(completion) if to is None or carrier_of(completion) is None else None
    if source is not None and not isinstance(source, Source):
        raise PayloadError((Problem("/source", f"expected a Source, {kind_of(source)} came"),))
    if to is not None or source is None:
        return _target(canonical.VENDOR.name if to is None else to, "wire" if form is None else form, False)
    return _target(
        source.vendor, source.form if form is None else form, source.envelope and form in (None, source.form)
    )


def _target(name: Any, form: FormName, envelope: bool) -> Source:
    return (_target_made if name.__class__ is form.__class__ is str else _target_checked)(name, form, envelope)


def _target_checked(name: str, form: FormName, envelope: bool) -> Source:
    vendor_named(name).form(form)
    return Source(name, form, envelope)


_target_made: Final = functools.lru_cache(maxsize=64)(_target_checked)
"""There are few, and they cannot change."""


def said(completion: Completion, target: Source) -> dict[str, Any]:
    """The payload that says what can be said, without an envelope: a foreign Completion crosses, an own one is verbatim."""
    fast = express()
    text: bytes | None = None if fast is None else fast.written(completion, target.vendor, target.form, lossy=True)
    return _exactly_said(completion, target) if text is None else codec.decode_written(text)


def said_and_told(completion: Completion, target: Source) -> tuple[dict[str, Any], Maybe[tuple[Change, ...]]]:
    """As :func:`said`, and every change, where that is known without a further look."""
    fast = express()
    found = None if fast is None else fast.converted(completion, target, look=False, tell=True)
    if found is None:
        return _exactly_said(completion, target), UNSET
    return codec.decode_written(found.text), UNSET if found.changes is None else found.changes


def _exactly_said(completion: Completion, target: Source) -> dict[str, Any]:
    if not is_as_read(completion):
        check_values(canonical.VENDOR.write(completion, "wire"), CANONICAL_DEPTH)
    vendor = vendor_named(target.vendor)
    if vendor is canonical.VENDOR:
        return vendor.write(completion, target.form)
    if not _is_own(completion, target):
        payload = _crossed(completion, vendor, target)
    else:
        payload = vendor.write(completion, target.form)
    if not is_certain(completion, target):
        leave_out_deltas(payload)
        check_depth(payload, PAYLOAD_DEPTH)
    return payload


def _crossed(completion: Completion, vendor: Vendor, target: Source) -> dict[str, Any]:
    source = known_vendors().get(completion.source.vendor) if completion.source else None
    if source is not None and source is not vendor:
        completion = crossing.leave_silence(completion, source, vendor)
    shape = crossing.fit(vendor.from_canonical(completion), vendor)
    return vendor.unstructure(shape, target.form)


def changes_of(completion: Completion, payload: dict[str, Any], target: Source) -> tuple[Change, ...]:
    """What a payload says otherwise than the Completion it was written for: computed by reading it back."""
    returned = read_payload(payload, target.vendor, target.form)
    return difference(canonical.tree(completion), canonical.tree(returned))


def changes_told(completion: Completion, target: Source) -> tuple[Change, ...] | None:
    """The same, without a payload, of a Completion that nobody edited; None where it has to be read back."""
    fast = express()
    return None if fast is None else fast.changes(completion, target)


def _changes_found(completion: Completion, target: Source) -> tuple[Change, ...]:
    """Every change; read back where the fast path cannot tell, as of a Completion that was pickled meanwhile."""
    changes = changes_told(completion, target)
    return changes_of(completion, said(completion, target), target) if changes is None else changes


def is_certain(completion: Completion, target: Source) -> bool:
    """Canonical JSON says all there is, and a Completion as it was read comes back the same in its own form (law 2)."""
    if target.vendor == canonical.VENDOR.name:
        return True
    return is_as_read(completion) and _is_own(completion, target)


def _is_own(completion: Completion, target: Source) -> bool:
    source = source_of(completion)
    return source is not None and (source.vendor, source.form) == (
        target.vendor,
        target.form,
    )
