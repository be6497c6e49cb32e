"""One input, and what becomes of it: accepted and brought back exactly, refused with a reason, or a finding.

The judge does not ask the library what a text says: the standard library reads it, told to refuse what JSON has not
(NaN), what would not come back (numbers beyond a double) and what is ambiguous (repeated keys).
"""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable, Iterator
from typing import Any, NoReturn
from unittest import mock

from attrs import frozen

import normalizer
from normalizer import Completion, NormalizerError, PayloadError, codec
from normalizer.completion import FormName
from normalizer.express import exact_only
from normalizer.limits import PAYLOAD_DEPTH, too_deep
from normalizer.testing import assert_same, laws
from normalizer.values import same

ACCEPTED, REFUSED = "accepted", "refused"

Step = tuple[str, Callable[[], object]]


@frozen
class Trial:
    """An input (JSON text, or a Python object), how it is to be read, and what it is to be converted to."""

    given: Any
    is_object: bool = False
    vendor: str | None = None
    form: FormName | None = None
    to: str = "canonical"
    to_form: FormName = "wire"

    def outcome(self) -> str:
        """`ACCEPTED`, `REFUSED`, or a finding: which step failed, and with which error."""
        try:
            if not self.is_object and codec.fast_codec() is not None:
                codecs_agree(self.given)
            completion = self._read()
        except NormalizerError:
            return REFUSED
        except Exception as error:  # noqa: BLE001  # whatever else escapes is a finding
            return f"reading: {type(error).__name__}"
        return next(self._failures(completion), ACCEPTED)

    def _read(self) -> Completion:
        read: Any = normalizer.normalize if self.is_object else normalizer.loads
        return read(self.given, self.vendor, self.form)  # type: ignore[no-any-return]  # both give Completions

    def _failures(self, completion: Completion) -> Iterator[str]:
        try:
            payload = read_elsewhere(self.given, is_object=self.is_object)
        except (ValueError, TypeError, RecursionError) as error:
            yield f"accepted, and by no other reader: {type(error).__name__}"
            return
        for name, step in self._steps(completion, payload):
            try:
                step()
            except Exception as error:  # noqa: BLE001  # what was accepted has to hold to the end
                yield f"{name}: {type(error).__name__}"

    def _steps(self, completion: Completion, payload: Any) -> Iterator[Step]:
        yield "text and object say the same", lambda: self._says_the_same(completion, payload)
        yield "law 2", lambda: laws.there_and_back(payload, self.vendor, self.form)
        yield "law 2, looked at again", lambda: laws.comes_back_on_a_second_look(payload, self.vendor, self.form)
        if self._is_too_deep(completion):
            return
        yield "law 3", lambda: laws.whole_or_reported(completion, self.to, self.to_form)
        if self.form is None:
            yield "law 5", lambda: laws.report_is_the_complement(payload, self.vendor, self.to, self.to_form)

    def _is_too_deep(self, completion: Completion) -> bool:
        """Canonical JSON may nest what it holds deeper than any vendor's payload may: refused on its way there."""
        try:
            normalizer.denormalize(completion, to=self.to, form=self.to_form, lossy=True)
        except PayloadError as error:
            return all(problem.message == too_deep(PAYLOAD_DEPTH) for problem in error.problems)
        return False

    def _says_the_same(self, completion: Completion, payload: Any) -> None:
        other = normalizer.normalize(payload, self.vendor, self.form)
        expected, actual = (normalizer.denormalize(either, to="canonical") for either in (completion, other))
        assert_same(expected, actual)


def read_elsewhere(given: Any, *, is_object: bool) -> Any:
    """What an input says by the standard library's word; an object says what its JSON text brings back."""
    if not is_object:
        text = given if isinstance(given, str) else given.decode("utf-8")
        return json.loads(text, object_pairs_hook=_object, parse_float=_double, parse_constant=_refuse)
    if not same(given, json.loads(json.dumps(given, allow_nan=False))):
        raise ValueError("JSON text does not bring it back")
    return given


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a repeated key")
    return dict(pairs)


def _double(digits: str) -> float:
    if not math.isfinite(float(digits)):
        raise ValueError("beyond a double")
    return float(digits)


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


@contextlib.contextmanager
def without_msgspec() -> Iterator[None]:
    """Let everything be read and written as where msgspec is not installed."""
    with exact_only(), mock.patch.object(codec, "fast_codec", return_value=None):
        yield


def codecs_agree(text: Any) -> None:
    """With msgspec and without it, the same value is read, or the same places are refused for the same reasons."""
    fast = _decoded(text)
    with mock.patch.object(codec, "fast_codec", return_value=None):
        exact = _decoded(text)
    assert same(fast, exact)


def _decoded(text: Any) -> Any:
    try:
        return {"read": codec.decode(text)}
    except NormalizerError as error:
        return str(error)
