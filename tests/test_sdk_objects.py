"""Objects built like the vendors' SDKs build theirs, of real pydantic, are read attribute by attribute.

The SDKs themselves are asked in ``tests/oracles``; these classes have the traits that matter, so that they are tried
wherever the tests run.
"""

from __future__ import annotations

import enum
from typing import Any, ClassVar

import pydantic
import pytest

import normalizer
from normalizer import NotACompletionError, PayloadError


class Unset(pydantic.BaseModel):
    """Stands for absence in the SDKs of both vendors, and accepts any object."""


class Reason(str, enum.Enum):
    STOP = "stop"


class Usage(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")

    prompt_tokens: int
    details: Any = Unset()


class Message(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow", populate_by_name=True)

    content: str | Unset | None = Unset()
    ROLE: str = pydantic.Field("assistant", alias="role")


class Choice(pydantic.BaseModel):
    index: int
    message: Message
    finish_reason: Reason


class ChatCompletion(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow", populate_by_name=True)

    id: str
    choices: list[Choice]
    OBJECT: str = pydantic.Field("chat.completion", alias="object")
    usage: Usage | Unset | None = Unset()
    service_tier: str | None = None


PAYLOAD: dict[str, Any] = {
    "id": "c",
    "object": "chat.completion",
    "choices": [
        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": None, "mood": "fine"}}
    ],
    "usage": {"prompt_tokens": 3, "cost": {"total": 1.0}},
    "x": [1, {"y": None}],
}


def test_what_an_sdk_object_holds_is_its_payload() -> None:
    completion = normalizer.normalize(ChatCompletion.model_validate(PAYLOAD))

    assert completion == normalizer.normalize(PAYLOAD)
    assert PAYLOAD == normalizer.denormalize(completion)


def test_defaults_and_unset_fields_were_not_in_the_payload() -> None:
    message = Message(content=Unset())  # type: ignore[call-arg]  # mypy does not know populate_by_name
    choices = [Choice(index=0, message=message, finish_reason=Reason.STOP)]
    model = ChatCompletion(id="c", choices=choices)  # type: ignore[call-arg]  # likewise
    written = normalizer.denormalize(normalizer.normalize(model))

    assert written == {"id": "c", "choices": [{"index": 0, "message": {}, "finish_reason": "stop"}]}


def test_an_sdk_object_can_be_converted_checked_and_restored() -> None:
    model = ChatCompletion.model_validate(PAYLOAD)
    conversion = normalizer.convert(model, to="orq")

    assert PAYLOAD == normalizer.restore(conversion)
    assert ["/created", "/model", "/usage/completion_tokens", "/usage/total_tokens"] == [
        problem.pointer for problem in normalizer.check(model)
    ]


def test_what_an_sdk_object_holds_too_deep_or_in_itself_is_refused() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    loop: list[Any] = []
    loop.append(loop)

    for held in (deep, loop):
        model = ChatCompletion.model_construct(id="c", choices=[], x=held)
        with pytest.raises(PayloadError) as caught:
            normalizer.normalize(model, "opper")
        said = "expected at most 256 objects and arrays inside each other, more came (or one holds itself)"
        assert [("", said)] == [(problem.pointer, problem.message) for problem in caught.value.problems]


def test_an_sdk_object_that_is_no_completion_is_refused_as_what_it_is() -> None:
    with pytest.raises(NotACompletionError, match="empty body"):
        normalizer.normalize(Unset())
    with pytest.raises(PayloadError, match="/choices"):
        normalizer.normalize(Usage(prompt_tokens=1))


def test_what_no_sdk_made_is_taken_as_it_is() -> None:
    with pytest.raises(PayloadError, match="/choices/0/finish_reason: expected a JSON value"):
        normalizer.normalize({"choices": [{"text": "a", "finish_reason": Reason.STOP}]})


class Declares:
    """Some class of an app that has a word in common with pydantic's."""

    model_fields: ClassVar[dict[str, Any]] = {}


class Sets:
    """Another."""

    model_fields_set: frozenset[str] = frozenset()


@pytest.mark.parametrize("value", [Declares(), Sets()])
def test_what_only_looks_a_little_like_an_sdk_object_is_none(value: Any) -> None:
    with pytest.raises(NotACompletionError):
        normalizer.normalize(value)


def test_objects_inside_the_unknown_keys_of_an_sdk_object_are_read_as_well() -> None:
    model = ChatCompletion.model_validate(PAYLOAD | {"x": {"reason": Reason.STOP, "usage": Usage(prompt_tokens=1)}})

    assert normalizer.normalize(model).extra == {"x": {"reason": "stop", "usage": {"prompt_tokens": 1}}}
