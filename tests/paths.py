"""What the fast path makes of a text against what the exact path makes of it: the same, or the same refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

import normalizer
from normalizer import Completion, LossError, NormalizerError, PayloadError
from normalizer.completion import FormName, source_of
from normalizer.express import exact_only
from normalizer.faces import carrier_of
from normalizer.testing import assert_same
from normalizer.values import same
from normalizer.vendors import canonical
from normalizer.writing import converted, target_of


def paths_agree(text: Any, vendor: str | None, form: FormName | None, to: str, to_form: FormName = "wire") -> bool:
    """Fails where the two paths say different things. Gives whether the fast one was taken.

    :param to: what the text is converted to.
    """
    fast = outcome(lambda: normalizer.loads(text, vendor, form))
    with exact_only():
        exact = outcome(lambda: normalizer.loads(text, vendor, form))
    if not isinstance(fast, Completion) or not isinstance(exact, Completion):
        assert_same(exact, fast)
        return False
    is_taken = carrier_of(fast) is not None
    assert source_of(fast) == exact.source
    for name, step in steps(to, to_form).items():
        written = outcome(lambda step=step: step(fast))  # type: ignore[misc]  # the default is the step
        with exact_only():
            expected = outcome(lambda step=step: step(exact))  # type: ignore[misc]  # as above
        assert same(expected, written), f"{name}:\n{expected!r}\n!=\n{written!r}"
    assert_same(canonical.tree(exact), canonical.tree(fast))
    assert (exact, exact.source, attrs.asdict(exact)) == (fast, fast.source, attrs.asdict(fast))
    assert sorted(repr(exact)) == sorted(
        repr(fast)
    )  # unknown keys stand in the order of the text, or in that of the alphabet
    return is_taken


def steps(to: str, to_form: FormName) -> dict[str, Callable[[Completion], Any]]:
    """What is done with a Completion that was read, before anybody has looked into it."""
    return {
        "other vendor": lambda completion: _text(normalizer.dumps(completion, to, to_form, lossy=True)),
        "same vendor": lambda completion: _text(normalizer.dumps(completion)),
        "payload": lambda completion: normalizer.denormalize(completion, to, to_form, lossy=True),
        "without a loss": lambda completion: _text(normalizer.dumps(completion, to, to_form)),
        "changes": lambda completion: [
            [change.kind, change.pointer, change.before, change.after]
            for change in normalizer.convert(completion, to, form=to_form).changes
        ],
        "a record of a log": lambda completion: _record(completion, to, to_form),
    }


def _record(completion: Completion, to: str, to_form: FormName) -> list[Any]:
    written = converted(completion, target_of(completion, to, to_form), look=True)
    changes = written.find_changes()
    assert written.is_lossy == any(change.is_loss for change in changes)
    return [_text(written.text), [str(change) for change in changes]]


def _text(written: bytes) -> str:
    """Both paths write the same bytes, so that no log depends on what was read before."""
    return written.decode("utf-8", "backslashreplace")


def outcome(step: Callable[[], Any]) -> Any:
    """What a step gives, or what its refusal says."""
    try:
        return step()
    except LossError as error:
        return [type(error).__name__, [str(change) for change in error.changes]]
    except PayloadError as error:
        return [
            type(error).__name__,
            [[problem.pointer, problem.message] for problem in error.problems],
            error.vendor or "",
        ]
    except NormalizerError as error:
        return [type(error).__name__, str(error)]
