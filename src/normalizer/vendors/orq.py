"""orq.ai text completions: what they look like, what they mean, and how to say a Completion as one.

The full body and the ``data`` of a stream event have the same fields. In orq-ai-sdk 3.12.0rc12 to rc49 (and
@orq-ai/node 3.12.0-rc.11 to rc.49) they are ``PostV2ProxyCompletionsResponseBody`` and ``PostV2ProxyCompletionsData``,
since 4.2.0 (2026-01-23) ``CreateCompletionResponseBody`` and ``CreateCompletionData``. Types below are those of the Python
SDK 4.17.13; null is allowed where they say Optional and the schema says nullable. "4.x" marks what the 3.12 rc lacks.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from ..chunk import Chunk, ChunkChoice, Delta
from ..completion import Choice, Completion, FormName, Message, Source
from ..forms import Form
from ..mapping import mapped, object_word, silent, with_silent
from ..parts import Text
from ..shapes import extra_keys, key
from ..texts import joined
from ..usage import InputDetails, OutputDetails, Usage
from ..values import UNSET, JsonObject, Maybe, Number
from ..vendor import Vendor
from ..vocabulary import Vocabulary


@frozen
class PromptTokensDetails:
    """Of which kinds the prompt's tokens were."""

    cached_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """Optional[int], tokens."""

    cache_creation_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """Optional[int], tokens. 4.x; the 3.12 rc SDKs drop it."""

    audio_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """Optional[int], tokens."""

    extra: JsonObject = extra_keys()


@frozen
class CompletionTokensDetails:
    """Of which kinds the completion's tokens were."""

    reasoning_tokens: Maybe[Number | None] = key(nullable=True)
    """Optional[float], tokens."""

    accepted_prediction_tokens: Maybe[Number | None] = key(nullable=True)
    """Optional[float], tokens."""

    rejected_prediction_tokens: Maybe[Number | None] = key(nullable=True)
    """Optional[float], tokens."""

    audio_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """Optional[int], tokens."""

    extra: JsonObject = extra_keys()


@frozen
class CompletionUsage:
    """What the request cost."""

    completion_tokens: Maybe[Number | None] = key()
    """Optional[float], tokens; not nullable."""

    prompt_tokens: Maybe[Number | None] = key()
    """Optional[float], tokens; not nullable."""

    total_tokens: Maybe[Number | None] = key()
    """Optional[float], tokens; not nullable."""

    prompt_tokens_details: Maybe[PromptTokensDetails | None] = key(nullable=True)
    completion_tokens_details: Maybe[CompletionTokensDetails | None] = key(nullable=True)
    extra: JsonObject = extra_keys()


@frozen
class TextChoice:
    """One answer. The SDKs know no ``logprobs`` here: the key OpenAI-compatible backends send is an unknown one."""

    finish_reason: Maybe[str | None] = key(required=True, words=("stop", "length", "content_filter", "tool_calls"))
    """Literal of four words, closed in every version, null not even in chunks."""

    index: Maybe[Number | None] = key(required=True)
    """float; 4113.95 is legal, and the Python SDKs write 0.0 for 0."""

    text: Maybe[str | None] = key(required=True, needs_text=True)
    """str."""

    extra: JsonObject = extra_keys()


@frozen
class TextCompletion:
    """A whole payload."""

    choices: tuple[TextChoice, ...] = key(required=True, default=())
    """List, which may be empty."""

    id: Maybe[str | None] = key(required=True)
    """str."""

    model: Maybe[str | None] = key(required=True)
    """str."""

    object: Maybe[str | None] = key(required=True)
    """str, any word: no constant. The endpoint sends ``text_completion``."""

    created: Maybe[Number | str | None] = key()
    """Optional[Union[str, float]], seconds since 1970; text is legal. Not nullable."""

    system_fingerprint: Maybe[str | None] = key()
    """Optional[str]; not nullable."""

    usage: Maybe[CompletionUsage | None] = key()
    """Optional; not nullable."""

    extra: JsonObject = extra_keys()


FINISH_REASONS: Final = Vocabulary(
    {
        "stop": "stop",
        "length": "length",
        "content_filter": "content_filter",
        "tool_calls": "tool_calls",
    }
)


def completion_to_canonical(shape: TextCompletion, form: FormName, envelope: bool) -> Completion:
    return Completion(
        id=shape.id,
        model=shape.model,
        created=shape.created,
        choices=tuple(map(choice_to_canonical, shape.choices)),
        usage=mapped(shape.usage, usage_to_canonical),
        system_fingerprint=shape.system_fingerprint,
        source=Source("orq", form, envelope, shape.object),
        extra=shape.extra,
    )


def completion_from_canonical(completion: Completion) -> TextCompletion:
    return TextCompletion(
        choices=tuple(map(choice_from_canonical, completion.choices)),
        id=completion.id,
        model=completion.model,
        object=object_word(completion, "orq", "text_completion"),
        created=completion.created,
        system_fingerprint=completion.system_fingerprint,
        usage=mapped(completion.usage, usage_from_canonical),
        extra=completion.extra,
    )


def chunk_to_canonical(shape: TextCompletion, form: FormName, envelope: bool) -> Chunk:
    return Chunk(
        id=shape.id,
        model=shape.model,
        created=shape.created,
        choices=tuple(chunk_choice_to_canonical(choice) for choice in shape.choices),
        usage=mapped(shape.usage, usage_to_canonical),
        system_fingerprint=shape.system_fingerprint,
        source=Source("orq", form, envelope, shape.object),
        extra=shape.extra,
    )


def chunk_from_canonical(chunk: Chunk) -> TextCompletion:
    return TextCompletion(
        choices=tuple(chunk_choice_from_canonical(choice) for choice in chunk.choices),
        id=chunk.id,
        model=chunk.model,
        object=object_word(chunk, "orq", "text_completion"),
        created=chunk.created,
        system_fingerprint=chunk.system_fingerprint,
        usage=mapped(chunk.usage, usage_from_canonical),
        extra=chunk.extra,
    )


def choice_to_canonical(shape: TextChoice) -> Choice:
    return Choice(
        index=shape.index,
        message=Message(parts=(Text(shape.text),) if isinstance(shape.text, str) else ()),
        finish_reason=FINISH_REASONS.read(shape.finish_reason),
        extra=with_silent(shape.extra, text=shape.text),
    )


def choice_from_canonical(choice: Choice) -> TextChoice:
    said = joined([part.text for part in choice.message.parts if isinstance(part, Text)])
    return TextChoice(
        finish_reason=FINISH_REASONS.write(choice.finish_reason),
        index=choice.index,
        text=silent(choice.extra, "text", None) if said is UNSET else said,
        extra=choice.extra,
    )


def chunk_choice_to_canonical(shape: TextChoice) -> ChunkChoice:
    """No chunk says a role; every text is the assistant's, as in a whole answer."""
    return ChunkChoice(
        index=shape.index,
        delta=Delta(role="assistant", parts=(Text(shape.text),) if isinstance(shape.text, str) else ()),
        finish_reason=FINISH_REASONS.read(shape.finish_reason),
        extra=with_silent(shape.extra, text=shape.text),
    )


def chunk_choice_from_canonical(choice: ChunkChoice) -> TextChoice:
    said = joined(part.text for part in choice.parts if isinstance(part, Text))
    return TextChoice(
        finish_reason=FINISH_REASONS.write(choice.finish_reason),
        index=choice.index,
        text=silent(choice.extra, "text", None) if said is UNSET else said,
        extra=choice.extra,
    )


def usage_to_canonical(shape: CompletionUsage) -> Usage:
    prompt, completion = shape.prompt_tokens_details, shape.completion_tokens_details
    return Usage(
        input_tokens=shape.prompt_tokens,
        output_tokens=shape.completion_tokens,
        total_tokens=shape.total_tokens,
        input_details=mapped(prompt, input_details_to_canonical),
        output_details=mapped(completion, output_details_to_canonical),
        extra=shape.extra,
    )


def usage_from_canonical(usage: Usage) -> CompletionUsage:
    inputs, outputs = usage.input_details, usage.output_details
    return CompletionUsage(
        completion_tokens=usage.output_tokens,
        prompt_tokens=usage.input_tokens,
        total_tokens=usage.total_tokens,
        prompt_tokens_details=mapped(inputs, input_details_from_canonical),
        completion_tokens_details=mapped(outputs, output_details_from_canonical),
        extra=usage.extra,
    )


def input_details_to_canonical(shape: PromptTokensDetails) -> InputDetails:
    return InputDetails(
        cached_tokens=shape.cached_tokens,
        cache_creation_tokens=shape.cache_creation_tokens,
        audio_tokens=shape.audio_tokens,
        extra=shape.extra,
    )


def input_details_from_canonical(details: InputDetails) -> PromptTokensDetails:
    return PromptTokensDetails(
        cached_tokens=details.cached_tokens,
        cache_creation_tokens=details.cache_creation_tokens,
        audio_tokens=details.audio_tokens,
        extra=details.extra,
    )


def output_details_to_canonical(shape: CompletionTokensDetails) -> OutputDetails:
    return OutputDetails(
        reasoning_tokens=shape.reasoning_tokens,
        audio_tokens=shape.audio_tokens,
        accepted_prediction_tokens=shape.accepted_prediction_tokens,
        rejected_prediction_tokens=shape.rejected_prediction_tokens,
        extra=shape.extra,
    )


def output_details_from_canonical(details: OutputDetails) -> CompletionTokensDetails:
    return CompletionTokensDetails(
        reasoning_tokens=details.reasoning_tokens,
        accepted_prediction_tokens=details.accepted_prediction_tokens,
        rejected_prediction_tokens=details.rejected_prediction_tokens,
        audio_tokens=details.audio_tokens,
        extra=details.extra,
    )


# The SDKs drop unknown keys, so the TypeScript form has no place of its own for them; Python renames nothing.
FORMS: Final = {
    "wire": Form("wire"),
    "node": Form("node", is_camel_case=True),
    "python": Form("python"),
}

CHUNKS: Final = Vendor(
    name="orq",
    shape=TextCompletion,
    forms=FORMS,
    to_canonical=chunk_to_canonical,
    from_canonical=chunk_from_canonical,
    nodes={
        Chunk: (TextCompletion,),
        ChunkChoice: (TextChoice,),
        Usage: (CompletionUsage,),
        InputDetails: (PromptTokensDetails,),
        OutputDetails: (CompletionTokensDetails,),
    },
    choice_key="text",
    object_words=("text_completion",),
    has_envelope=True,
    meaning=Chunk,
    part_keys={"text": Text},
)

VENDOR: Final = Vendor(
    name="orq",
    shape=TextCompletion,
    forms=FORMS,
    to_canonical=completion_to_canonical,
    from_canonical=completion_from_canonical,
    nodes={
        Completion: (TextCompletion,),
        Choice: (TextChoice,),
        Usage: (CompletionUsage,),
        InputDetails: (PromptTokensDetails,),
        OutputDetails: (CompletionTokensDetails,),
    },
    choice_key="text",
    object_words=("text_completion",),
    has_envelope=True,
    counts_with_decimals=True,
    chunks=CHUNKS,
)
