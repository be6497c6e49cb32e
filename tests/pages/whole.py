"""Whole pages, kept as files: `python -m tests.pages.whole` writes them anew, to be read by eye and looked at.

Strategy: one log with something of everything: both vendors, several forms, losses of every kind, rejects, blank lines, a broken
stream, more models than there are colours, times that lie far apart; shown in each way that a page can be asked for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import normalizer
from normalizer.findings import Findings
from normalizer.logs import Input, convert_log
from normalizer.pages import page
from tests.cli.command import FIXTURES
from tests.findings.outcomes import found, record, tokens

FOLDER = Path(__file__).with_name("whole")
DAY = 86_400
START = 1_756_112_345


def everything(to: str | None = "orq", *, most: int = 1000, look: bool = True, few: bool = False) -> Findings:
    """The findings of the log, or of a few of its records."""
    findings = found([*_made_up(8 if few else 40), *_recorded()], to, most=most, look=look)
    broken = Input("broken.sse", io.BytesIO((FIXTURES / "opper" / "text.sse").read_bytes()[:-20]))
    for outcome in convert_log([broken], to or "canonical", look=look and to is not None):
        findings.count(outcome)
    findings.sources = ("log.jsonl", "broken.sse", "-", *(f"{number}.jsonl" for number in range(4)))
    return findings


def _made_up(many: int) -> Iterator[Any]:
    details = {"prompt_tokens_details": {"cached_tokens": 3}, "completion_tokens_details": {"reasoning_tokens": 4}}
    reasons = ("stop", "length", "tool_calls", "content_filter", "function_call", "end_turn", "", None)
    for number in range(many):
        usage = tokens(10**number if number < 20 else number, number, **(details if number % 3 else {}))
        made = record(f"model-{number % 9}", START + number * DAY // 4, reasons[number % 8], usage=usage)
        yield made if number % 5 else {**made, "usage": None}
    yield from (record("m", created, message={"content": None, "refusal": "no"}) for created in (0, 10**11, None))
    for name in ("a", "b/c", ""):
        yield record(name, message={name: "v"}, usage=tokens(-1, 2.5))
    yield from (
        b"",
        b"{",
        b'{"choices":[],"choices":[]}',
        b'{"error":{"message":"m"}}',
        b"[]",
        b'{"choices":[{"text":5}]}',
    )
    yield from (
        b'{"choices":[{"text":"","%s":[5]}]}' % name for name in (b"index", b"logprobs", b"finish_reason", b"index")
    )


def _recorded() -> Iterator[bytes]:
    for name in (
        "opper/full",
        "opper/full-node",
        "opper/refusal",
        "opper/custom-tool-call",
        "orq/full",
        "orq/full-node-event",
    ):
        yield (FIXTURES / f"{name}.json").read_bytes().rstrip(b"\n")


PAGES: dict[str, Callable[[], bytes]] = {
    "for-orq.html": lambda: page(everything()),
    "for-opper-not-looked.html": lambda: page(everything("opper", look=False, few=True)),
    "names-hidden.html": lambda: page(everything("opper"), hide_names=True),
    "few-told-apart.html": lambda: page(everything("canonical", most=4)),
    "no-target.html": lambda: page(everything(None, look=False, few=True)),
    "empty.html": lambda: page(found([])),
}


def kept(text: bytes) -> str:
    """A page as it is kept: without its style, which is in `page.css`, and without the version."""
    shown = re.sub(r"(?s)<style>.*?</style>", "<style></style>", text.decode())
    shown = re.sub(r"sha256-[^']*", "sha256-DIGEST", shown)
    return shown.replace(normalizer.__version__, "VERSION")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, made in PAGES.items():
        (FOLDER / name).write_text(kept(made()), encoding="utf-8")
