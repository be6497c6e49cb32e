"""Logs of any size: records in, outcomes out, in memory that does not grow with them. It keeps no state between two calls."""

from __future__ import annotations

from .chunk_lines import grouped
from .codes import CODES
from .converting import convert_log, convert_record, convert_records
from .errors import LogError, RecordError
from .event_streams import MAX_STREAM
from .inputs import Input
from .order import Order
from .outcomes import Blank, Converted, Outcome, Rejected
from .record import Record
from .records import MAX_LINE, read_log
from .rejects import original, reject_line
from .tally import Tally

__all__ = [
    "CODES",
    "MAX_LINE",
    "MAX_STREAM",
    "Blank",
    "Converted",
    "Input",
    "LogError",
    "Order",
    "Outcome",
    "Record",
    "RecordError",
    "Rejected",
    "Tally",
    "convert_log",
    "convert_record",
    "convert_records",
    "grouped",
    "original",
    "read_log",
    "reject_line",
]
