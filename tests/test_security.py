"""What SECURITY.md promises about untrusted input, as far as no other test holds it already."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import normalizer
from normalizer.values import same

from .cli.command import unmeasured

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "normalizer"
MODULES = list(SOURCE.rglob("*.py"))
DANGEROUS = {
    "asyncio", "ctypes", "ftplib", "http", "marshal", "multiprocessing", "pickle", "requests", "httpx", "shelve", "smtplib",
    "socket", "socketserver", "ssl", "subprocess", "urllib", "webbrowser", "xmlrpc", "yaml",
}  # fmt: skip
NAMES = [
    "__class__",
    "__dict__",
    "__init__",
    "__proto__",
    "__builtins__",
    "self",
    "extra",
    "{0.__class__}",
    "%s",
    "\x00",
]

WATCHED = """
import sys, normalizer
from normalizer.testing import recordings

def work():
    for recording in recordings():
        completion = normalizer.loads(text[recording.name])
        normalizer.dumps(completion)
        for to in ("orq", "opper", "canonical"):
            conversion = normalizer.convert(text[recording.name], to=to)
            normalizer.restore(conversion)
            normalizer.join(normalizer.read_stream(normalizer.write_stream(normalizer.split(completion), to, lossy=True), to))
        normalizer.check(payload[recording.name])

text = {recording.name: recording.text for recording in recordings()}
payload = {recording.name: recording.payload for recording in recordings()}
listed = recordings()
recordings = lambda: listed
work()  # all that is made on first use is made
seen = set()

def hook(event, given):
    name = given[1] if event == "compile" else given[0].co_filename if event == "exec" else ""
    if not str(name).startswith("<normalizer "):  # functions that the library writes: no text that was read is in them
        seen.add(event)

sys.addaudithook(hook)
for _ in range(20):
    work()
print(*sorted(seen - {"object.__getattr__", "sys._getframe", "object.__setattr__", "builtins.id"}))
"""

WRITTEN = """
import json, linecache, normalizer
payload = {
    "id": "MARKER", "object": "MARKER", "created": 1, "model": "MARKER", "MARKER": {"MARKER": "MARKER"}, "MARKER_too": "MARKER",
    "choices": [{"text": "MARKER", "index": 0, "finish_reason": "MARKER", "MARKER": 1}],
}
chat = {**payload, "choices": [{"message": {"content": "MARKER", "MARKER": "MARKER"}, "index": 0, "finish_reason": "MARKER"}]}
for told, to in ((payload, "opper"), (chat, "orq")):
    text = json.dumps(told)
    for _ in range(40):
        normalizer.convert(text, to=to).changes
sources = ["".join(lines) for _, _, lines, name in linecache.cache.values() if name.startswith("<normalizer ")]
print(len(sources) > 100, any("def write(" in source for source in sources), any("MARKER" in source for source in sources))
"""


def test_no_text_that_was_read_gets_into_code() -> None:
    """Known keys, unknown ones and values: the functions that the library writes name only what its classes declare."""
    said = subprocess.run([sys.executable, "-c", WRITTEN], env=unmeasured(), check=True, capture_output=True, text=True)

    assert said.stdout == "True True False\n"


def test_reading_and_writing_executes_opens_and_fetches_nothing() -> None:
    """Python tells hooks of all that a program executes, imports, opens, starts and connects to."""
    said = subprocess.run(
        [sys.executable, "-c", WATCHED], env=unmeasured(), check=True, capture_output=True, text=True
    ).stdout

    assert said == "\n"


def imported_by(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def test_no_module_can_fetch_unpickle_or_start_anything() -> None:
    assert {
        path.name: set(imported_by(path)) & DANGEROUS for path in MODULES if set(imported_by(path)) & DANGEROUS
    } == {}


def test_only_one_module_makes_code() -> None:
    makers = {
        path.relative_to(SOURCE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("exec", "eval", "compile")
    }

    assert makers == {"compiling.py"}


@pytest.mark.parametrize("vendor", ["orq", "opper"])
def test_a_name_that_means_something_to_python_is_only_a_key(vendor: str) -> None:
    node = {name: {name: [name]} for name in NAMES}
    choice = {"text": "a", **node} if vendor == "orq" else {"message": {"content": "a", **node}, **node}
    payload = {"choices": [choice], **node}
    completion = normalizer.normalize(payload, vendor, "wire")

    assert same(payload, normalizer.denormalize(completion))
    assert same(payload, json.loads(normalizer.dumps(completion)))
    assert set(NAMES) <= set(completion.extra)


@pytest.mark.parametrize(
    "text", ['{"choices": [], "a": 1, "a": 1}', '{"choices": [{"text": "a", "x": {"y": 1, "y": 2}}]}']
)
def test_a_repeated_key_is_refused(text: str) -> None:
    with pytest.raises(normalizer.PayloadError):
        normalizer.loads(text, "orq")


def test_a_completion_shares_nothing_that_can_change_with_its_payload() -> None:
    inner: dict[str, object] = {"a": [1]}
    payload = {"choices": [{"text": "a", "x": inner}], "y": inner}
    completion = normalizer.normalize(payload, "orq")
    written = normalizer.denormalize(completion)
    inner["a"] = "else"

    assert completion.extra["y"] == {"a": [1]}
    assert written["y"] == {"a": [1]}
    written["y"]["a"] = "else"
    assert completion.extra["y"] == {"a": [1]}


def test_every_promise_names_tests_that_are_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    links = re.findall(r"\[`(test_\w+)`\]\(([^)]+)\)", page)

    assert len(links) > 12
    for name, path in links:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), name
