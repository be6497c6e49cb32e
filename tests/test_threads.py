"""Many threads at once, from the first use on, read, convert and learn what one thread alone does.

Strategy: a child process has used nothing yet, so all that is built at first use (vendors, converters, forms, the fast
path and its generations of known keys) is built by threads that come at one time, while the interpreter changes threads as
often as it can. The same work is then done in another child, by one thread; every result has to be the same.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
THREADS = 8
ROUNDS = 3
"""How often each text is read: the first has unknown keys that are not learned, the later ones may find them so."""


def work_of(thread: int) -> list[str]:
    """What one of the threads makes of the recordings, and of texts with keys that nobody else has."""
    import normalizer
    from normalizer.testing import recordings, spellings

    bare = [recording for recording in recordings() if not recording.envelope]
    made = []
    for turn, (number, recording) in product(range(ROUNDS), list(enumerate(bare))[thread % 3 :: 3]):
        to, form = spellings()[(number + thread + turn) % len(spellings())]
        text = with_a_key(recording.text, thread, turn)
        conversion = normalizer.convert(text, to=to, form=form)
        steps: list[Callable[[], Any]] = [
            lambda text=text: normalizer.detect(json.loads(text)),  # type: ignore[misc]  # the default is the text
            lambda text=text, to=to, form=form: normalizer.dumps(normalizer.loads(text), to, form, lossy=True),  # type: ignore[misc]  # as above
            lambda text=text: json.loads(normalizer.dumps(normalizer.loads(text))) == json.loads(text),  # type: ignore[misc]  # as above
            lambda conversion=conversion: [conversion.payload, *map(str, conversion.changes)],  # type: ignore[misc]  # as above
            lambda conversion=conversion, text=text: normalizer.restore(conversion) == json.loads(text),  # type: ignore[misc]  # as above
            lambda text=text: normalizer.check(json.loads(text)),  # type: ignore[misc]  # as above
            lambda text=text: normalizer.denormalize(normalizer.loads(text), "canonical"),  # type: ignore[misc]  # as above
        ]
        made += [f"{recording.name} {to} {form}: {said_of(step)}" for step in steps]
    return made


def with_a_key(text: bytes, thread: int, turn: int) -> bytes:
    """The text with a key that is unknown to the library, and in every other turn new to it."""
    body, _, end = text.rstrip().rpartition(b"}")
    return body + b',"unknown_%d_%d":{"a":[1,1.0]}}' % (thread, turn // 2) + end


def said_of(step: Callable[[], Any]) -> str:
    from normalizer import NormalizerError

    try:
        made = step()
    except NormalizerError as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    return canonical_text(made)


def canonical_text(made: Any) -> str:
    """The same for the same values: the order of keys is no part of them."""
    if isinstance(made, bytes):
        made = json.loads(made)
    try:
        return json.dumps(made, sort_keys=True)
    except TypeError:
        return repr(made)


def of_many_threads() -> list[list[str]]:
    sys.setswitchinterval(1e-6)
    at_once = threading.Barrier(THREADS)

    def work(thread: int) -> list[str]:
        at_once.wait()
        return work_of(thread)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(work, range(THREADS)))


def of_one_thread() -> list[list[str]]:
    return [work_of(thread) for thread in range(THREADS)]


def made_by(name: str) -> list[list[str]]:
    """The results of a function of this module, called in a process of its own."""
    program = f"import json, sys; from tests.test_threads import {name}; json.dump({name}(), sys.stdout)"
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)  # type: ignore[no-any-return]  # lists of texts


@pytest.fixture(scope="module")
def alone() -> list[list[str]]:
    return made_by("of_one_thread")


@pytest.mark.parametrize("attempt", range(2))
def test_many_threads_at_once_make_what_one_makes(alone: list[list[str]], attempt: int) -> None:
    together = made_by("of_many_threads")

    assert sum(map(len, alone)) > 1000, attempt
    for expected, actual in zip(alone, together, strict=True):
        assert expected == actual
