"""The golden corpus: recordings of every vendor, what each means, and the streams of the same answers.

It is installed with the library, as files in ``normalizer/testing/corpus``. In a checkout it is the folder ``fixtures``.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ..completion import FormName

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@frozen
class Recording:
    """One logged answer, as a vendor's real SDK printed it or as it came over the wire."""

    name: str
    """``opper/full-node``: the vendor, the case and what printed it."""

    vendor: str
    form: FormName
    envelope: bool

    @property
    def text(self) -> bytes:
        """The answer as it stands in a log."""
        return (corpus() / f"{self.name}.json").read_bytes()

    @property
    def payload(self) -> Any:
        return json.loads(self.text)

    @property
    def golden(self) -> Any:
        """Its reviewed canonical JSON."""
        return json.loads((corpus() / f"{self.name}.canonical.json").read_bytes())

    @property
    def stream(self) -> bytes | None:
        """The same answer as the vendor streams it; None where no stream of it was recorded."""
        found = corpus() / f"{self.name}.sse"
        return found.read_bytes() if found.is_file() else None


def corpus() -> Traversable:
    """The folder of the corpus."""
    installed = files(__package__) / "corpus"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "fixtures"


def recordings(vendor: str | None = None) -> list[Recording]:
    """All recordings, or those of one vendor."""
    listed = json.loads((corpus() / "recordings.json").read_bytes())
    found = [
        Recording(one["file"].removesuffix(".json"), one["vendor"], one["form"], one["envelope"]) for one in listed
    ]
    return [one for one in found if vendor in (None, one.vendor)]
