"""Which wrapper a log has, by what its lines hold; with reasons, and never by a guess.

Strategy: a sample of lines is searched for bodies. Where one pointer, and only one, leads to a body in more than half of them,
that is it. A preset with that pointer is taken if its marks are in all of those lines.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

from ..limits import CANONICAL_DEPTH
from ..values import JSON
from .bodies import FoundBody, bodies_in
from .presets import PRESETS
from .reading import read_loosely
from .wrapper import Wrapper

SAMPLE = 100
"""How many lines are looked at."""

_DEEPER = 16
"""How many more objects and arrays than a body may lie inside each other in a line of a sample."""
_SHOWN = 5


@frozen
class WrapperGuess:
    """What is known about where in the lines of a log the bodies are."""

    wrapper: Wrapper | None
    """The wrapper; None where it is not certain."""

    share: float
    """In how many of the lines the wrapper's pointer leads to a body of a known vendor, from 0 to 1; 0 without a wrapper."""

    lines: int
    """How many lines were looked at; blank ones do not count."""

    reasons: tuple[str, ...]
    """What spoke for it, or against any."""

    candidates: tuple[str, ...] = ()
    """The pointers that lead to a body in some line, most often first, where it is not certain."""


@frozen(eq=False)
class _Line:
    value: JSON
    bodies: dict[str, FoundBody]


def find_wrapper(lines: Iterable[bytes], sample: int = SAMPLE) -> WrapperGuess:
    """Find out where in the lines of a log the bodies are, by the first lines that are not blank.

    Never raises because of what lines hold: one that is no JSON is a line without a body.
    """
    looked = [_look(line) for line in itertools.islice((line for line in lines if line.strip()), sample)]
    counts = Counter(pointer for line in looked for pointer in line.bodies)
    common = [pointer for pointer, count in counts.items() if count * 2 > len(looked)]
    if len(common) == 1:
        return _guess(common[0], looked)
    return WrapperGuess(None, 0.0, len(looked), _why_not(counts, common, len(looked)), _by_count(counts))


def _look(line: bytes) -> _Line:
    value = read_loosely(line, CANONICAL_DEPTH + _DEEPER)
    return _Line(value, {body.pointer: body for body in bodies_in(value)})


def _guess(pointer: str, looked: Sequence[_Line]) -> WrapperGuess:
    having = [line for line in looked if pointer in line.bodies]
    bodies = [line.bodies[pointer] for line in having]
    told = f"{_named(pointer)} in {len(bodies)} of {len(looked)} lines: {_counted(body.vendor for body in bodies)}"
    reasons = [told, *_spelling(bodies)]
    wrapper = _preset(pointer, having)
    if wrapper is None:
        kinds = {body.in_string for body in bodies}
        wrapper = Wrapper(pointer, in_string=kinds.pop() if len(kinds) == 1 else None)
    else:
        reasons.append(f"all of them have {', '.join(wrapper.marks)}, as {wrapper.name} has")
    return WrapperGuess(wrapper, len(bodies) / len(looked), len(looked), tuple(reasons))


def _preset(pointer: str, having: Sequence[_Line]) -> Wrapper | None:
    fitting = (
        preset
        for preset in PRESETS.values()
        if preset.pointer == pointer and all(preset.fits(line.value) for line in having)
    )
    return next(fitting, None)


def _spelling(bodies: Sequence[FoundBody]) -> list[str]:
    """What is not as in a plain line."""
    in_string = sum(body.in_string for body in bodies)
    streams = sum(body.kind == "stream" for body in bodies)
    told = [("the text in a string", in_string), ("a stream", streams)]
    return [f"{count} of them {'is' if count == 1 else 'are'} {what}" for what, count in told if count]


def _why_not(counts: Counter[str], common: Sequence[str], lines: int) -> tuple[str, ...]:
    if not lines:
        return ("there is no line to tell by",)
    what = f"several pointers lead ({len(common)})" if common else "no pointer leads"
    shown = [f"{_named(pointer)} in {count} of {lines} lines" for pointer, count in counts.most_common(_SHOWN)]
    return (f"{what} to a body of a known vendor in more than half of {lines} lines", *shown)


def _by_count(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(pointer for pointer, _ in counts.most_common())


def _counted(words: Iterable[str]) -> str:
    return ", ".join(f"{word} {count}" for word, count in sorted(Counter(words).items()))


def _named(pointer: str) -> str:
    return f"a body is at {pointer}" if pointer else "the line is a body"
