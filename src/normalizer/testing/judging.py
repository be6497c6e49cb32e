"""A broken law: which one, for whom and where, and no word of what the payload says.

Strategy: a law compares, and what it finds is raised without knowing for whom; :func:`held` around it adds that. Values
stand beside the message, not in it: logs hold people's conversations, and the output of tests is a log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import NormalizerError
from ..pointer import join
from ..values import UNSET, kind_of, same


class BrokenLawError(AssertionError):
    """A law that does not hold. Its text names law, vendor, form and place; :meth:`shown` shows the values as well.

    :ivar law: as in :data:`normalizer.testing.LAWS`; None where something was compared outside of a law.
    :ivar pointer: a JSON Pointer into what was compared.
    :ivar expected: the value that should be there, ``UNSET`` where none was compared.
    :ivar actual: the value that is there.
    """

    law: str | None = None
    vendor: str | None = None
    form: str | None = None

    def __init__(self, what: str, pointer: str = "", expected: Any = UNSET, actual: Any = UNSET) -> None:
        super().__init__(what)
        self.what, self.pointer, self.expected, self.actual = what, pointer, expected, actual

    def __str__(self) -> str:
        whose = [f"for {self.vendor}" if self.vendor else "", f"in form {self.form}" if self.form else ""]
        place = [f"at {self.pointer}" if self.pointer else ""]
        said = " ".join(word for word in [self.law, *whose, *place] if word)
        return f"{said}: {self.what}" if said else self.what

    def shown(self) -> str:
        """The text with the two values, for whoever may see what the payload says."""
        return f"{self}\nexpected {self.expected!r}\nactual   {self.actual!r}"


@contextmanager
def held(law: str, vendor: str | None, form: str | None) -> Iterator[None]:
    """Say of a law that is broken inside which one it is; a refusal by the library breaks it as well.

    Any other error is left as it is: it tells better than a law could in which line of a vendor something went wrong.
    """
    try:
        yield
    except BrokenLawError as broken:
        if broken.law is None:
            broken.law, broken.vendor, broken.form = law, vendor, form
        raise
    except NormalizerError as refusal:
        by_refusal = BrokenLawError(f"{type(refusal).__name__}: {refusal}")
        by_refusal.law, by_refusal.vendor, by_refusal.form = law, vendor, form
        raise by_refusal from refusal


def require(holds: object, what: str, pointer: str = "") -> None:
    """:raises BrokenLawError: it does not hold."""
    if not holds:
        raise BrokenLawError(what, pointer)


def assert_same(expected: Any, actual: Any) -> None:
    """Two JSON values are equal, kinds included.

    :raises BrokenLawError: they are not; it names the first place where they differ.
    """
    if not same(expected, actual):
        raise _difference(expected, actual)


def _difference(expected: Any, actual: Any) -> BrokenLawError:
    path: list[str | int] = []
    while (step := _step_into(expected, actual)) is not UNSET:
        path.append(step)
        expected, actual = (_inside(value, step) for value in (expected, actual))
    kinds = [kind_of(value) for value in (expected, actual)]
    came = f"another {kinds[1].split()[-1]}" if kinds[0] == kinds[1] else kinds[1]
    return BrokenLawError(f"expected {kinds[0]}, {came} came", join(path), expected, actual)


def _step_into(expected: Any, actual: Any) -> Any:
    """The key or index of the first item that differs; UNSET where the two differ themselves."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        places: Any = [*expected, *(key for key in actual if key not in expected)]
    elif isinstance(expected, list) and isinstance(actual, list):
        places = range(max(len(expected), len(actual)))
    else:
        return UNSET
    return next(place for place in places if not same(_inside(expected, place), _inside(actual, place)))


def _inside(value: Any, place: Any) -> Any:
    if isinstance(value, dict):
        return value[place] if place in value else UNSET
    return value[place] if place < len(value) else UNSET
