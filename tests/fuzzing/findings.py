"""What fuzzing found: one input for each kind of finding, as a file to be run again."""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from pathlib import Path

from attrs import Factory, define

from .targets import Target

SECONDS_BETWEEN_NEWS = 1


@define
class Findings:
    """The numbers of a run, and its findings in a folder."""

    target: Target
    folder: Path
    read: int = 0
    refused: int = 0
    kinds: dict[str, int] = Factory(dict)
    begun: float = Factory(time.monotonic)
    told: float = 0.0

    def judge(self, given: bytes) -> None:
        """Try an input; whatever escapes is a finding, of which the first of each kind is kept."""
        try:
            if self.target.attempt(given):
                self.read += 1
            else:
                self.refused += 1
        except Exception as error:  # noqa: BLE001  # see above
            self._keep(given, error)
        if time.monotonic() - self.told > SECONDS_BETWEEN_NEWS:
            self.tell()

    def _keep(self, given: bytes, error: Exception) -> None:
        kind = kind_of(error)
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if self.kinds[kind] == 1:
            kept = self.folder / hashlib.sha256(kind.encode()).hexdigest()[:12]
            kept.write_bytes(given)
            kept.with_suffix(".txt").write_text(
                "".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace"
            )

    def tell(self) -> None:
        """Write the numbers down, for whoever waits for the run."""
        self.told = time.monotonic()
        numbers = {
            "executions": self.read + self.refused + sum(self.kinds.values()),
            "read": self.read,
            "refused": self.refused,
            "seconds": round(self.told - self.begun),
            "findings": self.kinds,
        }
        (self.folder / NUMBERS).write_text(json.dumps(numbers), encoding="utf-8")


NUMBERS = "numbers.json"


def kind_of(error: Exception) -> str:
    """The type of an error, where it was raised, and what a broken law says of itself without the place in the values."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    said = getattr(error, "what", "")
    law = getattr(error, "law", None) or ""
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno} {law}: {said}".strip(": ")
