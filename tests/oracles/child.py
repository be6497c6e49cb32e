"""A program in an SDK's own environment that answers each line it is asked with one line, both JSON.

It is started once and asked many times, because importing an SDK takes longer than thousands of questions. Which program,
its role says: the SDK's language and the role are its file's name.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, final

from .environments import ROOT, Environment

HERE = Path(__file__).resolve().parent
Role = Literal["server", "stream_client"]


class SdkDied(RuntimeError):
    """The program ended instead of answering: a bug of ours, its traceback is on standard error."""


@final
class Child:
    """A running program. Close it, or use it as a context manager."""

    def __init__(self, environment: Environment, role: Role) -> None:
        self._name = environment.name
        self._process = _start(environment, f"{environment.language}_{role}")

    def ask(self, question: Mapping[str, Any]) -> None:
        """Ask without waiting, so that several can think at once; every question has to get its answer."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Wait for the answer to the oldest question."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SdkDied(f"{self._name} did not answer")
        answered: dict[str, Any] = json.loads(line)
        return answered

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _start(environment: Environment, program: str) -> subprocess.Popen[str]:
    if environment.language == "node":
        command = [environment.interpreter, str(HERE / f"{program}.cjs"), str(environment.path)]
    else:
        # pydantic warns about every dump of an object that was built without validation; the dump is the answer.
        command = [environment.interpreter, "-W", "ignore", "-m", f"{__package__}.{program}"]
    variables = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=variables, cwd=ROOT, text=True, encoding="utf-8"
    )
