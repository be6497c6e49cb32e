"""Where it was measured: the machine, how busy it was, and the versions of everything."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tests.oracles.environments import Environment

OURS: Final = ("attrs", "cattrs", "msgspec", "orjson")
CPU_INFO: Final = Path("/proc/cpuinfo")


def machine() -> dict[str, Any]:
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "date": dt.datetime.now(dt.timezone.utc).date().isoformat(),
    }


def busy() -> float:
    """How many processes wanted a core, on average of the last minute."""
    return round(os.getloadavg()[0], 1)


def _processor() -> str:
    if CPU_INFO.exists():
        for line in CPU_INFO.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def versions(environments: Iterable[Environment]) -> dict[str, str]:
    """Of what ours runs with, of the peers as they are pinned, and of jq."""
    pinned = dict(pin.split("==") for environment in environments for pin in environment.pins)
    jq = subprocess.run(["jq", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S607  # from PATH
    return dict(
        sorted({**pinned, **{name: version(name) for name in OURS}, "jq": jq.strip().removeprefix("jq-")}.items())
    )
