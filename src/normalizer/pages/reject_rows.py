"""Rejects by reason."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from ..findings import OTHERS, Findings
from ..logs import CODES
from .names import Names, Shown
from .numbers import counted, exact, percent

_POINTERS: Final = 3


@frozen
class Reject:
    """The rejects of one code."""

    code: str
    meaning: str
    records: str
    share: str
    pointers: tuple[tuple[Shown, str], ...]
    others: str
    example: Shown


def reject_rows(findings: Findings, names: Names) -> list[Reject]:
    told = []
    for code, rejects in sorted(findings.rejects.items(), key=lambda item: (-item[1].records, item[0])):
        pointers = sorted(
            rejects.pointers.held.items(), key=lambda item: (item[0] is OTHERS, -item[1].number, str(item[0]))
        )
        rest = len(pointers) - _POINTERS
        told.append(
            Reject(
                code,
                CODES[code],
                exact(rejects.records),
                percent(rejects.records, findings.rejected),
                tuple((names.pointer(pointer), exact(count.number)) for pointer, count in pointers[:_POINTERS]),
                f"and {counted(rest, 'further place')}" if rest > 0 else "",
                names.place(rejects.example),
            )
        )
    return told
