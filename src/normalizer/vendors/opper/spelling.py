"""The words and spellings that Opper's whole answers and chunks share."""

from __future__ import annotations

from typing import Final

from ...forms import Form
from ...vocabulary import Vocabulary

FINISH_REASONS: Final = Vocabulary(
    {
        "stop": "stop",
        "length": "length",
        "content_filter": "content_filter",
        "tool_calls": "tool_calls",
        "function_call": "tool_calls",
    }
)

FORMS: Final = {
    "wire": Form("wire"),
    "node": Form("node", is_camel_case=True, extra="nested"),
    "python": Form(
        "python",
        renames={
            "object": "OBJECT",
            "role": "ROLE",
            "type": "TYPE",
            "bytes": "bytes_",
        },
    ),
}
