"""What a chunk of an Opper stream means, and how to say a Chunk as one."""

from __future__ import annotations

from typing import Final

from ... import logprobs, parts, usage
from ...annotations import Annotation, UrlCitation
from ...chunk import CallDelta, Chunk, ChunkChoice, Delta, ToolCallDelta
from ...completion import FormName, Source
from ...mapping import each, mapped, object_word, silent, with_silent
from ...parts import Audio, FunctionCall, Refusal, Text
from ...texts import joined
from ...values import UNSET
from ...vendor import Vendor
from . import chunk_shape as wire
from . import shape as whole
from .details import (
    annotation_from_canonical,
    annotation_to_canonical,
    logprobs_from_canonical,
    logprobs_to_canonical,
    usage_from_canonical,
    usage_to_canonical,
)
from .message import (
    audio_from_canonical,
    audio_to_canonical,
    function_call_from_canonical,
    function_call_to_canonical,
)
from .spelling import FINISH_REASONS, FORMS

OBJECT: Final = "chat.completion.chunk"


def chunk_to_canonical(shape: wire.ChatCompletionChunk, form: FormName, envelope: bool) -> Chunk:
    return Chunk(
        id=shape.id,
        model=shape.model,
        created=shape.created,
        choices=tuple(choice_to_canonical(choice) for choice in shape.choices),
        usage=mapped(shape.usage, usage_to_canonical),
        system_fingerprint=shape.system_fingerprint,
        service_tier=shape.service_tier,
        source=Source("opper", form, envelope, shape.object),
        extra=shape.extra,
    )


def chunk_from_canonical(chunk: Chunk) -> wire.ChatCompletionChunk:
    return wire.ChatCompletionChunk(
        choices=tuple(choice_from_canonical(choice) for choice in chunk.choices),
        id=chunk.id,
        created=chunk.created,
        model=chunk.model,
        object=object_word(chunk, "opper", OBJECT),
        service_tier=chunk.service_tier,
        system_fingerprint=chunk.system_fingerprint,
        usage=mapped(chunk.usage, usage_from_canonical),
        extra=chunk.extra,
    )


def choice_to_canonical(shape: wire.ChunkChoice) -> ChunkChoice:
    return ChunkChoice(
        index=shape.index,
        delta=mapped(shape.delta, delta_to_canonical),
        finish_reason=FINISH_REASONS.read(shape.finish_reason),
        logprobs=mapped(shape.logprobs, logprobs_to_canonical),
        extra=shape.extra,
    )


def choice_from_canonical(choice: ChunkChoice) -> wire.ChunkChoice:
    return wire.ChunkChoice(
        delta=mapped(choice.delta, delta_from_canonical),
        finish_reason=FINISH_REASONS.write(choice.finish_reason),
        index=choice.index,
        logprobs=mapped(choice.logprobs, logprobs_from_canonical),
        extra=choice.extra,
    )


def delta_to_canonical(shape: wire.ChoiceDelta) -> Delta:
    return Delta(
        role=shape.role,
        parts=(
            *((Text(shape.content),) if isinstance(shape.content, str) else ()),
            *((Refusal(shape.refusal),) if isinstance(shape.refusal, str) else ()),
            *(tool_call_to_canonical(call) for call in shape.tool_calls or ()),
            *((function_call_to_canonical(shape.function_call),) if shape.function_call else ()),
            *((audio_to_canonical(shape.audio),) if shape.audio else ()),
        ),
        annotations=each(shape.annotations, annotation_to_canonical),
        extra=with_silent(
            shape.extra,
            content=shape.content,
            refusal=shape.refusal,
            tool_calls=shape.tool_calls,
            function_call=shape.function_call,
            audio=shape.audio,
        ),
    )


def delta_from_canonical(delta: Delta) -> wire.ChoiceDelta:
    """Several texts become one, and several refusals; of audios and function calls there can be one, the first."""
    content = joined(part.text for part in delta.parts if isinstance(part, Text))
    refusal = joined(part.refusal for part in delta.parts if isinstance(part, Refusal))
    tool_calls = tuple(tool_call_from_canonical(part) for part in delta.parts if isinstance(part, ToolCallDelta))
    calls = [function_call_from_canonical(part) for part in delta.parts if isinstance(part, FunctionCall)]
    audios = [audio_from_canonical(part) for part in delta.parts if isinstance(part, Audio)]
    return wire.ChoiceDelta(
        content=silent(delta.extra, "content", None) if content is UNSET else content,
        refusal=silent(delta.extra, "refusal", None) if refusal is UNSET else refusal,
        role=delta.role,
        annotations=each(delta.annotations, annotation_from_canonical),
        audio=audios[0] if audios else silent(delta.extra, "audio", None),
        function_call=calls[0] if calls else silent(delta.extra, "function_call", None),
        tool_calls=tool_calls or silent(delta.extra, "tool_calls", None, ()),
        extra=delta.extra,
    )


def tool_call_to_canonical(shape: wire.ChoiceDeltaToolCall) -> ToolCallDelta:
    return ToolCallDelta(
        index=shape.index,
        kind=shape.type,
        id=shape.id,
        function=mapped(shape.function, function_to_canonical),
        custom=mapped(shape.custom, custom_to_canonical),
        extra=shape.extra,
    )


def tool_call_from_canonical(call: ToolCallDelta) -> wire.ChoiceDeltaToolCall:
    return wire.ChoiceDeltaToolCall(
        index=call.index,
        id=call.id,
        function=mapped(call.function, function_from_canonical),
        custom=mapped(call.custom, custom_from_canonical),
        type=call.kind,
        extra=call.extra,
    )


def function_to_canonical(shape: whole.FunctionOutput) -> CallDelta:
    return CallDelta(name=shape.name, arguments=shape.arguments, extra=shape.extra)


def function_from_canonical(call: CallDelta) -> whole.FunctionOutput:
    return whole.FunctionOutput(arguments=call.arguments, name=call.name, extra=call.extra)


def custom_to_canonical(shape: whole.CustomOutput) -> CallDelta:
    return CallDelta(name=shape.name, arguments=shape.input, extra=shape.extra)


def custom_from_canonical(call: CallDelta) -> whole.CustomOutput:
    return whole.CustomOutput(input=call.arguments, name=call.name, extra=call.extra)


CHUNKS: Final = Vendor(
    name="opper",
    shape=wire.ChatCompletionChunk,
    forms=FORMS,
    to_canonical=chunk_to_canonical,
    from_canonical=chunk_from_canonical,
    nodes={
        Chunk: (wire.ChatCompletionChunk,),
        ChunkChoice: (wire.ChunkChoice,),
        Delta: (wire.ChoiceDelta,),
        ToolCallDelta: (wire.ChoiceDeltaToolCall,),
        CallDelta: (whole.FunctionOutput, whole.CustomOutput),
        parts.FunctionCall: (whole.FunctionCallOutput,),
        parts.Audio: (whole.ChatCompletionAudio,),
        Annotation: (whole.Annotation,),
        UrlCitation: (whole.AnnotationURLCitation,),
        logprobs.Logprobs: (whole.ChoiceLogprobs,),
        logprobs.TokenLogprob: (whole.ChatCompletionTokenLogprob,),
        logprobs.TopLogprob: (whole.TopLogprob,),
        usage.Usage: (whole.CompletionUsage,),
        usage.InputDetails: (whole.PromptTokensDetails,),
        usage.OutputDetails: (whole.CompletionTokensDetails,),
    },
    choice_key="delta",
    object_words=(OBJECT,),
    meaning=Chunk,
    part_keys={
        "content": Text,
        "refusal": Refusal,
        "tool_calls": ToolCallDelta,
        "function_call": FunctionCall,
        "audio": Audio,
    },
)
