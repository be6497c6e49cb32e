"""A vendor's words for why a model stopped."""

from __future__ import annotations

from collections.abc import Mapping

from .completion import FinishReason, FinishReasonKind
from .values import Maybe


class Vocabulary:
    """Which word means which kind.

    Several words may mean one kind; the first of them is the one written for it. A word that is not known means
    ``other`` and is kept.
    """

    def __init__(self, kinds: Mapping[str, FinishReasonKind]) -> None:
        self.kinds = kinds
        self.words = {kind: word for word, kind in reversed(list(kinds.items()))}
        self._reasons = {word: FinishReason(kind, word) for word, kind in kinds.items()}

    def read(self, word: Maybe[str | None]) -> Maybe[FinishReason | None]:
        if not isinstance(word, str):
            return word
        return self._reasons[word] if word in self._reasons else FinishReason("other", word)

    def write(self, reason: Maybe[FinishReason | None]) -> Maybe[str | None]:
        """The raw word where it is read as the same kind or is not known; else the vendor's word for the kind.

        Where the vendor has none, the kind's own name: the raw word would claim another reason.
        """
        if not isinstance(reason, FinishReason):
            return reason
        if reason.raw not in self.kinds or self.kinds[reason.raw] == reason.kind:
            return reason.raw
        return self.words[reason.kind] if reason.kind in self.words else reason.kind
