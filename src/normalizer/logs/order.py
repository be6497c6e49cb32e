"""What is to be done with every record of a log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from ..completion import FormName, Source
from ..errors import LossError
from ..report import Change
from ..vendors import vendor_named
from ..wrappers.wrapper import Wrapper

SOURCE: Final = "source"
"""Instead of a vendor: where the record came from, with its form and envelope."""

Emit: TypeAlias = Literal["body", "envelope"]
"""What is written of a record whose body is wrapped: the body, or the line with the new body in it."""


@frozen
class Order:
    """What is to be done with every record."""

    to: str
    """A vendor, or :data:`SOURCE`."""

    vendor: str | None = None
    """Whose the records are; detected if None."""

    form: FormName | None = None
    """How to spell what is written; ``wire`` if None."""

    look: bool = field(default=True, kw_only=True)
    """Whether to look for what could not be said."""

    strict: bool = field(default=False, kw_only=True)
    """Whether a record that loses something is rejected."""

    verify: bool = field(default=False, kw_only=True)
    """Whether a record is rejected that cannot be restored from what was written and the changes."""

    replay: bool = field(default=False, kw_only=True)
    """Whether event streams are written."""

    strict_blank: bool = field(default=False, kw_only=True)
    """Whether blank lines are rejected."""

    wrapper: Wrapper | None = field(default=None, kw_only=True)
    """What is around the bodies in the records, if anything is."""

    emit: Emit | None = field(default=None, kw_only=True)
    """What is written of a wrapped record; if None, the envelope where the wrapper has a pointer."""

    @property
    def keeps_line(self) -> bool:
        """Whether a body that was written goes into the line that it was read from."""
        if self.wrapper is None or self.emit is not None:
            return self.emit == "envelope"
        return self.wrapper.pointer != ""

    @property
    def vendor_to(self) -> str | None:
        """The vendor to write for; None is where the record came from."""
        return None if self.to == SOURCE else self.to

    def check(self) -> None:
        """Find what no record could be converted with, before any is read.

        :raises UnknownVendorError: there is no such vendor.
        :raises UnknownFormError: the vendor has no such form.
        :raises ValueError: two wishes exclude each other.
        """
        if self.vendor is not None:
            vendor_named(self.vendor)
        if self.vendor_to is not None:
            vendor_named(self.vendor_to).form("wire" if self.form is None else self.form)
        if not self.look and (self.strict or self.verify):
            raise ValueError("strict and verify need the look")
        if self.replay and self.verify:
            raise ValueError("event streams are not verified")
        if self.keeps_line and self.wrapper is None:
            raise ValueError("an envelope needs a wrapper")
        if self.keeps_line and self.replay:
            raise ValueError("event streams have no place in an envelope")

    def refuse_losses(self, target: Source, *, is_lossy: bool, find_changes: Callable[[], tuple[Change, ...]]) -> None:
        """End a record that may not lose anything, and does.

        :raises LossError: that is so.
        """
        if self.strict and is_lossy:
            losses = tuple(change for change in find_changes() if change.is_loss)
            raise LossError(losses, target.vendor, target.form)
