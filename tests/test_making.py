"""Frozen objects that are made quickly are what their constructors make."""

from __future__ import annotations

import pickle
from typing import Any

import attrs
import pytest

from normalizer import Change, Completion, Conversion, Source
from normalizer.logs import Record
from normalizer.logs.answers import Answer
from normalizer.logs.bodies import Body
from normalizer.logs.outcomes import Converted
from normalizer.making import maker
from normalizer.writing import Written

RECORD = Record("log.jsonl", 3, b"{}", offset=7)
ANSWER = Answer(Completion(id="x"), Source("orq"), is_partial=True)


@pytest.mark.parametrize(
    ("cls", "given", "named"),
    [
        (Record, ("log.jsonl", 3, b"{}"), {}),
        (Record, ("log.jsonl", 3, b"{}", "document", 7, b"\r"), {"id": 5}),
        (Answer, (Completion(id="x"), Source("orq")), {"is_partial": True}),
        (Body, (RECORD, RECORD), {}),
        (Written, (b"{}", True, tuple), {}),
        (Converted, (RECORD, b"{}\n", ANSWER, tuple), {"is_lossy": False}),
        (
            Conversion,
            ({"choices": []}, (Change("dropped", "/id", "x"),), Source("orq"), Source("opper")),
            {"crossing": None},
        ),
    ],
)
def test_what_is_made_is_what_the_constructor_makes(cls: Any, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    made: Any = maker(cls, is_converted=True)(*given, **named)
    expected = cls(*given, **named)

    assert type(made) is cls
    assert (made, repr(made)) == (expected, repr(expected))
    assert attrs.astuple(made, recurse=False) == attrs.astuple(expected, recurse=False)
    assert pickle.loads(pickle.dumps(made)) == expected  # our own
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(made, attrs.fields(cls)[0].name, None)


@pytest.mark.parametrize("cls", [Completion, Conversion])
def test_a_class_that_does_something_with_its_arguments_has_no_maker(cls: Any) -> None:
    with pytest.raises(TypeError, match=f"{cls.__name__} is more than its arguments"):
        maker(cls)


@pytest.mark.parametrize(
    "field",
    [attrs.field(converter=tuple), attrs.field(factory=list), attrs.field(init=False, default=1)],
    ids=["converted", "made anew", "not given"],
)
def test_an_attribute_that_is_not_just_an_argument_leaves_its_class_without_a_maker(field: Any) -> None:
    with pytest.raises(TypeError, match="Odd is more than its arguments"):
        maker(attrs.make_class("Odd", {"odd": field}, frozen=True))
