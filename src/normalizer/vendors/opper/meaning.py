"""What an Opper chat completion means, and how to say a Completion as one; messages and details have their own files."""

from __future__ import annotations

from typing import Final

from ... import completion as canonical
from ... import logprobs, parts, usage
from ...annotations import Annotation, UrlCitation
from ...completion import Completion, FormName, Source
from ...mapping import mapped, object_word
from ...vendor import Vendor
from . import shape as wire
from .chunk_meaning import CHUNKS
from .details import (
    logprobs_from_canonical,
    logprobs_to_canonical,
    usage_from_canonical,
    usage_to_canonical,
)
from .message import message_from_canonical, message_to_canonical
from .spelling import FINISH_REASONS, FORMS


def completion_to_canonical(shape: wire.ChatCompletion, form: FormName, envelope: bool) -> Completion:
    return Completion(
        id=shape.id,
        model=shape.model,
        created=shape.created,
        choices=tuple(map(choice_to_canonical, shape.choices)),
        usage=mapped(shape.usage, usage_to_canonical),
        system_fingerprint=shape.system_fingerprint,
        service_tier=shape.service_tier,
        source=Source("opper", form, envelope, shape.object),
        extra=shape.extra,
    )


def completion_from_canonical(completion: Completion) -> wire.ChatCompletion:
    return wire.ChatCompletion(
        choices=tuple(map(choice_from_canonical, completion.choices)),
        id=completion.id,
        created=completion.created,
        model=completion.model,
        object=object_word(completion, "opper", "chat.completion"),
        service_tier=completion.service_tier,
        system_fingerprint=completion.system_fingerprint,
        usage=mapped(completion.usage, usage_from_canonical),
        extra=completion.extra,
    )


def choice_to_canonical(shape: wire.Choice) -> canonical.Choice:
    return canonical.Choice(
        index=shape.index,
        message=message_to_canonical(shape.message),
        finish_reason=FINISH_REASONS.read(shape.finish_reason),
        logprobs=mapped(shape.logprobs, logprobs_to_canonical),
        extra=shape.extra,
    )


def choice_from_canonical(choice: canonical.Choice) -> wire.Choice:
    return wire.Choice(
        message=message_from_canonical(choice.message),
        finish_reason=FINISH_REASONS.write(choice.finish_reason),
        index=choice.index,
        logprobs=mapped(choice.logprobs, logprobs_from_canonical),
        extra=choice.extra,
    )


VENDOR: Final = Vendor(
    name="opper",
    shape=wire.ChatCompletion,
    forms=FORMS,
    to_canonical=completion_to_canonical,
    from_canonical=completion_from_canonical,
    nodes={
        Completion: (wire.ChatCompletion,),
        canonical.Choice: (wire.Choice,),
        canonical.Message: (wire.ChatCompletionMessage,),
        parts.ToolCall: (
            wire.ChatCompletionMessageFunctionToolCall,
            wire.ChatCompletionMessageCustomToolCall,
        ),
        parts.FunctionCall: (wire.FunctionCallOutput,),
        parts.Audio: (wire.ChatCompletionAudio,),
        Annotation: (wire.Annotation,),
        UrlCitation: (wire.AnnotationURLCitation,),
        logprobs.Logprobs: (wire.ChoiceLogprobs,),
        logprobs.TokenLogprob: (wire.ChatCompletionTokenLogprob,),
        logprobs.TopLogprob: (wire.TopLogprob,),
        usage.Usage: (wire.CompletionUsage,),
        usage.InputDetails: (wire.PromptTokensDetails,),
        usage.OutputDetails: (wire.CompletionTokensDetails,),
    },
    choice_key="message",
    object_words=("chat.completion",),
    chunks=CHUNKS,
)
