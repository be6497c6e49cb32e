"""What an Opper chat completion looks like: one class per object, one attribute per documented key.

Class names and types are those of the Python SDK opperai 1.7.2 (``opperai.models``); its line has them from 1.0.0 on,
2.0.0 dropped them, the Node SDK has them from 3.0.0 to 3.4.1. Attributes are wire names; the Python SDK calls ``object``,
``role``, ``type`` and ``bytes`` ``OBJECT``, ``ROLE``, ``TYPE`` and ``bytes_``. "nullable" is the SDK's OptionalNullable.
Unknown keys are kept by both SDKs at every level, so ``extra`` is full of them in real logs.
"""

from __future__ import annotations

from typing import TypeAlias, Union

from attrs import frozen

from ...frozen import freeze
from ...parts import Arguments
from ...shapes import Tagged, extra_keys, key
from ...values import JsonObject, Maybe, Number


@frozen
class TopLogprob:
    """One of the most probable tokens at a place."""

    token: Maybe[str | None] = key(required=True)
    """str."""

    logprob: Maybe[Number | None] = key(required=True, decimal=True)
    """float, natural logarithm; positive ones and -9999.0 occur."""

    bytes: Maybe[tuple[Number, ...] | None] = key(nullable=True, integer=True)
    """List[int], nullable: the token's UTF-8 bytes."""

    extra: JsonObject = extra_keys()


@frozen
class ChatCompletionTokenLogprob:
    """One token that was chosen."""

    token: Maybe[str | None] = key(required=True)
    """str."""

    logprob: Maybe[Number | None] = key(required=True, decimal=True)
    """float, natural logarithm."""

    top_logprobs: Maybe[tuple[TopLogprob, ...] | None] = key(required=True)
    """List, which may be empty."""

    bytes: Maybe[tuple[Number, ...] | None] = key(nullable=True, integer=True)
    """List[int], nullable."""

    extra: JsonObject = extra_keys()


@frozen
class ChoiceLogprobs:
    """The tokens of a choice's text and of its refusal."""

    content: Maybe[tuple[ChatCompletionTokenLogprob, ...] | None] = key(nullable=True)
    """List, nullable."""

    refusal: Maybe[tuple[ChatCompletionTokenLogprob, ...] | None] = key(nullable=True)
    """List, nullable."""

    extra: JsonObject = extra_keys()


@frozen
class AnnotationURLCitation:
    """A web page that a stretch of the text cites."""

    end_index: Maybe[Number | None] = key(required=True, integer=True)
    """int, characters; the vendor's own examples have it before the start."""

    start_index: Maybe[Number | None] = key(required=True, integer=True)
    """int, characters."""

    title: Maybe[str | None] = key(required=True)
    """str."""

    url: Maybe[str | None] = key(required=True)
    """str."""

    extra: JsonObject = extra_keys()


@frozen
class Annotation:
    """A note on a message."""

    url_citation: Maybe[AnnotationURLCitation | None] = key(required=True)

    type: Maybe[str | None] = key(required=True, words=("url_citation",))
    """Literal["url_citation"]; Python fills it in where it is missing, Node requires it since 3.4.0."""

    extra: JsonObject = extra_keys()


@frozen
class ChatCompletionAudio:
    """What the model spoke."""

    id: Maybe[str | None] = key(required=True)
    """str."""

    data: Maybe[str | None] = key(required=True)
    """str, base64."""

    expires_at: Maybe[Number | None] = key(required=True, integer=True)
    """int, seconds since 1970."""

    transcript: Maybe[str | None] = key(required=True)
    """str."""

    extra: JsonObject = extra_keys()


@frozen
class FunctionCallOutput:
    """The legacy function call of a message."""

    arguments: Maybe[Arguments | None] = key(required=True, converter=freeze)
    """str, never parsed; gateways also log an object."""

    name: Maybe[str | None] = key(required=True)
    """str."""

    extra: JsonObject = extra_keys()


@frozen
class FunctionOutput:
    """The function that a tool call calls."""

    arguments: Maybe[Arguments | None] = key(required=True, converter=freeze)
    """str, never parsed; gateways also log an object."""

    name: Maybe[str | None] = key(required=True)
    """str."""

    extra: JsonObject = extra_keys()


@frozen
class CustomOutput:
    """The custom tool that a tool call calls."""

    input: Maybe[Arguments | None] = key(required=True, converter=freeze)
    """str, free text."""

    name: Maybe[str | None] = key(required=True)
    """str."""

    extra: JsonObject = extra_keys()


@frozen
class ChatCompletionMessageFunctionToolCall:
    """A call of a function. Before Python 1.2.0 and Node 3.1.2 the only kind, named ChatCompletionMessageToolCall."""

    id: Maybe[str | None] = key(required=True)
    """str."""

    function: Maybe[FunctionOutput | None] = key(required=True)

    type: Maybe[str | None] = key(required=True, words=("function",))
    """Literal["function"]; Python 1.0.0 fills it in where it is missing, later ones refuse."""

    extra: JsonObject = extra_keys()


@frozen
class ChatCompletionMessageCustomToolCall:
    """A call of a custom tool. Since Python 1.2.0 and Node 3.1.2."""

    id: Maybe[str | None] = key(required=True)
    """str."""

    custom: Maybe[CustomOutput | None] = key(required=True)

    type: Maybe[str | None] = key(required=True, words=("custom",))
    """Literal["custom"]."""

    extra: JsonObject = extra_keys()


ToolCall: TypeAlias = Union[ChatCompletionMessageFunctionToolCall, ChatCompletionMessageCustomToolCall]

TOOL_CALLS = Tagged(
    "type",
    {"custom": ChatCompletionMessageCustomToolCall},
    otherwise=ChatCompletionMessageFunctionToolCall,
)


@frozen
class ChatCompletionMessage:
    """What was said in a choice."""

    content: Maybe[str | None] = key(nullable=True)
    """str, nullable; arrays of content parts are refused by the SDKs, and here."""

    refusal: Maybe[str | None] = key(nullable=True)
    """str, nullable."""

    role: Maybe[str | None] = key(required=True, words=("assistant",))
    """Literal["assistant"]; Python fills it in where it is missing, Node requires it since 3.4.0."""

    annotations: Maybe[tuple[Annotation, ...] | None] = key(nullable=True)
    """List, nullable."""

    audio: Maybe[ChatCompletionAudio | None] = key(nullable=True)
    """Nullable."""

    function_call: Maybe[FunctionCallOutput | None] = key(nullable=True)
    """Nullable; the legacy of tool_calls."""

    tool_calls: Maybe[tuple[ToolCall, ...] | None] = key(nullable=True, tagged=TOOL_CALLS)
    """List, nullable."""

    extra: JsonObject = extra_keys()


@frozen
class Choice:
    """One answer."""

    message: ChatCompletionMessage = key(required=True, default=ChatCompletionMessage())

    finish_reason: Maybe[str | None] = key(
        required=True,
        words=("stop", "length", "tool_calls", "content_filter", "function_call"),
    )
    """str enum, closed; null is refused."""

    index: Maybe[Number | None] = key(required=True, integer=True)
    """int."""

    logprobs: Maybe[ChoiceLogprobs | None] = key(nullable=True)
    """Nullable."""

    extra: JsonObject = extra_keys()


@frozen
class CompletionTokensDetails:
    """Of which kinds the completion's tokens were."""

    accepted_prediction_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """int, tokens, nullable."""

    audio_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """int, tokens, nullable."""

    reasoning_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """int, tokens, nullable."""

    rejected_prediction_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """int, tokens, nullable."""

    extra: JsonObject = extra_keys()


@frozen
class PromptTokensDetails:
    """Of which kinds the prompt's tokens were."""

    audio_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """int, tokens, nullable."""

    cached_tokens: Maybe[Number | None] = key(nullable=True, integer=True)
    """int, tokens, nullable."""

    extra: JsonObject = extra_keys()


@frozen
class CompletionUsage:
    """What the request cost."""

    completion_tokens: Maybe[Number | None] = key(required=True, integer=True)
    """int, tokens."""

    prompt_tokens: Maybe[Number | None] = key(required=True, integer=True)
    """int, tokens."""

    total_tokens: Maybe[Number | None] = key(required=True, integer=True)
    """int, tokens; the vendor's own example is not the sum."""

    completion_tokens_details: Maybe[CompletionTokensDetails | None] = key(nullable=True)
    """Nullable."""

    prompt_tokens_details: Maybe[PromptTokensDetails | None] = key(nullable=True)
    """Nullable."""

    extra: JsonObject = extra_keys()


@frozen
class ChatCompletion:
    """A whole payload."""

    choices: tuple[Choice, ...] = key(required=True, default=())
    """List, which may be empty."""

    id: Maybe[str | None] = key(required=True)
    """str."""

    created: Maybe[Number | str | None] = key(required=True, integer=True)
    """int, seconds since 1970; text is refused by the SDKs, but read here."""

    model: Maybe[str | None] = key(required=True)
    """str."""

    object: Maybe[str | None] = key(required=True, words=("chat.completion",))
    """Literal["chat.completion"]; Python fills it in where it is missing, Node requires it since 3.4.0."""

    service_tier: Maybe[str | None] = key(nullable=True, words=("auto", "default", "flex", "scale", "priority"))
    """str enum, closed, nullable; scale and priority since Python 1.2.0 and Node 3.1.2."""

    system_fingerprint: Maybe[str | None] = key(nullable=True)
    """str, nullable."""

    usage: Maybe[CompletionUsage | None] = key(nullable=True)
    """Nullable."""

    extra: JsonObject = extra_keys()
