"""What can be fuzzed. A target gives inputs to begin with, and tries one: whether it was read, or an error that is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import frozen

from . import cli_target, codec_target, diff_target, paths_target, sse_target, wire_target

FOUND = Path(__file__).parent / "found"
"""Inputs that were findings once, in a folder for each target: tried first, and by the ordinary tests."""


@frozen
class Target:
    name: str
    seeds: Callable[[], Iterator[bytes]]
    attempt: Callable[[bytes], bool]
    longest: int = 4096
    """How long an input may grow, in bytes."""

    def found(self) -> list[Path]:
        return sorted((FOUND / self.name).glob("*"))


TARGETS = {
    target.name: target
    for target in (
        Target("codec", codec_target.seeds, codec_target.attempt),
        Target("wire", wire_target.seeds, wire_target.attempt),
        Target("sse", sse_target.seeds, sse_target.attempt, 8192),
        Target("diff", diff_target.seeds, diff_target.attempt),
        Target("paths", paths_target.seeds, paths_target.attempt),
        Target("cli", cli_target.seeds, cli_target.attempt, 16384),
    )
}
