"""Peers asked in environments of their own, this library here; what they answered, judged."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from typing import Any

from scoreboard.workers import ours, worker
from tests.oracles.environments import Environment

from .corpus import ROOT
from .judging import Outcome, judged
from .peers import Peer
from .trials import Trial

WORKERS = ROOT / "scoreboard" / "workers"


class WorkerDied(RuntimeError):
    """A worker ended instead of answering: a bug of ours, the end of its traceback is the message."""


def outcomes(peer: Peer, trials: Sequence[Trial]) -> dict[str, Outcome]:
    """The outcome of each trial, by its name."""
    requests = [trial.request(peer.module) for trial in trials]
    if peer.environment is None:
        answers = [worker.answer(ours, json.loads(json.dumps(request))) for request in requests]
    else:
        answers = _answers(peer.environment, requests)
    by_name = {trial.name: answer for trial, answer in zip(trials, answers, strict=True)}
    return {trial.name: judged(trial, by_name[trial.name], by_name[trial.unedited]) for trial in trials}


def _answers(environment: Environment, requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    if environment.language == "node":
        command = [environment.interpreter, str(WORKERS / "node.cjs"), str(environment.path)]
    else:
        command = [environment.interpreter, "-W", "ignore", "-m", "scoreboard.workers.worker"]
    done = subprocess.run(
        command,
        input="".join(json.dumps(request) + "\n" for request in requests),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    if len(answers) != len(requests):
        raise WorkerDied(
            f"{environment.name}: {len(answers)} answers to {len(requests)} requests\n{done.stderr[-2000:]}"
        )
    return answers
