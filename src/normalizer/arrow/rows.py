"""The rows of a Completion: one for it, or one for each of its choices; one in any case, or it would be lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

from attrs import frozen

from ..completion import Choice, Completion
from ..errors import NormalizerError
from ..parts import Refusal
from ..texts import joined
from ..values import Maybe
from ..writing import dumps

Rows: TypeAlias = Literal["completion", "choice"]
"""What one row is about. A row about a completion shows its first choice, as ``Completion.text`` does."""


@frozen
class Row:
    """One row, from which each column takes its value."""

    record: int
    """The number of the Completion among those of the table, from 0."""

    completion: Completion
    canonical: str
    choice_position: int | None = None
    """Where in ``choices`` the choice stands, from 0; None where there are no choices."""

    choice: Choice | None = None

    @property
    def choice_count(self) -> int:
        return len(self.completion.choices)

    @property
    def refusal(self) -> Maybe[str | None]:
        """All refusals of the choice as one, as :attr:`Choice.text` is of its texts."""
        parts = self.choice.message.parts if self.choice else ()
        return joined(part.refusal for part in parts if isinstance(part, Refusal))

    @property
    def tool_call_count(self) -> int | None:
        return len(self.choice.tool_calls) if self.choice else None

    @property
    def tool_call_ids(self) -> list[object] | None:
        return [call.id for call in self.choice.tool_calls] if self.choice else None

    @property
    def tool_call_names(self) -> list[object] | None:
        return [call.name for call in self.choice.tool_calls] if self.choice else None

    @property
    def tool_call_arguments(self) -> list[object] | None:
        return [call.arguments for call in self.choice.tool_calls] if self.choice else None

    @property
    def has_logprobs(self) -> bool | None:
        return bool(self.choice.logprobs) if self.choice else None


def rows_of(record: int, completion: Completion, rows: Rows) -> Iterator[Row]:
    """The rows of one Completion.

    :raises NormalizerError: it is none, or holds what no payload can hold.
    """
    canonical = dumps(completion, to="canonical").decode()
    choices = completion.choices if rows == "choice" else completion.choices[:1]
    for position, choice in enumerate(choices):
        yield Row(record, completion, canonical, position, choice)
    if not choices:
        yield Row(record, completion, canonical)


def check_rows(rows: object) -> None:
    """Make sure that it is one of the words that :data:`Rows` names.

    :raises NormalizerError: it is not.
    """
    if rows not in get_args(Rows):
        raise NormalizerError("rows has to be 'completion' or 'choice'")
