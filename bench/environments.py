"""The pinned environments of the peers, under ``.benches/``: each has its own pins, orjson for the unit, and nothing of ours.

They are built as those of the oracles are (``tests/oracles/environments.py``), once, by the first ``just bench``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.oracles.environments import PYDANTIC, PYDANTIC_WITH_TOOL_CALLS, Environment

ROOT: Final = Path(__file__).resolve().parents[1]
HOME: Final = ROOT / ".benches"
UNIT: Final = "orjson==3.13.0"


def _environment(name: str, *pins: str) -> Environment:
    return Environment(name, "python", (*pins, UNIT), HOME)


ENVIRONMENTS: Final = {
    environment.name: environment
    for environment in (
        _environment("codecs", "msgspec==0.22.0", PYDANTIC),
        _environment("orq_sdk", "orq-ai-sdk==4.17.13", PYDANTIC),
        _environment("opper_sdk", "opperai==1.7.2", PYDANTIC_WITH_TOOL_CALLS),
        _environment("openai_classes", "openai==2.54.0", PYDANTIC),
        _environment("litellm_classes", "litellm==1.106.2"),
        _environment("rosetta", "llm-rosetta==0.13.0"),
        _environment("babel", "llm-babel==0.3.0"),
    )
}
"""By the name of the module in ``bench/peers/`` that runs in it."""
