"""What may not be written to: an existing file, a folder, an input of the same run under whatever name."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from normalizer.logs.visible import one_line

from .exits import Refusal
from .publish import STDOUT


def refuse_overwriting(outputs: Sequence[str], inputs: Sequence[str], *, force: bool) -> None:
    """Look before anything is opened.

    :raises Refusal: an output may not be written.
    """
    if len({os.path.realpath(path) for path in outputs}) < len(outputs):
        raise Refusal("two outputs cannot go to one file")
    for path in outputs:
        _refuse_input(path, inputs)
        if path != STDOUT:
            _refuse_existing(path, force=force)


def _refuse_existing(path: str, *, force: bool) -> None:
    if Path(path).is_dir():
        raise Refusal(one_line(f"{path} is a folder"))
    if Path(path).is_file() and not force:
        raise Refusal(one_line(f"{path} exists; --force replaces it"))


def _refuse_input(path: str, inputs: Sequence[str]) -> None:
    written = _file(path, sys.stdout)
    for name in inputs:
        read = _file(name, sys.stdin)
        if written is not None and read is not None and os.path.samestat(written, read):
            raise Refusal(one_line(f"the output {path} is the input {name}"))


def _file(path: str, stream: object) -> os.stat_result | None:
    """The regular file behind a path, or behind the stream that ``-`` stands for; None where there is none."""
    try:
        status = os.fstat(stream.fileno()) if path == STDOUT else Path(path).stat()  # type: ignore[attr-defined]
    except (OSError, AttributeError):  # no such file; a stream in memory, or a closed one
        return None
    return status if stat.S_ISREG(status.st_mode) else None
