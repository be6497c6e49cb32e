"""What can go wrong. Any other exception that escapes from the library is a bug of ours: please report it.

No message shows payload content: logs hold people's conversations. They name places and kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .completion import Completion
    from .detection import Detection
    from .report import Change, Problem

_SHOWN = 20


def _listed(lines: tuple[object, ...]) -> str:
    """One line each; the attribute of the error holds them all, so a long list is cut."""
    shown = [f"\n  {line}" for line in lines[:_SHOWN]]
    more = f"\n  and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return "".join(shown) + more


class NormalizerError(Exception):
    """The base of every error of this library."""


class PayloadError(NormalizerError, ValueError):
    """A payload cannot be read, or a Completion cannot be written, exactly: ``problems`` says where and why."""

    def __init__(self, problems: tuple[Problem, ...], vendor: str | None = None) -> None:
        self.problems = problems
        self.vendor = vendor
        super().__init__(problems, vendor)

    def __str__(self) -> str:
        whose = f"{self.vendor} payload" if self.vendor else "payload"
        return f"not a readable {whose}:{_listed(self.problems)}"


class NotACompletionError(NormalizerError, ValueError):
    """What was given is something else than a completion: an error body, a chunk, an empty object, no object."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)

    def __str__(self) -> str:
        return f"not a completion but {self.what}"


class UnknownVendorError(NormalizerError, LookupError):
    """No vendor of this name is known; ``known`` lists those that are."""

    def __init__(self, name: object, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(name, known)

    def __str__(self) -> str:
        return f"no vendor {self.name!r}; known: {', '.join(self.known)}"


class UnknownFormError(NormalizerError, LookupError):
    """The vendor's payloads have no form of this name; ``known`` lists those they have."""

    def __init__(self, vendor: str, name: object, known: tuple[str, ...]) -> None:
        self.vendor = vendor
        self.name = name
        self.known = known
        super().__init__(vendor, name, known)

    def __str__(self) -> str:
        return f"{self.vendor} has no form {self.name!r}; known: {', '.join(self.known)}"


class AmbiguousVendorError(NormalizerError, ValueError):
    """More than one vendor could have sent the payload; ``detection.candidates`` names them. Name one to read it."""

    def __init__(self, detection: Detection) -> None:
        self.detection = detection
        super().__init__(detection)

    def __str__(self) -> str:
        names = " or ".join(self.detection.candidates)
        return f"could be a payload of {names} (name the vendor): {'; '.join(self.detection.reasons)}"


class LossError(NormalizerError, ValueError):
    """The target cannot say all of the Completion; ``changes`` lists what would be dropped, invented or altered."""

    def __init__(self, changes: tuple[Change, ...], vendor: str, form: str) -> None:
        self.changes = changes
        self.vendor = vendor
        self.form = form
        super().__init__(changes, vendor, form)

    def __str__(self) -> str:
        return f"{self.vendor} ({self.form}) cannot say it all (lossy=True writes what it can):{_listed(self.changes)}"


class StreamError(NormalizerError, ValueError):
    """An error came in the middle of a stream: ``error`` is its body, ``completion`` what came before it, which is partial
    (None where nothing did).
    """

    def __init__(self, error: object, completion: Completion | None) -> None:
        self.error = error
        self.completion = completion
        super().__init__(error, completion)

    def __str__(self) -> str:
        before = (
            "before any chunk" if self.completion is None else "after a part of the answer, which is in `completion`"
        )
        return f"an error came in the stream {before}; its body is in `error`"


class RestoreError(NormalizerError, ValueError):
    """The parts of a conversion do not belong together, so what it came from cannot be restored."""

    def __init__(self, pointer: str) -> None:
        self.pointer = pointer
        super().__init__(pointer)

    def __str__(self) -> str:
        return f"the changes do not fit the payload at {self.pointer or 'its root'}"
