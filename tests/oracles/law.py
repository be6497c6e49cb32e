"""Law 7 about one payload: what `check` says and what the vendor's SDKs say, and where the two disagree.

The law itself asks only whether anybody has anything against the payload. Here it is asked of every place:

1. What an SDK has against a payload, `check` has too, there or at a place above or below.
2. What `check` has against a payload, an SDK has too, there or above, unless it could not be seen: an SDK that refuses
   a payload for another reason shows no object, and one that swallows an object shows nothing inside it.

For a payload with nothing wrong, or one thing, which is what most are, that is the law, and more. A payload that is not
in form `wire`, or lies in an envelope, is a problem by itself, whatever the SDKs make of it.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

import normalizer
from normalizer.pointer import split

from .complaints import Complaint
from .exemptions import EXEMPTIONS, Exemption
from .panel import Panel


@frozen
class Verdict:
    """What both sides say about a payload."""

    vendor: str
    payload: Any
    problems: tuple[normalizer.Problem, ...]
    complaints: tuple[Complaint, ...]
    """Those that no exemption covers."""

    exempt: tuple[tuple[Complaint, Exemption], ...]

    @property
    def is_other_form(self) -> bool:
        return any(problem.pointer == "" for problem in self.problems)

    @property
    def disagreements(self) -> list[str]:
        """Where the sides disagree; nothing if the law holds."""
        return [] if self.is_other_form else [*self._unexplained(), *self._unconfirmed()]

    def _unexplained(self) -> list[str]:
        return [
            f"{one.speaker.environment} {one.deed} {one.path}, check does not mind"
            for one in self.complaints
            if not any(_is_above(one, problem) or _is_below(one, problem) for problem in self.problems)
        ]

    def _unconfirmed(self) -> list[str]:
        return [
            f"check minds {problem.pointer} ({problem.message}), no SDK does"
            for problem in self.problems
            if not any(_is_above(one, problem) for one in self.complaints) and not self._is_hidden(problem)
        ]

    def _is_hidden(self, problem: normalizer.Problem) -> bool:
        seen = (*self.complaints, *(complaint for complaint, _ in self.exempt))
        return any(one.deed == "refused" or (one.deed == "lost" and _is_around(one, problem)) for one in seen)


def judge(panel: Panel, vendor: str, payload: Any) -> Verdict:
    """Ask both sides about a payload."""
    problems = normalizer.check(payload, vendor)
    told = [(one, _exemption(one, payload)) for one in panel.complaints(vendor, payload)]
    return Verdict(
        vendor=vendor,
        payload=payload,
        problems=problems,
        complaints=tuple(one for one, exemption in told if exemption is None),
        exempt=tuple((one, exemption) for one, exemption in told if exemption is not None),
    )


def _exemption(complaint: Complaint, payload: Any) -> Exemption | None:
    known = (exemption for exemption in EXEMPTIONS if complaint.speaker.vendor in exemption.vendors)
    return next((exemption for exemption in known if exemption.covers(complaint, payload)), None)


def _tokens(complaint: Complaint) -> list[str]:
    return [str(token) for token in complaint.path]


def _is_above(complaint: Complaint, problem: normalizer.Problem) -> bool:
    """Whether the complaint is about what the problem is about, or about something that it is in."""
    return split(problem.pointer)[: len(complaint.path)] == _tokens(complaint)


def _is_around(complaint: Complaint, problem: normalizer.Problem) -> bool:
    return _is_above(complaint, problem) and len(complaint.path) < len(split(problem.pointer))


def _is_below(complaint: Complaint, problem: normalizer.Problem) -> bool:
    pointer = split(problem.pointer)
    return _tokens(complaint)[: len(pointer)] == pointer
