"""A third vendor, made up: everything a vendor is, in one module, as an app or a contributor would write it.

It answers with ``outputs`` of its own words, has decimals for counts, ``content: null`` like Opper, and one form.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from normalizer.completion import Choice, Completion, FormName, Message, Source
from normalizer.forms import Form
from normalizer.mapping import mapped, object_word, silent, with_silent
from normalizer.parts import Text
from normalizer.shapes import extra_keys, key
from normalizer.texts import joined
from normalizer.usage import Usage
from normalizer.values import UNSET, JsonObject, Maybe, Number
from normalizer.vendor import Vendor
from normalizer.vocabulary import Vocabulary


@frozen
class ToyMessage:
    content: Maybe[str | None] = key(nullable=True)
    speaker: Maybe[str | None] = key()
    extra: JsonObject = extra_keys()


@frozen
class ToyChoice:
    answer: ToyMessage = key(required=True, default=ToyMessage())
    number: Maybe[Number | None] = key(integer=True)
    stop_word: Maybe[str | None] = key(words=("end_turn", "cut"))
    extra: JsonObject = extra_keys()


@frozen
class ToyUsage:
    read: Maybe[Number | None] = key()
    written: Maybe[Number | None] = key()
    extra: JsonObject = extra_keys()


@frozen
class ToyCompletion:
    choices: tuple[ToyChoice, ...] = key(required=True, default=())
    object: Maybe[str | None] = key()
    run: Maybe[str | None] = key(required=True)
    model: Maybe[str | None] = key()
    at: Maybe[Number | str | None] = key(integer=True)
    cost: Maybe[ToyUsage | None] = key(nullable=True)
    extra: JsonObject = extra_keys()


FINISH_REASONS: Final = Vocabulary({"end_turn": "stop", "done": "stop", "cut": "length"})


def completion_to_canonical(shape: ToyCompletion, form: FormName, envelope: bool) -> Completion:  # noqa: FBT001
    return Completion(
        id=shape.run,
        model=shape.model,
        created=shape.at,
        choices=tuple(choice_to_canonical(choice) for choice in shape.choices),
        usage=mapped(shape.cost, usage_to_canonical),
        source=Source("toy", form, envelope, shape.object),
        extra=shape.extra,
    )


def completion_from_canonical(completion: Completion) -> ToyCompletion:
    return ToyCompletion(
        choices=tuple(choice_from_canonical(choice) for choice in completion.choices),
        object=object_word(completion, "toy", "toy.answer"),
        run=completion.id,
        model=completion.model,
        at=completion.created,
        cost=mapped(completion.usage, usage_from_canonical),
        extra=completion.extra,
    )


def choice_to_canonical(shape: ToyChoice) -> Choice:
    return Choice(
        index=shape.number,
        message=message_to_canonical(shape.answer),
        finish_reason=FINISH_REASONS.read(shape.stop_word),
        extra=shape.extra,
    )


def choice_from_canonical(choice: Choice) -> ToyChoice:
    return ToyChoice(
        answer=message_from_canonical(choice.message),
        number=choice.index,
        stop_word=FINISH_REASONS.write(choice.finish_reason),
        extra=choice.extra,
    )


def message_to_canonical(shape: ToyMessage) -> Message:
    return Message(
        role=shape.speaker,
        parts=(Text(shape.content),) if isinstance(shape.content, str) else (),
        extra=with_silent(shape.extra, content=shape.content),
    )


def message_from_canonical(message: Message) -> ToyMessage:
    said = joined(part.text for part in message.parts if isinstance(part, Text))
    return ToyMessage(
        content=silent(message.extra, "content", None) if said is UNSET else said,
        speaker=message.role,
        extra=message.extra,
    )


def usage_to_canonical(shape: ToyUsage) -> Usage:
    return Usage(input_tokens=shape.read, output_tokens=shape.written, extra=shape.extra)


def usage_from_canonical(usage: Usage) -> ToyUsage:
    return ToyUsage(read=usage.input_tokens, written=usage.output_tokens, extra=usage.extra)


VENDOR: Final = Vendor(
    name="toy",
    shape=ToyCompletion,
    forms={"wire": Form("wire")},
    to_canonical=completion_to_canonical,
    from_canonical=completion_from_canonical,
    nodes={Completion: (ToyCompletion,), Choice: (ToyChoice,), Message: (ToyMessage,), Usage: (ToyUsage,)},
    choice_key="answer",
    object_words=("toy.answer",),
)
