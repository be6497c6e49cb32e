"""One log of hazards, and what the plain loop makes of it: what every engine has to make of it as well.

An outcome is compared as all that is known of it wherever it was converted: the word, the bytes to write, and of a reject its
exact bytes, code, pointer and message.
"""

from __future__ import annotations

import base64
import io
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from normalizer.logs import Blank, Converted, Input, Order, Outcome, Rejected, convert_records, read_log
from tests.cli.command import MIXED, ORQ
from tests.logs.hazards import HAZARDS

Known = tuple[str, bytes, str, str, str]
"""The word, the bytes, and of a reject its code, pointer and message."""

BOM = b"\xef\xbb\xbf"
MAX_LINE = 6 * 2**20

LONG = ORQ.replace(b'"Hi"', b'"' + b"x" * (5 * 2**20) + b'"')
TOO_LONG = b'{"x":"' + b"y" * MAX_LINE + b'"}'

LINES = [*(line for line, _ in HAZARDS), *MIXED.read_bytes().splitlines()]
"""Every hazard and every recording."""

CONTENTS = {
    "newlines.jsonl": b"\n".join(LINES) + b"\n",
    "crlf.jsonl": b"\r\n".join(LINES),
    "bom.jsonl": BOM + b"\n".join([*LINES[:20], BOM + ORQ, ORQ[:-1]]),
    "blank.jsonl": b"\n\n \n",
    "empty.jsonl": b"",
    "long.jsonl": b"\n".join([ORQ, LONG, TOO_LONG]),
}
"""Logs with each kind of line end, with and without a byte order mark and a newline at the end; a line of 5 MB and one that is
longer than allowed."""


def write_corpus(folder: Path) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in CONTENTS.items():
        (folder / name).write_bytes(content)
    return [str(folder / name) for name in CONTENTS]


def plain(contents: Iterable[bytes], order: Order, max_line: int = MAX_LINE) -> list[Known]:
    """What the plain loop makes of some logs, in their order."""
    inputs = [Input("log", io.BytesIO(content)) for content in contents]
    return [known(outcome) for outcome in convert_records(read_log(inputs, max_line=max_line), order)]


def known(outcome: Outcome) -> Known:
    if isinstance(outcome, Converted):
        return ("converted", outcome.text.removesuffix(b"\n"), "", "", "")
    if isinstance(outcome, Rejected):
        return ("rejected", outcome.record.raw, outcome.code, outcome.pointer, outcome.message)
    assert isinstance(outcome, Blank)
    return ("blank", outcome.record.raw, "", "", "")


def in_batch(outcomes: Any) -> list[Known]:
    """The same, of a batch of outcomes."""
    return [
        ("converted", row["text"], "", "", "")
        if row["outcome"] == "converted"
        else (row["outcome"], row["raw"], row["code"] or "", row["pointer"] or "", row["message"] or "")
        for row in outcomes.to_pylist()
    ]


def in_folder(folder: Path) -> Counter[Known]:
    """The same, of what an engine wrote, read as any program would read it."""
    return Counter(
        _written(outcome, line)
        for outcome in ("converted", "rejected", "blank")
        for path in folder.glob(f"outcome={outcome}/part-*")
        for line in path.read_bytes().removesuffix(b"\n").split(b"\n")
    )


def _written(outcome: str, line: bytes) -> Known:
    if outcome != "rejected":
        return (outcome, line, "", "", "")
    reject = json.loads(line)
    return ("rejected", raw_of(reject), reject["code"], reject["pointer"], reject["message"])


def raw_of(reject: dict[str, Any]) -> bytes:
    return base64.b64decode(reject["raw_b64"]) if "raw_b64" in reject else str(reject["raw"]).encode()


def numbers(made: Counter[Known]) -> dict[str, int]:
    """How many lines there are of each outcome, in the words of the adapters."""
    counts = Counter({"read": made.total()})
    for (outcome, *_), count in made.items():
        counts[outcome] += count
    return {name: counts[name] for name in ("read", "converted", "rejected", "blank")}
