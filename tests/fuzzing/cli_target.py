"""The command line over any file: an exit code that is promised, numbers that add up, nothing of a content on stderr."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from click.testing import Result

from normalizer.cli.exits import FAILED, REFUSED, SOME_REJECTED, TOO_MANY
from normalizer.testing.judging import require

from ..cli.command import run
from ..drawn import SPELLINGS
from .byte_dice import ByteDice
from .texts import recorded, streams

MARKER = "Qx7marked"
"""A word of a content; where it became part of a name, it may be told."""

NAMED = re.compile(rb'Qx7marked[^"]*"\s*:|Qx7marked[^\r\n]*:')
CODES = (0, SOME_REJECTED, REFUSED, FAILED, TOO_MANY)
OPTIONS = ((), ("--chunks",), ("--envelope", "openai-batch"), ("--at", "/data"), ("--salvage",), ("--max-line", "200"))
MORE = (
    (),
    ("--strict",),
    ("--verify",),
    ("--no-look",),
    ("--strict-blank",),
    ("--max-rejects", "1"),
    ("--replay",),
    ("--rejects", "{rejects}"),
)


def seeds() -> Iterator[bytes]:
    """Four throws say which command and options; the rest is the file."""
    texts = [text.replace(b"Hello", MARKER.encode()) for text in (*recorded(), *streams())]
    texts += [b'{"choices":[{"text":"Qx7marked"}],"usage":"Qx7marked"}\n\n{"choices":[{"text":5}]}\nQx7marked\n\xff\n']
    texts += [b"\n".join(texts[number : number + 3]) for number in range(0, len(texts), 5)]
    for number, text in enumerate(texts):
        yield bytes((number % 3, number % len(SPELLINGS), number % len(OPTIONS), number % len(MORE))) + text


def attempt(given: bytes) -> bool:
    dice = ByteDice(given)
    command = dice.choice([converted, detected, reported])
    to, form = dice.choice(SPELLINGS)
    options, more = dice.choice(OPTIONS), dice.choice(MORE)
    folder = Path(tempfile.mkdtemp())
    try:
        log = folder / "log"
        log.write_bytes(dice.rest())
        result = command(log, to, form, options, more)
        is_told_in_order(result, log)
        return result.exit_code == 0
    finally:
        shutil.rmtree(folder)


def converted(log: Path, to: str, form: str, options: tuple[str, ...], more: tuple[str, ...]) -> Result:
    out, summary, rejects = log.with_name("out"), log.with_name("summary"), log.with_name("rejects")
    told = tuple(str(rejects) if one == "{rejects}" else one for one in more)
    result = run("convert", log, "--to", to, "--form", form, "-o", out, "--summary-json", summary, *options, *told)
    if result.exit_code in (0, SOME_REJECTED):
        numbers = json.loads(summary.read_bytes())
        parts = [numbers[name] for name in ("converted", "rejected", "blank")]
        require(numbers["read"] == sum(parts), f"read {numbers['read']}, but {parts}")
        if "--replay" not in more:
            require(out.read_bytes().count(b"\n") == numbers["converted"], "other lines are written than are counted")
        require(
            bool(numbers["rejected"] or numbers["cut"]) is bool(result.exit_code), "the exit code says something else"
        )
    return result


def detected(log: Path, _to: str, _form: str, options: tuple[str, ...], more: tuple[str, ...]) -> Result:
    known = options if options[:1] in (("--chunks",), ("--envelope",), ("--at",)) else ()
    return run("detect", log, *known, *(("--each",) if len(more) > 1 else ()))


def reported(log: Path, to: str, form: str, options: tuple[str, ...], more: tuple[str, ...]) -> Result:
    target = ("--to", to, "--form", form) if more else ()
    result = run("report", log, "-o", log.with_name("page.html"), *target, *options)
    found = re.search(r"read (\d+), readable (\d+).*?, rejected (\d+)(?:, blank (\d+))? -> ", result.stderr)
    if result.exit_code in (0, SOME_REJECTED):
        read, *parts = (int(number or 0) for number in (found.groups() if found else ()))
        require(read == sum(parts), f"read {read}, but {parts}")
        require(
            MARKER not in log.with_name("page.html").read_text("utf-8") or b"model" in log.read_bytes(),
            "content is on the page",
        )
    return result


def is_told_in_order(result: Result, log: Path) -> None:
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    require(result.exit_code in CODES, f"the exit code is {result.exit_code}")
    require("Traceback" not in result.stderr and "normalizer itself failed" not in result.stderr, "it failed inside")
    if not NAMED.search(log.read_bytes()):
        require(MARKER not in result.stderr, "content is on stderr")
