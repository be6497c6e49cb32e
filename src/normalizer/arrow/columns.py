"""The columns of the table: name, kind, and where in a row the value stands. ``docs/tables.md`` says the same.

Strategy: a column is one line of ``COLUMNS``; its value is found by following a path of attributes, which ends early
where there is nothing, and fitted by its kind. What did not fit is named in the last column, ``withheld``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from attrs import field, frozen

from ..values import UNSET
from .engine import pa
from .fitting import Cell, flag, instant, integer, json_text, text, texts
from .rows import Row


@frozen
class Kind:
    """How a column holds values."""

    type: pa.DataType
    fit: Callable[[Any], Cell]


INTEGER: Final = Kind(pa.int64(), integer)
FLAG: Final = Kind(pa.bool_(), flag)
TEXT: Final = Kind(pa.string(), text)
TEXTS: Final = Kind(pa.list_(pa.string()), texts)
JSON_TEXT: Final = Kind(pa.string(), json_text)
TIME: Final = Kind(pa.timestamp("us", tz="UTC"), instant)


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


@frozen
class Column:
    """One column."""

    name: str
    kind: Kind
    path: tuple[str, ...] = field(converter=_steps)
    """The attributes that lead from a :class:`~normalizer.arrow.rows.Row` to the value."""

    always: bool = False
    """Whether every row has a value in it."""

    def cell(self, row: Row) -> Cell:
        value: Any = row
        for name in self.path:
            value = getattr(value, name)
            if value is None or value is UNSET:
                break
        return self.kind.fit(value)


COLUMNS: Final = (
    Column("record", INTEGER, "record", always=True),
    Column("id", TEXT, "completion.id"),
    Column("model", TEXT, "completion.model"),
    Column("created", JSON_TEXT, "completion.created"),
    Column("created_at", TIME, "completion.created"),
    Column("vendor", TEXT, "completion.source.vendor"),
    Column("form", TEXT, "completion.source.form"),
    Column("envelope", FLAG, "completion.source.envelope"),
    Column("partial", FLAG, "completion.source.partial"),
    Column("choice_count", INTEGER, "choice_count", always=True),
    Column("choice_position", INTEGER, "choice_position"),
    Column("choice_index", INTEGER, "choice.index"),
    Column("role", TEXT, "choice.message.role"),
    Column("text", TEXT, "choice.text"),
    Column("refusal", TEXT, "refusal"),
    Column("finish_reason", TEXT, "choice.finish_reason.kind"),
    Column("finish_reason_raw", TEXT, "choice.finish_reason.raw"),
    Column("tool_call_count", INTEGER, "tool_call_count"),
    Column("tool_call_ids", TEXTS, "tool_call_ids"),
    Column("tool_call_names", TEXTS, "tool_call_names"),
    Column("tool_call_arguments", TEXTS, "tool_call_arguments"),
    Column("has_logprobs", FLAG, "has_logprobs"),
    Column("input_tokens", INTEGER, "completion.usage.input_tokens"),
    Column("cached_tokens", INTEGER, "completion.usage.input_details.cached_tokens"),
    Column("cache_creation_tokens", INTEGER, "completion.usage.input_details.cache_creation_tokens"),
    Column("output_tokens", INTEGER, "completion.usage.output_tokens"),
    Column("reasoning_tokens", INTEGER, "completion.usage.output_details.reasoning_tokens"),
    Column("total_tokens", INTEGER, "completion.usage.total_tokens"),
    Column("system_fingerprint", TEXT, "completion.system_fingerprint"),
    Column("service_tier", TEXT, "completion.service_tier"),
    Column("extra", JSON_TEXT, "completion.extra"),
    Column("canonical", TEXT, "canonical", always=True),
)

WITHHELD_COLUMN: Final = "withheld"


def cells_of(row: Row) -> dict[str, Any]:
    """What each column holds of a row."""
    cells = {column.name: column.cell(row) for column in COLUMNS}
    withheld = [name for name, cell in cells.items() if not cell.is_exact]
    return {**{name: cell.held for name, cell in cells.items()}, WITHHELD_COLUMN: withheld}
