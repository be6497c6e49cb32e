"""Builds one pinned environment per vendor SDK under `.oracles/`, and says where each one lies.

The SDKs cannot share an environment (orq's two generations are one distribution with two sets of requirements, and no
vendor's pins should meet ours), so each gets its own directory. Building is idempotent: the last thing written is a
stamp that holds the pins, so an environment whose stamp says something else, or that was interrupted, is built anew.

    python tests/oracles/environments.py              # all of them
    python tests/oracles/environments.py opper-node   # one

Only the standard library is used here, because this runs before anything is installed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".oracles"
WORKERS = 2

# Our library is imported by the SDK's own interpreter, which therefore needs what the library needs.
OURS = ("attrs==26.1.0", "cattrs==26.2.1")
PYDANTIC = "pydantic==2.14.3"
# From 2.13 on, pydantic makes Opper's models print no tool calls; 2.12 is the last that shows all they can print.
PYDANTIC_WITH_TOOL_CALLS = "pydantic==2.12.5"


class EnvironmentMissing(LookupError):
    """The SDK environment was never built, or was built from other pins."""


class BuildFailed(RuntimeError):
    """An installer ended with an error; its output is the message."""


@dataclass(frozen=True)
class Environment:
    """One SDK, the packages it is pinned to, and the language it is written in."""

    name: str
    language: Literal["python", "node"]
    pins: tuple[str, ...]
    home: Path = HOME

    @property
    def path(self) -> Path:
        return self.home / self.name

    @property
    def interpreter(self) -> str:
        return "node" if self.language == "node" else str(self.path / "bin" / "python")

    @property
    def package(self) -> str:
        """The SDK itself, as `name==version` whatever its registry's spelling."""
        name, _, version = self.pins[0].replace("==", "@").rpartition("@")
        return f"{name}=={version}"

    @property
    def ready(self) -> bool:
        stamp = self.path / "stamp.json"
        return stamp.is_file() and stamp.read_text(encoding="utf-8") == self.stamp

    @property
    def stamp(self) -> str:
        return json.dumps({"pins": self.pins}, indent=2) + "\n"


def _python(name: str, *pins: str) -> Environment:
    return Environment(name, "python", (*pins, *OURS))


def _node(name: str, *pins: str) -> Environment:
    return Environment(name, "node", pins)


ENVIRONMENTS = {
    environment.name: environment
    for environment in (
        _node("orq-node-4", "@orq-ai/node@4.15.11"),
        _node("opper-node", "opperai@3.4.1"),
        _python("orq-python-rc", "orq-ai-sdk==3.12.0rc14", PYDANTIC),
        _python("orq-python-4", "orq-ai-sdk==4.17.13", PYDANTIC),
        _python("opper-python", "opperai==1.7.2", PYDANTIC_WITH_TOOL_CALLS),
        _python("openai-python-2", "openai==2.54.0", PYDANTIC),
        _python("openai-python-3", "openai==3.54.0", PYDANTIC),
    )
}


def find(name: str) -> Environment:
    """The environment of that name, built; otherwise a refusal that says what to run."""
    environment = ENVIRONMENTS[name]
    if not environment.ready:
        raise EnvironmentMissing(f"no SDK environment {name!r}: run `python tests/oracles/environments.py {name}`")
    return environment


def build(environment: Environment) -> bool:
    """Build the environment if its stamp is not the one wanted; say whether there was anything to do."""
    if environment.ready:
        return False
    if environment.path.exists():
        shutil.rmtree(environment.path)
    for command in _recipe(environment):
        _run(command)
    (environment.path / "stamp.json").write_text(environment.stamp, encoding="utf-8")
    return True


def _recipe(environment: Environment) -> list[list[str]]:
    path = str(environment.path)
    if environment.language == "node":
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"]
        return [["npm", "install", "--prefix", path, *quiet, *environment.pins]]
    # The SDKs are thousands of modules of which few are ever imported: compiling them all would take longest.
    install = [environment.interpreter, "-m", "pip", "install", "--quiet", "--no-compile"]
    return [[sys.executable, "-m", "venv", path], [*install, *environment.pins]]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"{' '.join(command)}\n{done.stdout}")


def _report(environment: Environment) -> None:
    verb = "built" if build(environment) else "already there:"
    print(verb, environment.name, *environment.pins, flush=True)


def main(names: Sequence[str]) -> None:
    """Build the named environments, or all of them."""
    unknown = [name for name in names if name not in ENVIRONMENTS]
    if unknown:
        sys.exit(f"no such environment: {', '.join(unknown)}; there are {', '.join(ENVIRONMENTS)}")
    HOME.mkdir(exist_ok=True)
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(_report, [ENVIRONMENTS[name] for name in names or ENVIRONMENTS]))


if __name__ == "__main__":
    main(sys.argv[1:])
