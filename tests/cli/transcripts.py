"""Sessions on the command line, kept as files: `python -m tests.cli.transcripts` writes them anew, to be read by eye.

Strategy: commands over small logs that are made of recordings. Kept is what a person sees (what stdout and stderr say, in colour
where a terminal would have it, and the exit code) and each file that is there afterwards and was not before.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

import normalizer
from normalizer.cli import commands

from .command import FIXTURES, OPPER, OPPER_CHUNK, ORQ, ORQ_CHUNK, run

_LONG = 300
FOLDER = Path(__file__).with_name("transcripts")
RECORDED = ("orq/full", "orq/full-node-event", "opper/full", "opper/tool-calls", "opper/refusal", "orq/content-filter")
BAD = (
    b"bad", b"", b'{"choices":[]}', b"[1]", b'{"error":{"message":"m"}}', b'{"choices":[{"text":5}]}',
    b'{"choices":[],"choices":[]}', b'{"choices":[{"text":"a"}],"usage":{"prompt_tokens":NaN}}', b'\xff{"choices":[]}',
    b'{"id":"a","choices":[{"text":"a","finish_reason":"MARKER","index":"0"}]}',
    b'{"id":"b","choices":[{"message":{"content":"a"}},{"index":1}]}', b'{"choices":[{"text":"a"}],"extra":{"a":1',
)  # fmt: skip
SHOWN = (
    "opper/full", "opper/full-node", "opper/tool-calls", "opper/custom-tool-call", "opper/audio", "opper/annotations",
    "opper/logprobs", "opper/refusal", "opper/nulls", "opper/usage-null", "orq/full", "orq/full-node-event", "orq/fractional-usage",
    "orq/legacy-logprobs",
)  # fmt: skip

CONVERT = """
convert good.jsonl --to opper
convert good.jsonl --to orq -o orq.jsonl --changes changes.jsonl --summary-json summary.json
convert good.jsonl --to canonical --form node
convert good.jsonl --to opper --form python -o python.jsonl
convert good.jsonl --to orq --strict -o strict.jsonl
convert good.jsonl --to orq --verify --no-look
convert mixed.jsonl --to opper -o mixed.out.jsonl --summary-json mixed.json
convert mixed.jsonl --to opper -o limited.jsonl --max-rejects 3
convert mixed.jsonl --to opper --max-rejects 50%
convert mixed.jsonl --to opper --on-reject fail -o failed.jsonl
convert mixed.jsonl --to opper --on-reject skip -o skipped.jsonl --strict-blank
convert mixed.jsonl --to opper --on-reject skip --rejects r.jsonl
convert mixed.jsonl --to opper --on-reject keep
convert mixed.jsonl --to opper --on-reject fail --max-rejects 1
convert mixed.jsonl --to opper --max-rejects many
convert good.jsonl --to opper -o good.jsonl
convert good.jsonl --to opper -o good.jsonl --force
convert good.jsonl --to opper -o . --force
convert good.jsonl --to opper -o a.jsonl --changes a.jsonl
convert good.jsonl --to opper --changes -
convert good.jsonl --to opper --hide-names
convert good.jsonl --to opper --emit body
convert good.jsonl --to opper --replay --verify
convert good.jsonl --to source --form wire
convert good.jsonl --to source
convert good.jsonl --to opper --rows choice
convert good.jsonl --to parquet
convert good.jsonl --to parquet -o table.parquet.gz
convert good.jsonl --to parquet --form wire -o table.parquet
convert good.jsonl --to opper --out-dir there -o out.jsonl
convert good.jsonl mixed.jsonl --to opper --out-dir there
convert - --to opper --out-dir there
convert good.jsonl --to opper --resume
convert good.jsonl --to opper --resume --chunks -o resumed.jsonl
convert good.jsonl --to opper --resume --replay -o resumed.jsonl
convert good.jsonl --to opper --resume --report page.html -o resumed.jsonl
convert good.jsonl --to parquet --resume -o resumed.parquet
convert good.jsonl --to opper --resume -o resumed.jsonl
convert chunks.jsonl --to opper
convert chunks.jsonl --to orq --chunks
convert chunks.jsonl --to orq --chunks --at /response
convert chunks.jsonl --to orq --replay --chunks
convert answers.sse --to orq
convert answers.sse --to opper --replay
convert broken.sse --to orq
convert batch.jsonl --to opper --envelope openai-batch
convert batch.jsonl --to opper --envelope openai-batch --emit body
convert batch.jsonl --to opper --envelope openai-batch --at /response
convert batch.jsonl --to opper --envelope openai-batch --replay
convert batch.jsonl --to opper --decode json
convert batch.jsonl --to opper --at response
convert helicone.jsonl --to orq --envelope helicone
convert litellm.jsonl --to orq --envelope litellm
convert good.jsonl --to opper --from orq
convert good.jsonl --to opper --max-line 700
convert answers.sse --to opper --max-stream 300
"""
OTHERS = """
convert mixed.jsonl --to opper -o out.jsonl --no-progress
replay out.jsonl.rejects.jsonl
replay good.jsonl
check good.jsonl
check mixed.jsonl
check answers.sse
check --vendor opper good.jsonl
check batch.jsonl --envelope openai-batch
detect good.jsonl
detect mixed.jsonl
detect mixed.jsonl --each
detect mixed.jsonl --all
detect answers.sse
detect chunks.jsonl
detect chunks.jsonl --chunks
detect batch.jsonl
detect helicone.jsonl litellm.jsonl
detect own.jsonl
detect own.jsonl --at /response
report good.jsonl --to orq -o good.html
report mixed.jsonl -o mixed.html
report mixed.jsonl --form wire -o wire.html
report good.jsonl -o good.html
show good.jsonl --line 3
show good.jsonl --line 99
show mixed.jsonl --line 7
show chunks.jsonl
show chunks.jsonl --chunks
show broken.sse
show batch.jsonl --envelope openai-batch --to opper
show batch.jsonl --at /nothing
"""


def sessions() -> dict[str, list[str]]:
    """By file: the commands, as a shell would be given them."""
    shown = [f"show {name}.json --to {to}" for name in SHOWN for to in ("orq", "opper")]
    return {
        "convert.txt": CONVERT.split("\n")[1:-1],
        "others.txt": OTHERS.split("\n")[1:-1],
        "show.txt": [*shown, "show opper/full.json --to orq --form node"],
    }


def played(name: str) -> str:
    """A session, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, _inside(Path(folder)):
        return "\n".join(
            line for command in sessions()[name] for line in _played(command, is_coloured=name == "show.txt")
        )


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    _prepare(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _prepare(folder: Path) -> None:
    recorded = [(FIXTURES / f"{name}.json").read_bytes().rstrip(b"\n") for name in RECORDED]
    text = (FIXTURES / "opper" / "text.sse").read_bytes()
    contents = {
        "good.jsonl": b"\n".join(recorded) + b"\n",
        "mixed.jsonl": b"\n".join([ORQ, *BAD, OPPER]) + b"\n",
        "chunks.jsonl": b"\n".join([ORQ_CHUNK, OPPER_CHUNK, OPPER_CHUNK]) + b"\n",
        "answers.sse": text + (FIXTURES / "orq" / "full.sse").read_bytes(),
        "broken.sse": text[:-40],
        "batch.jsonl": (FIXTURES / "wrapped" / "openai-batch.jsonl").read_bytes(),
        **{
            f"{name}.jsonl": (FIXTURES / "wrapped" / f"{name}.jsonl").read_bytes()
            for name in ("helicone", "litellm", "own")
        },
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    for vendor in ("orq", "opper"):
        (folder / vendor).symlink_to(FIXTURES / vendor)
    (folder / "there").mkdir()


def _played(command: str, *, is_coloured: bool) -> Iterator[str]:
    before = _files()
    given = shlex.split(command)
    if is_coloured:
        terminal = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "100", "NO_COLOR": None, "COLORTERM": None}
        result = CliRunner(env=terminal).invoke(commands, given, color=True)
    else:
        result = run(*given)
    yield f"$ normalizer {command}"
    yield from _lines(result.stdout)
    yield from (f"2> {line}" for line in _lines(result.stderr))
    yield f"exit code {result.exit_code}"
    for name, content in _files().items():
        if before.get(name) != content and not name.endswith((".parquet", ".html")):
            yield f"file {name}"
            yield from (f"   {line}" for line in _lines(content.decode("utf-8", "backslashreplace")))
    yield ""


def _files() -> dict[str, bytes]:
    found = [path for path in sorted(Path().rglob("*")) if path.is_file() and path.parts[0] not in ("orq", "opper")]
    return {path.as_posix(): path.read_bytes() for path in found}


def _lines(text: str) -> list[str]:
    shown = re.sub(r"in \d+\.\d s", "in T s", text).replace(
        f'"version":"{normalizer.__version__}"', '"version":"VERSION"'
    )
    shown = shown.replace("\x1b", "ESC").replace("\r", "CR")
    return [_cut(line) for line in shown.removesuffix("\n").split("\n")] if shown else []


def _cut(line: str) -> str:
    """Of a long line the beginning, and a digest of all."""
    digest = hashlib.sha256(line.encode()).hexdigest()[:12]
    return line if len(line) <= _LONG else f"{line[:_LONG]}... ({len(line)} characters, {digest})"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in sessions():
        (FOLDER / name).write_text(played(name), encoding="utf-8")
