"""One run of atheris (libFuzzer) over a target, in a process of its own: `python -m tests.fuzzing.engine TARGET CORPUS SECONDS`.

Strategy: the library and what it stands on are imported under atheris' eyes, so that each branch that an input reaches
is counted. Findings do not stop the run; they are kept one for each kind, and told by whoever started it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["normalizer", "cattrs"]):
    from .findings import Findings
    from .targets import TARGETS

FINDINGS = "findings"


def main(name: str, folder: str, seconds: str) -> None:
    """Does not return: libFuzzer ends the process.

    :param folder: has the corpus in ``corpus``; findings come into ``findings`` beside it.
    """
    target = TARGETS[name]
    findings = Findings(target, Path(folder, FINDINGS))
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={target.longest}",
        "-timeout=60",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/{FINDINGS}/", f"{folder}/corpus"], findings.judge)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
