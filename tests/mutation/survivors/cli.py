"""Of `cli/`."""

from __future__ import annotations

from typing import Final

from . import reasons

EQUIVALENT: Final[dict[str, str]] = {
    "cli/guessing.py known: look=False -> nothing": reasons.QUICK,
    "cli/conversion_run.py Run._outputs: self.summary -> nothing": "nothing is written to the summary before the end",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    "cli/publish.py opened_to_stay: stream.close() -> nothing": "the file is closed a moment later, when nobody holds it any more",
}  # fmt: skip
