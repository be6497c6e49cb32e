"""What the first import costs, in processes of their own that take turns: ours beside that of ``json``.

Modules are compiled before, as pip compiles them, wherever Python keeps that, and whether it does by itself or not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Final

from . import payloads

_PROGRAM: Final = """
import sys, time
begun = time.process_time()
{statement}
print(time.process_time() - begun)
"""
_FIRST_USE: Final = "import normalizer; normalizer.dumps(normalizer.loads({data!r}), to='orq', lossy=True)"


def import_ratios(rounds: int) -> dict[str, list[float]]:
    """By what was done: its CPU time as a ratio to that of ``import json``."""
    data = payloads.compact(payloads.payload("opper", "600 B"))
    statements = {"import": "import normalizer", "import and first conversion": _FIRST_USE.format(data=data)}
    with tempfile.TemporaryDirectory() as compiled:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = compiled
        for statement in (*statements.values(), "import json"):
            _seconds(statement, environment)
        return {
            name: [_seconds(statement, environment) / _seconds("import json", environment) for _ in range(rounds)]
            for name, statement in statements.items()
        }


def _seconds(statement: str, environment: Mapping[str, str]) -> float:
    program = _PROGRAM.format(statement=statement)
    return float(subprocess.check_output([sys.executable, "-c", program], env=environment))
