"""What can go wrong with a wrapped line beside what can go wrong with any JSON text. No message shows what a line says."""

from __future__ import annotations

from ..errors import NormalizerError


class NoBodyError(NormalizerError, ValueError):
    """A line holds no body, or none that could be read; ``code`` says why in one word, ``pointer`` where that shows.

    ``id`` is the record's, None where the line has none. It is part of no message: it is the line's own text.
    """

    def __init__(self, code: str, pointer: str, message: str, id: str | int | None = None) -> None:  # noqa: A002  # a wire name
        self.code = code
        self.pointer = pointer
        self.message = message
        self.id = id
        super().__init__(code, pointer, message, id)

    def __str__(self) -> str:
        return f"no body in this line ({self.code}): {self.pointer or 'the line'}: {self.message}"


class NotAPointerError(NormalizerError, ValueError):
    """What was given is no JSON Pointer (RFC 6901)."""

    def __init__(self, text: object) -> None:
        self.text = text
        super().__init__(text)

    def __str__(self) -> str:
        return f"not a JSON Pointer (empty, or tokens that each begin with a slash; ~ as ~0, / as ~1): {self.text!r}"


class UnknownWrapperError(NormalizerError, LookupError):
    """No wrapper of this name is known; ``known`` lists those that are."""

    def __init__(self, name: object, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(name, known)

    def __str__(self) -> str:
        return f"no wrapper {self.name!r}; known: {', '.join(self.known)}"
