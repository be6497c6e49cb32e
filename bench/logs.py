"""The logs that are converted: written once, the same on every machine, no two of their records equal."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from . import payloads

RECORDS: Final = 200_000
FIRST: Final = 20_000
"""Records of the shorter logs."""
MIX: Final = {
    ("orq", "600 B"): 450,
    ("orq", "3 KB"): 200,
    ("opper", "600 B"): 250,
    ("opper", "3 KB"): 97,
    ("opper", "60 KB"): 3,
}
"""How many of a thousand records are of which vendor and size."""
WITH_UNKNOWN_KEYS: Final = 0.1


def mixed_log(folder: Path, records: int = RECORDS) -> Path:
    """Responses of both vendors, every tenth with unknown keys at every level."""
    path = folder / f"mixed-{records}.jsonl"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        draft = path.with_suffix(".draft")
        with draft.open("wb") as file:
            file.writelines(_lines(records))
        draft.rename(path)
    return path


def _lines(records: int) -> Iterator[bytes]:
    drawn = random.Random(5)  # noqa: S311  # the same log everywhere
    for number, (vendor, size) in enumerate(drawn.choices(list(MIX), list(MIX.values()), k=records)):
        payload: Any = payloads.payload(vendor, size, number)
        if drawn.random() < WITH_UNKNOWN_KEYS:
            payload = payloads.with_unknown_keys(payload)
        yield payloads.compact(payload) + b"\n"


def unseen_log(folder: Path, records: int = FIRST) -> Path:
    """Every record has a key that none before it had: nothing that was learned of one helps with the next."""
    path = folder / f"unseen-{records}.jsonl"
    made = (payloads.payload("opper", "600 B", number) for number in range(records))
    path.write_bytes(b"".join(payloads.compact({**one, f"x_{one['created']}": True}) + b"\n" for one in made))
    return path


def first_records(path: Path, records: int = FIRST) -> Path:
    """The first records of a log as a log of their own."""
    first = path.with_name(f"{path.stem}-first-{records}.jsonl")
    if not first.exists():
        with path.open("rb") as log:
            first.write_bytes(b"".join(itertools.islice(log, records)))
    return first
