"""Each case is read or refused as it says: as bytes and as a string, with msgspec and without it, alone and in a response."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import normalizer
from normalizer import PayloadError, codec
from normalizer.express import exact_only
from normalizer.limits import PAYLOAD_DEPTH
from normalizer.testing import assert_same

from .cases import ACCEPTED, BYTES, CASES, DECIDED, DEEP, REFUSED, Refused

OUTCOMES = {**ACCEPTED, **REFUSED, **BYTES, **DECIDED}
BEGIN, END = b'{"choices":[{"text":"a","index":0}],"x":', b"}"


@pytest.fixture(params=["with msgspec", "without msgspec"], autouse=True)
def _codecs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if request.param == "with msgspec":
        yield
        return
    monkeypatch.setattr(codec, "fast_codec", lambda: None)
    with exact_only():
        yield


@pytest.mark.parametrize("name", CASES)
def test_a_text_is_read_or_refused(name: str) -> None:
    text, expected = OUTCOMES[name]

    for given in spelled(name, text):
        assert_outcome(expected, lambda given=given: codec.decode(given))


@pytest.mark.parametrize(
    "name", [name for name, (_, expected) in OUTCOMES.items() if not isinstance(expected, Refused)]
)
def test_what_is_read_is_written_as_text_that_says_the_same(name: str) -> None:
    _, expected = OUTCOMES[name]

    assert_same(expected, codec.decode(codec.encode(expected)))


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith(("n_bytes", "i_structure"))])
def test_the_value_of_an_unknown_key_is_read_or_refused_in_its_place(name: str) -> None:
    text, expected = OUTCOMES[name]
    if isinstance(expected, Refused) and not expected.reason.endswith("expected JSON"):
        expected = Refused(expected.reason, f"/x{expected.pointer}")

    for given in spelled(name, BEGIN + text + END):
        assert_outcome(expected, lambda given=given: extra_of(given))


def test_a_name_tells_what_is_to_be_expected() -> None:
    assert {name[:2] for name in ACCEPTED} == {"y_"}
    assert {name[:2] for name in [*REFUSED, *BYTES]} == {"n_"}
    assert {name[:2] for name in DECIDED} == {"i_"}
    assert DEEP == PAYLOAD_DEPTH
    assert len(OUTCOMES) == sum(map(len, (ACCEPTED, REFUSED, BYTES, DECIDED)))


def spelled(name: str, text: bytes) -> list[bytes | str]:
    return [text] if name in BYTES else [text, text.decode()]


def extra_of(given: bytes | str) -> Any:
    """An unknown key's value as it is written: of the first response with it, and of the second, which finds it known."""
    first, second = (normalizer.loads(given) for _ in range(2))
    for written in (
        normalizer.denormalize(first),
        codec.decode(normalizer.dumps(first)),
        codec.decode(normalizer.dumps(second)),
    ):
        assert_same(normalizer.denormalize(second), written)
    return normalizer.denormalize(second)["x"]


def assert_outcome(expected: Any, read: Any) -> None:
    if not isinstance(expected, Refused):
        assert_same(expected, read())
        return
    with pytest.raises(PayloadError) as caught:
        read()
    problem = caught.value.problems[0]
    assert expected.reason in problem.message
    assert expected.pointer == problem.pointer
