"""What can be wrong with a log and with a record of it, beside what is wrong with payloads."""

from __future__ import annotations

from ..errors import NormalizerError


class LogError(NormalizerError):
    """An input cannot be read: all of it, or from some place on. It ends the whole run."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(source, reason)

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class RecordError(NormalizerError):
    """One record is not what is converted; ``code`` says why in a word, out of :data:`~normalizer.logs.CODES`."""

    def __init__(self, code: str, message: str, pointer: str = "") -> None:
        self.code = code
        self.message = message
        self.pointer = pointer
        super().__init__(code, message, pointer)

    def __str__(self) -> str:
        return self.message
