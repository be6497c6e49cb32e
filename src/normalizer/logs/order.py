"""What is to be done with every record of a log."""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from ..completion import FormName, Source
from ..errors import LossError
from ..report import Change
from ..vendors import vendor_named

SOURCE: Final = "source"
"""Instead of a vendor: where the record came from, with its form and envelope."""


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
            vendor_named(self.vendor_to).form(self.form or "wire")
        if not self.look and (self.strict or self.verify):
            raise ValueError("strict and verify need the look")
        if self.replay and self.verify:
            raise ValueError("event streams are not verified")

    def refuse_losses(self, changes: tuple[Change, ...], target: Source) -> None:
        """End a record that may not lose anything, and does.

        :raises LossError: that is so.
        """
        losses = tuple(change for change in changes if change.is_loss)
        if self.strict and losses:
            raise LossError(losses, target.vendor, target.form)
