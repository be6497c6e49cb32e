"""An error of one among many, with its number."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from ..errors import NotACompletionError, PayloadError
from ..pointer import join
from ..report import Problem


@contextlib.contextmanager
def placed(*place: str | int) -> Iterator[None]:
    """Let the pointers of what is raised inside begin with a place.

    :raises PayloadError: whatever was wrong with the Completion or with its canonical JSON.
    """
    try:
        yield
    except PayloadError as error:
        problems = tuple(Problem(join(place) + problem.pointer, problem.message) for problem in error.problems)
        raise PayloadError(problems, error.vendor) from None
    except NotACompletionError as error:
        raise PayloadError((Problem(join(place), f"expected a Completion, {error.what} came"),)) from None
